import { say } from '#messages/say.ts';
import type { Source } from '#results/finding.ts';

/** What the model was shown, for answers that were made slice by slice. */
export function SliceReading({ slices }: { readonly slices: Source['slices'] | undefined }) {
  if (!slices) return null;
  const { text, preset, axes, through, looked, there, seed, together } = slices;
  const plane = say.slices.planes[through] ?? '';
  return (
    <>
      <p className="slice-reading">{say.slices.asked(text)}</p>
      <p
        className="slice-reading"
        title={[say.slices.readingHint(axes, through, seed), ...(together ? [say.slices.together] : [])].join(
          ' ',
        )}
      >
        {say.slices.reading({ there, count: looked, plane, preset, axes, seed })}
      </p>
    </>
  );
}
