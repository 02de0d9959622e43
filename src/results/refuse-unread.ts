import { AppError } from '#errors.ts';
import type { Finding } from './finding.ts';

/** @throws AppError 'prompt-unknown' where nothing of what was asked for was understood. */
export function refuseUnread(findings: readonly Finding[]): void {
  const [first] = findings;
  if (first?.kind !== 'not-understood' || findings.some(({ kind }) => kind !== 'not-understood')) return;
  const { prompt, nearest, elsewhere, source } = first;
  throw new AppError('prompt-unknown', { text: prompt, pack: source.model, nearest, elsewhere });
}
