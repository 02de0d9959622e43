import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readLayout } from './layout.ts';
import { openRecipe, type ReadRecipeFile, readRecipeIndex } from './open-recipe.ts';

const SHIPPED = fileURLToPath(new URL('../../public/models/medimageparse3d', import.meta.url));
const read: ReadRecipeFile = async (path) => new Uint8Array(readFileSync(`${SHIPPED}/${path}`));
const { precisions } = await readRecipeIndex(read);

test('float16, int8 and int4 of MedImageParse 3D can be made, and int4 is not offered', () => {
  const offered = precisions.map(({ name, offered }) => [name, offered]);
  expect(offered).toEqual([
    ['float16', true],
    ['int8', true],
    ['int4', false],
  ]);
});

test.each(precisions)(
  'the recipe of $name is whole and says how large its pack is',
  async ({ name, bytes }) => {
    const { layout: json, copy } = await openRecipe(read, name);
    const layout = readLayout(json);
    expect(layout.precision).toBe(name);
    expect(Object.keys(layout.checkpoint)).toHaveLength(1050);
    for (const { path, bytes: length, sha256 } of layout.copies) {
      const content = await copy(path);
      expect(content).toHaveLength(length);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
    const all = [...layout.files, ...layout.copies].reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBe(all);
  },
);

test('graphs that a server has unpacked on the way are taken as they are', async () => {
  const unpacking: ReadRecipeFile = async (path) => {
    const bytes = await read(path);
    return path.endsWith('.gz') ? new Uint8Array(gunzipSync(bytes)) : bytes;
  };
  const [served, packed] = [await openRecipe(unpacking, 'int8'), await openRecipe(read, 'int8')];
  expect(served.layout).toEqual(packed.layout);
});

test('a precision that the recipe lacks is refused with those it has', async () => {
  await expect(openRecipe(read, 'float32')).rejects.toMatchObject({
    code: 'pack-invalid',
    details: { field: 'float32', reason: 'is not a precision of the recipe: float16, int8, int4' },
  });
});

test('a damaged recipe is refused by the name of the file', async () => {
  const cut: ReadRecipeFile = async (path) => {
    const bytes = await read(path);
    return path.endsWith('.gz') ? bytes.slice(0, 5000) : bytes;
  };
  const failed = openRecipe(cut, 'float16');
  await expect(failed).rejects.toMatchObject({ code: 'pack-invalid', details: { field: 'layout.json' } });
  const html: ReadRecipeFile = async () => new TextEncoder().encode('<!doctype html>');
  await expect(readRecipeIndex(html)).rejects.toMatchObject({ details: { field: 'recipe.json' } });
});
