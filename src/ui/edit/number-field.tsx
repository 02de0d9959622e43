import { useEffect, useState } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly step: number;
  readonly least?: number;
  readonly most?: number;
  onChange(value: number): void;
}

/** A number to be typed; what is no number in bounds is not taken, and gone when the field is left. */
export function NumberField({ label, value, step, least, most, onChange }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const isTaken = (typed: string) => {
    const number = Number(typed);
    return (
      typed.trim() !== '' && Number.isFinite(number) && number >= (least ?? -1e9) && number <= (most ?? 1e9)
    );
  };
  return (
    <input
      type="number"
      className="number-field"
      aria-label={label}
      aria-invalid={!isTaken(text)}
      value={text}
      step={step}
      min={least}
      max={most}
      onChange={(event) => {
        setText(event.target.value);
        if (isTaken(event.target.value)) onChange(Number(event.target.value));
      }}
      onBlur={() => setText(String(value))}
    />
  );
}
