import { useId } from 'react';
import type { Recommendation } from '#commands/passport/recommend-precision.ts';
import { say } from '#messages/say.ts';

interface PrecisionChoiceProps {
  readonly precisions: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly offered: boolean;
    readonly remark: string;
  }[];
  readonly recommendation: Recommendation | undefined;
  readonly chosen: string;
  onChoose(name: string): void;
}

/** How the weights of a pack are to be stored. */
export function PrecisionChoice({ precisions, recommendation, chosen, onChoose }: PrecisionChoiceProps) {
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
      {recommendation && <p>{adviceOn(recommendation)}</p>}
    </fieldset>
  );
}

/** The one that is chosen before a person chooses. */
export function precisionOf(recommendation: Recommendation | undefined): string {
  if (!recommendation) return '';
  return recommendation.kind === 'none' ? recommendation.usual : recommendation.name;
}

function adviceOn(recommendation: Recommendation): string {
  const { usual, instead, none } = say.convert.recommended;
  if (recommendation.kind === 'usual') return usual(recommendation);
  return recommendation.kind === 'instead' ? instead(recommendation) : none(recommendation);
}
