import { say } from '#messages/say.ts';
import type { Figures as Values } from '#volume/figures.ts';
import { FIGURE_IDS, FIGURES } from '#volume/figures.ts';
import type { Modality } from '#volume/types.ts';

/** Every figure that the object has, with its unit. */
export function Figures({ figures, modality }: { readonly figures: Values; readonly modality: Modality }) {
  const known = FIGURE_IDS.flatMap((id) => {
    const value = figures[id];
    return value === undefined ? [] : [{ id, text: say.numbers.significant(value, FIGURES[id].digits) }];
  });
  if (known.length === 0) return null;
  return (
    <dl className="figures">
      {known.map(({ id, text }) => (
        <div key={id} title={say.figures[id][1]}>
          <dt>{say.figures[id][0]}</dt>
          <dd>{say.figure(text, FIGURES[id].unit, modality)}</dd>
        </div>
      ))}
    </dl>
  );
}
