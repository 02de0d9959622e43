import type { Source } from '#results/finding.ts';

const PLANES: Readonly<Record<string, string>> = {
  S: 'axial',
  I: 'axial',
  A: 'coronal',
  P: 'coronal',
  L: 'sagittal',
  R: 'sagittal',
};

/** What the model was shown, for answers that were made slice by slice. */
export function SliceReading({ slices }: { readonly slices: Source['slices'] | undefined }) {
  if (!slices) return null;
  const { preset, axes, through, count, there, seed, together } = slices;
  return (
    <p
      className="slice-reading"
      title={`Rows and columns were turned to ${axes}, slices run to ${through}. Seed ${seed} draws the model’s random numbers: the same seed gives the same mask.${together ? ' Prompts were decoded together.' : ''}`}
    >
      On {there} of {count} {PLANES[through] ?? ''} slices · {preset} · {axes} · seed {seed}
    </p>
  );
}
