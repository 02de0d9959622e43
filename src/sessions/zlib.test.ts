import { expect, test } from 'vitest';
import { pack, unpack } from './zlib.ts';

test('nothing is unpacked beyond what was announced', async () => {
  const bomb = await pack(new Uint8Array(1 << 24));
  await expect(unpack(bomb, 1000)).rejects.toMatchObject({ code: 'session-damaged' });
  await expect(unpack(bomb, 1 << 25)).rejects.toMatchObject({ code: 'session-damaged' });
  expect((await unpack(bomb, 1 << 24)).length).toBe(1 << 24);
  await expect(unpack(Uint8Array.from([1, 2, 3]), 3)).rejects.toMatchObject({
    code: 'session-damaged',
  });
});
