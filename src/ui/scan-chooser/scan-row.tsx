import { say } from '#messages/say.ts';
import type { OfferedScan, SmallPicture } from '#state/scans-slice.ts';
import { ScanThumbnail } from './scan-thumbnail.tsx';

interface ScanRowProps {
  readonly scan: OfferedScan;
  readonly picture: SmallPicture | undefined;
  readonly isOpen: boolean;
  onChoose(): void;
}

/** A scan to choose, as one button. */
export function ScanRow({ scan: { name, count, summary }, picture, isOpen, onChoose }: ScanRowProps) {
  const { description, kernel, bodyPart, part } = summary;
  const details = [
    ...(description ? [name] : []),
    ...(part ? [say.scans.part(part)] : []),
    ...(kernel ? [say.scans.kernel(kernel)] : []),
    ...(bodyPart ? [say.bodyParts.several(bodyPart.parts)] : []),
    ...(isOpen ? [say.scans.isOpen] : []),
  ];
  return (
    <button type="button" className="scan-row" aria-current={isOpen} onClick={onChoose}>
      <ScanThumbnail picture={picture} />
      <span className="scan-row-text">
        <strong>{description ?? name}</strong>
        {details.length > 0 && <span>{details.join(' · ')}</span>}
        <span>{[say.title.grid(summary.size, summary.spacingMm), say.scans.files(count)].join(' · ')}</span>
      </span>
      <span className="scan-row-modality">{say.scans.modality(summary.modality, summary.modalityWord)}</span>
    </button>
  );
}
