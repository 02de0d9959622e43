import type * as Api from './api.ts';
import { misuse } from './told.ts';

type Part = string | URL | Api.NamedBytes;

/** What a source consists of: places, and bytes under names. @throws AppError 'arguments-invalid'. */
export function partsOf(source: Api.ScanSource): readonly Part[] {
  return Array.isArray(source) ? source.map(partOf) : [partOf(source)];
}

export function isNamed(part: Part): part is Api.NamedBytes {
  return typeof part === 'object' && 'bytes' in part;
}

function partOf(given: unknown): Part {
  if (typeof given === 'string' || given instanceof URL) return given;
  if (given instanceof Blob) return { name: nameOf(given), bytes: given };
  if (given instanceof ArrayBuffer || given instanceof Uint8Array) {
    return { name: UNNAMED, bytes: given as ArrayBuffer | Uint8Array<ArrayBuffer> };
  }
  if (isNamedBytes(given)) return given;
  throw misuse('A scan is given as a path or an address, a File, bytes, or a list of those');
}

/** What is called so was given without a name. */
const UNNAMED = 'scan';

function nameOf(blob: Blob): string {
  return blob instanceof File ? blob.name : UNNAMED;
}

function isNamedBytes(given: unknown): given is Api.NamedBytes {
  return typeof given === 'object' && given !== null && 'name' in given && 'bytes' in given;
}
