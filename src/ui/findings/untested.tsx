import { Icon } from '#ui/kit/icon.tsx';
import type { Modality } from '#volume/types.ts';

/** Says so where nobody has compared the model's answers with the truth. */
export function Untested({ modality }: { readonly modality: Modality }) {
  return (
    <p
      className="mark quiet"
      title="The model’s maker gives no figure for this structure on this kind of scan. Check it against the images."
    >
      <Icon name="info" />
      Not tested on {modality === 'other' ? 'this kind of scan' : modality}
    </p>
  );
}
