import type { ModelManifest } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { bytesOf, type Pack } from './pack-files.ts';
import type { Tensor } from './runtime.ts';

/** The ready-made embedding, (1, width), of each structure; empty for a pack without a bank. */
export type TextBank = ReadonlyMap<StructureId, Tensor>;

/** The bank of a verified pack; its size is what the manifest promises. */
export async function readBank({ manifest, files }: Pack): Promise<TextBank> {
  const { text, structures }: ModelManifest = manifest;
  if (!text.bank) return new Map();
  const bytes = await bytesOf(await files.read(text.bank.file));
  const { width } = text.bank;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Map(
    structures.map(({ id }, row) => {
      const data = Float32Array.from({ length: width }, (_, column) =>
        view.getFloat32(4 * (row * width + column), true),
      );
      return [id, { dims: [1, width], data }];
    }),
  );
}
