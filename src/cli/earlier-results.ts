import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readJson } from './files.ts';

/**
 * Moves what an earlier run wrote for the same scan into a folder of its own beside it, so that no mask of another
 * prompt lies among the new ones and none is lost. `start`: what the names of a run's files begin with. The folder;
 * undefined where there was nothing to move.
 */
export function moveEarlierResults(start: string): string | undefined {
  const report = `${start}_report.json`;
  if (!existsSync(report)) return undefined;
  const { createdAt, findings } = readReport(report);
  const folder = `${start}_${createdAt.replace(/[^\d]/g, '').slice(0, 17) || 'earlier'}`;
  const masks = findings.flatMap(({ file }) => (typeof file === 'string' ? [basename(file)] : []));
  const written = [basename(report), `${basename(start)}_labels.nii.gz`, `${basename(start)}_findings.csv`];
  mkdirSync(folder, { recursive: true });
  for (const file of [...written, ...masks]) {
    const path = join(dirname(start), file);
    if (existsSync(path)) renameSync(path, join(folder, file));
  }
  return folder;
}

/** As much of a report as is needed here; nothing of what is none. */
function readReport(path: string): { createdAt: string; findings: readonly { file?: unknown }[] } {
  const json = readJson(path) as { createdAt?: unknown; findings?: unknown } | null;
  return {
    createdAt: typeof json?.createdAt === 'string' ? json.createdAt : '',
    findings: Array.isArray(json?.findings) ? json.findings.filter((each) => each !== null) : [],
  };
}
