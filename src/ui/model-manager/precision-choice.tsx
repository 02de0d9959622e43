import { useId } from 'react';
import { say } from '#messages/say.ts';

interface PrecisionChoiceProps {
  readonly precisions: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly offered: boolean;
    readonly remark: string;
  }[];
  readonly chosen: string;
  onChoose(name: string): void;
}

/** How the weights of a pack are to be stored. */
export function PrecisionChoice({ precisions, chosen, onChoose }: PrecisionChoiceProps) {
  const id = useId();
  return (
    <fieldset className="precisions">
      <legend>{say.convert.precision}</legend>
      {precisions.map(({ name, bytes, offered: isOffered, remark }) => (
        <label key={name} className="precision">
          <input
            type="radio"
            name={id}
            value={name}
            checked={name === chosen}
            onChange={() => onChoose(name)}
          />
          <span>
            <strong>{say.convert.precisionNamed(name, bytes)}</strong>
            {!isOffered && ` ${say.convert.notRecommended}`} {remark}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
