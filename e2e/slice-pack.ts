import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { convert } from '#convert/convert.ts';
import { blobSource } from '#convert/source.ts';
import type { ReadFile } from '#engine/pack-files.ts';
import { memorySink } from '#testing/memory-sink.ts';
import { tinyCheckpoint, tinyRecipe } from '#testing/tiny-medimageparse3d.ts';

let made: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

/** The files of MedImageParse 3D's tiny configuration, as the converter makes them. */
function tinyPack(): Promise<ReadonlyMap<string, Uint8Array>> {
  const sink = memorySink();
  made ??= convert(blobSource('tiny.safetensors', tinyCheckpoint()), tinyRecipe(), sink).then(
    () => sink.files,
  );
  return made;
}

const fileName = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';

/** Reads that pack in Node. */
export const tinyPackFile: ReadFile = async (url) =>
  new Uint8Array((await tinyPack()).get(fileName(url)) ?? []);

const SERVED = fileURLToPath(new URL('../dist/models/tiny', import.meta.url));

/** Puts that pack among the packs of the built page, under the id `tiny`. */
export async function serveTinyPack(): Promise<void> {
  mkdirSync(SERVED, { recursive: true });
  for (const [name, content] of await tinyPack()) writeFileSync(`${SERVED}/${name}`, content);
}

export function removeTinyPack(): void {
  rmSync(SERVED, { recursive: true, force: true });
}
