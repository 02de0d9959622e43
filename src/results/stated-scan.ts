import type { OpenedScan } from '#formats/reader.ts';
import { restate } from '#formats/restate.ts';
import { unsureError } from '#formats/unsure.ts';
import type { Modality, Volume } from '#volume/types.ts';

/** A scan with its modality settled. */
export interface StatedScan {
  readonly volume: Volume;
  readonly modalityIsGuess: boolean;
  readonly modalityReason: string | undefined;
  readonly notices: OpenedScan['facts']['notices'];
}

/**
 * The scan as what the user says that it is, else as what its file or its voxels say.
 * @throws AppError 'modality-unsure' or 'labels-not-scan' where nobody can tell and nobody has said.
 */
export function asStated(scan: OpenedScan, stated: Modality | undefined): StatedScan {
  const { volume, facts } = scan;
  const { guess, notices } = facts;
  if (stated === undefined) {
    if (guess?.isSure === false) throw unsureError(volume.name, guess.reason);
    return { volume, modalityIsGuess: facts.modalityIsGuess, modalityReason: guess?.reason, notices };
  }
  const own = restate(scan, stated);
  return {
    volume: own.volume,
    modalityIsGuess: false,
    modalityReason: guess?.reason,
    notices: own.facts.notices,
  };
}
