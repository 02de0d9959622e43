import { say } from '#messages/say.ts';
import type { Verdict, VerdictLevel } from '#results/verdict.ts';
import { Icon } from '#ui/kit/icon.tsx';

interface VerdictSignProps {
  readonly level: VerdictLevel;
  readonly doubts?: Verdict['doubts'];
}

/** A verdict in a word, with why on hover; "sure" is only a tick, so that the others stand out. */
export function VerdictSign({ level, doubts = [] }: VerdictSignProps) {
  const word = say.verdict.word(level);
  const why = doubts.map(say.verdict.doubt).join('\n');
  return (
    <span className="verdict-sign" data-level={level} title={why || word}>
      {level === 'sure' ? (
        <>
          <Icon name="tick" />
          <span className="unseen">{word}</span>
        </>
      ) : (
        word
      )}
    </span>
  );
}

/** A verdict in full: why, the gravest first. */
export function VerdictReasons({ level, doubts }: Verdict) {
  if (doubts.length === 0) return null;
  return (
    <ul className="verdict-reasons" data-level={level}>
      {doubts.map((doubt) => {
        const sentence = say.verdict.doubt(doubt);
        return <li key={sentence}>{sentence}</li>;
      })}
    </ul>
  );
}
