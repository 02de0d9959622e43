import { AppError, toWire } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import { restate } from '#formats/restate.ts';
import { unsureError } from '#formats/unsure.ts';
import type { BodyPart, BodyPartFact } from '#volume/body-part.ts';
import { FLIPS, type Flip, turned } from '#volume/turn.ts';
import type { Modality, Volume, VolumeId } from '#volume/types.ts';

/** A scan with its modality settled. */
export interface StatedScan {
  readonly volume: Volume;
  readonly modalityIsGuess: boolean;
  readonly modalityReason: string | undefined;
  readonly notices: OpenedScan['facts']['notices'];
  readonly turned?: readonly Flip[] | undefined;
  /** What it shows, where the user, its file or its content says. */
  readonly bodyPart?: BodyPartFact | undefined;
}

/**
 * The scan as what the user says that it is and shows, else as what its file or its voxels say.
 * @throws AppError 'modality-unsure' or 'labels-not-scan' where nobody can tell and nobody has said.
 */
export function asStated(
  scan: OpenedScan,
  stated: Modality | undefined,
  parts?: readonly BodyPart[],
): StatedScan {
  const { volume, facts } = scan;
  const { guess } = facts;
  const bodyPart: BodyPartFact | undefined = parts ? { parts, from: 'person' } : facts.bodyPart;
  // What a person has said needs no word about what it may be.
  const unless = (all: typeof facts.notices) =>
    parts ? all.filter(({ code }) => code !== 'body-part-likely') : all;
  if (stated === undefined) {
    if (guess?.isSure === false) throw unsureError(volume.name, guess.reason);
    const { modalityIsGuess, turned: flips } = facts;
    return {
      volume,
      modalityIsGuess,
      modalityReason: guess?.reason,
      notices: unless(facts.notices),
      turned: flips,
      bodyPart,
    };
  }
  const own = restate(scan, stated);
  return {
    volume: own.volume,
    modalityIsGuess: false,
    modalityReason: guess?.reason,
    notices: unless(own.facts.notices),
    turned: own.facts.turned,
    bodyPart,
  };
}

/** The scan with these ends of the patient exchanged, on top of those that were before; its facts say so. */
export function turnedScan(scan: OpenedScan, flips: readonly Flip[]): OpenedScan {
  const { volume, facts } = scan;
  const before = facts.turned ?? [];
  const now = FLIPS.filter((flip) => before.includes(flip) !== flips.includes(flip));
  const others = facts.notices.filter(({ code }) => code !== 'scan-turned');
  const said = toWire(new AppError('scan-turned', { name: volume.name, flips: now }));
  const [plain] = volume.id.split(' ');
  return {
    ...scan,
    volume: {
      ...{ ...volume, grid: turned(volume.grid, flips) },
      id: [plain, ...now].join(' ') as VolumeId,
    },
    facts: { ...facts, turned: now, notices: now.length > 0 ? [...others, said] : others },
  };
}
