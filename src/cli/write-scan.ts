import { gridHeader } from '#formats/nifti-header.ts';
import type { OpenedScan } from '#formats/reader.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import type { Volume } from '#volume/types.ts';
import { gzip } from './gzip.ts';

/** A NIfTI file of a scan as it is used: its values, on its grid; packed where `path` ends so. */
export async function writeScan({ volume }: OpenedScan, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const { grid, slope, intercept } = volume;
  const data = storable(volume.data);
  const scale = data ? { data, slope, intercept } : { data: asFloats(volume) };
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), ...scale, description: 'parse3d' });
  return path.endsWith('.gz') ? gzip(bytes) : bytes;
}

/** As it is, where NIfTI as it is written here has the type. */
function storable(data: Volume['data']) {
  const isStorable =
    data instanceof Int16Array ||
    data instanceof Uint16Array ||
    data instanceof Uint8Array ||
    data instanceof Float32Array;
  return isStorable ? data : undefined;
}

function asFloats({ data, slope, intercept }: Volume): Float32Array {
  return Float32Array.from(data, (value) => value * slope + intercept);
}
