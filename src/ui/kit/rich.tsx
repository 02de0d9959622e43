import { Fragment } from 'react';

interface RichProps {
  readonly text: string;
  /** What stands between backticks: something to be read by programs, unless it is a key to press. */
  readonly quoted?: 'code' | 'kbd';
}

/** A sentence of the catalogue, with what it sets apart by `backticks` and by ** set apart. */
export function Rich({ text, quoted: Quoted = 'code' }: RichProps) {
  return text.split(/(`[^`]*`|\*\*[^*]*\*\*)/).map((part, n) => {
    const key = `${n} ${part}`;
    if (part.startsWith('`')) return <Quoted key={key}>{part.slice(1, -1)}</Quoted>;
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    return <Fragment key={key}>{part}</Fragment>;
  });
}
