import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the running test's own, which is removed when that has ended. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parse3d-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
