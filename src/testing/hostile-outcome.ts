import { AppError } from '#errors.ts';
import { listScans, openListed } from '#formats/list-scans.ts';
import type { OpenedScan } from '#formats/reader.ts';
import { blobFile } from '#formats/scan-file.ts';
import { readManifest } from '#model/manifest.ts';
import { spacing } from '#volume/affine.ts';
import type { HostileInput } from './hostile-input.ts';

/** What became of an input; 'broke' is what may never be. */
export type HostileOutcome =
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'opened'; readonly said: readonly string[] }
  | { readonly kind: 'broke'; readonly why: string };

/** Lists what is in the files and opens every scan in them. */
export async function scanOutcome({ files }: HostileInput): Promise<HostileOutcome> {
  return outcome(async () => {
    const given = Object.entries(files).map(([name, bytes]) => blobFile(name, new Blob([bytes])));
    const { scans } = await listScans(given);
    const said: string[] = [];
    for (const scan of scans.slice(0, 3)) {
      const opened = await openListed(scan);
      said.push(...opened.facts.notices.map(({ code }) => code), ...faults(opened));
    }
    return said;
  });
}

export function manifestOutcome({ files }: HostileInput): Promise<HostileOutcome> {
  return outcome(async () => {
    const text = new TextDecoder().decode(Object.values(files)[0]);
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (cause) {
      // As the pack's loader has it.
      throw new AppError('pack-invalid', { field: '(whole file)', reason: 'it is not JSON' }, { cause });
    }
    readManifest(json);
    return [];
  });
}

/** @param read gives what was said. */
export async function outcome(read: () => Promise<readonly string[]>): Promise<HostileOutcome> {
  try {
    const said = await read();
    const fault = said.find((each) => each.startsWith('fault: '));
    return fault === undefined ? { kind: 'opened', said } : { kind: 'broke', why: fault };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') return { kind: 'refused', code: error.code };
    return { kind: 'broke', why: String(error) };
  }
}

/** What no scan that is opened may be. */
function faults({ volume }: OpenedScan): readonly string[] {
  const { grid, data, slope, intercept } = volume;
  const found: string[] = [];
  const [i, j, k] = grid.size;
  if (data.length !== i * j * k) found.push('fault: voxels do not fill the grid');
  if (!grid.voxelToWorld.every(Number.isFinite)) found.push('fault: the grid is no number');
  if (!spacing(grid.voxelToWorld).every((mm) => mm >= 0.01 && mm <= 50)) found.push('fault: the voxel size');
  if (!data.every((value) => Number.isFinite(value * slope + intercept)))
    found.push('fault: a voxel is no number');
  return found;
}
