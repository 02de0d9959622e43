import { AppError } from '#errors.ts';

/** The number that an option is given. @throws AppError 'arguments-invalid'. */
export function toCount(option: string, text: string, least = 1, most = 256): number {
  const count = Number(text);
  if (text.trim() !== '' && Number.isInteger(count) && count >= least && count <= most) return count;
  throw new AppError('arguments-invalid', {
    reason: `--${option} is a number from ${least} to ${most}, not ${text}`,
  });
}
