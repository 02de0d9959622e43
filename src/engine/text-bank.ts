import type { ModelManifest } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { kindOf } from '#model/tilings.ts';
import { bytesOf, type Pack, type PackFiles } from './pack-files.ts';
import type { Tensor } from './runtime.ts';

/** The ready-made embedding, (1, width), of each structure; empty for a pack without a bank. Of an nnU-Net: its head's row. */
export type TextBank = ReadonlyMap<StructureId, Tensor>;

/**
 * The numbers of a verified pack's banks: its own, then those of further folds. Their size is what the manifest promises.
 *
 * @throws AppError as `PackFiles.read`.
 */
export async function readBanks({ manifest, files }: Pack): Promise<readonly Float32Array[]> {
  const { bank } = manifest.text;
  const paths = bank ? [bank.file, ...(bank.folds ?? [])] : [];
  const banks: Float32Array[] = [];
  for (const path of paths) banks.push(await readNumbers(files, path));
  return banks;
}

/** The bank of a pack, by structure, from its numbers. */
export function textBank({ text, structures, input }: ModelManifest, numbers?: Float32Array): TextBank {
  if (!text.bank || !numbers) return new Map();
  const { width } = text.bank;
  // A head's rows are numbered by label, after the background's.
  const rowOf = (n: number, labelId: number) => (kindOf(input.tiling).asks === 'head' ? labelId : n);
  return new Map(
    structures.map(({ id, labelId }, n) => {
      const row = rowOf(n, labelId);
      return [id, { dims: [1, width], data: numbers.slice(row * width, (row + 1) * width) }];
    }),
  );
}

/** A file of little-endian float32. */
async function readNumbers(files: PackFiles, path: string): Promise<Float32Array> {
  const bytes = await bytesOf(await files.read(path));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, n) => view.getFloat32(4 * n, true));
}
