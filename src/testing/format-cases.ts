import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { blobFile, type ScanFile } from '#formats/scan-file.ts';
import type { GivenFile } from '#formats/scan-reader.ts';
import { compose, invert, toVoxel, toWorld } from '#volume/affine.ts';
import type { Vec3, Volume } from '#volume/types.ts';
import { openBytes } from './open-bytes.ts';

const FOLDER = fileURLToPath(new URL('./fixtures/dicom/', import.meta.url));

/** What is to come of a case. */
interface CaseFacts {
  readonly id: string;
  readonly title: string;
  readonly outcome: 'read' | 'choose' | 'notice' | 'refuse';
  readonly expected?: readonly string[];
  readonly tolerance?: { readonly value: number; readonly mm: number };
  /** Smaller values on both sides count as this one. */
  readonly floor?: number;
  /** Planes that are not compared: axis and index. */
  readonly ignore?: readonly string[];
  readonly modality?: string;
  readonly must_not_leak?: readonly string[];
}

/** Files as they might be dropped, made by others than this program, with the volumes that they hold. */
export interface FormatCase {
  readonly facts: CaseFacts;
  readonly files: readonly ScanFile[];
  expected(name: string): Promise<Volume>;
}

export const caseIds = readdirSync(FOLDER).map((name) => name.replace('.zip', ''));

export function formatCase(id: string): FormatCase {
  const entries = Object.entries(unzipSync(readFileSync(`${FOLDER}${id}.zip`)));
  const bytes = (name: string) => {
    const found = entries.find(([path]) => path === name)?.[1];
    if (!found) throw new Error(`${id} has no ${name}`);
    return new Uint8Array(found);
  };
  const facts = JSON.parse(new TextDecoder().decode(bytes('case.json'))) as CaseFacts;
  const files = entries.flatMap(([path, content]) =>
    path.startsWith('input/') && !path.endsWith('/')
      ? [blobFile(path, new Blob([new Uint8Array(content)]))]
      : [],
  );
  const expected = async (name: string) => (await openBytes(name, bytes(name))).volume;
  return { facts, files, expected };
}

/** The files of a case as the page gets them. */
export function givenCase(id: string): Promise<readonly GivenFile[]> {
  const files = formatCase(id).files.map(async (file) => ({
    path: file.name,
    content: new File([await file.slice(0, file.size)], file.name),
  }));
  return Promise.all(files);
}

/**
 * Largest difference of values, and largest distance of voxels that correspond, in mm. The order of voxels in memory does not
 * matter: each voxel of `expected` is looked for in `volume` where it lies in the patient. Infinite where it is not there.
 */
export function difference(
  volume: Volume,
  expected: Volume,
  { floor = Number.NEGATIVE_INFINITY, ignore = [] }: Pick<CaseFacts, 'floor' | 'ignore'>,
): { readonly value: number; readonly mm: number } {
  const there = invert(volume.grid.voxelToWorld);
  if (!there) return { value: Number.POSITIVE_INFINITY, mm: Number.POSITIVE_INFINITY };
  const map = compose(there, expected.grid.voxelToWorld);
  const planes = ignore.map((each) => each.split(':').map(Number));
  let [value, mm] = [0, 0];
  forEachVoxel(expected.grid.size, (at, n) => {
    if (planes.some(([axis = 0, index]) => at[axis] === index)) return;
    const place = toVoxel(map, at);
    const nearest: Vec3 = [Math.round(place[0]), Math.round(place[1]), Math.round(place[2])];
    const own = toWorld(volume.grid.voxelToWorld, nearest);
    const wanted = toWorld(expected.grid.voxelToWorld, at);
    mm = Math.max(mm, Math.hypot(own[0] - wanted[0], own[1] - wanted[1], own[2] - wanted[2]));
    const [one, other] = [valueAt(volume, nearest), intensity(expected, n)];
    value = Math.max(value, Math.abs(Math.max(floor, one) - Math.max(floor, other)));
  });
  return { value, mm };
}

function forEachVoxel([i, j, k]: Vec3, visit: (at: Vec3, n: number) => void): void {
  for (let n = 0; n < i * j * k; n++) visit([n % i, Math.floor(n / i) % j, Math.floor(n / (i * j))], n);
}

function valueAt(volume: Volume, [i, j, k]: Vec3): number {
  const { size } = volume.grid;
  const isInside = [i, j, k].every((at, axis) => at >= 0 && at < (size[axis] ?? 0));
  return isInside ? intensity(volume, (k * size[1] + j) * size[0] + i) : Number.POSITIVE_INFINITY;
}

function intensity({ data, slope, intercept }: Volume, n: number): number {
  return (data[n] ?? Number.NaN) * slope + intercept;
}
