import { AppError, type ErrorCode } from '#errors.ts';

/** Codes of what is said while nobody has said what kind of scan it is. */
export const UNSURE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['modality-unsure', 'labels-not-scan']);

/** Why nothing is asked of a scan before somebody has said what it is; `reason` is a ModalityReason. */
export function unsureError(name: string, reason: string): AppError {
  return reason === 'labels'
    ? new AppError('labels-not-scan', { name })
    : new AppError('modality-unsure', { name, reason });
}
