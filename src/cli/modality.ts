import { AppError } from '#errors.ts';
import type { Modality } from '#volume/types.ts';

const MODALITIES: readonly Modality[] = ['CT', 'MR', 'other'];

/** A modality as people write it; undefined where they wrote none. @throws AppError 'arguments-invalid'. */
export function toModality(text: string | undefined): Modality | undefined {
  if (text === undefined) return undefined;
  const wanted = text.toLowerCase() === 'mri' ? 'mr' : text.toLowerCase();
  const modality = MODALITIES.find((candidate) => candidate.toLowerCase() === wanted);
  if (!modality)
    throw new AppError('arguments-invalid', { reason: `--modality is CT, MR or other, not ${text}` });
  return modality;
}
