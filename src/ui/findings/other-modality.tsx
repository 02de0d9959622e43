import { Icon } from '#ui/kit/icon.tsx';
import { useAppState } from '#ui/use-app.ts';
import type { Modality } from '#volume/types.ts';

/** Says so where an answer was given before the user said that the scan is of another kind. */
export function OtherModality({ modality }: { readonly modality: Modality }) {
  const now = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.modality : undefined));
  if (now === undefined || now === modality) return null;
  return (
    <p className="mark">
      <Icon name="warning" />
      Answered as {modality}: ask again for {now}
    </p>
  );
}
