import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openPack } from './pack.ts';

test.skipIf(existsSync('medimageparse3d'))(
  'the official model’s pack, not yet made, is refused with how to make it',
  async () => {
    const reason = expect.stringContaining('npm run convert -- CHECKPOINT --out medimageparse3d');
    await expect(openPack('medimageparse3d')).rejects.toMatchObject({
      code: 'arguments-invalid',
      details: { reason },
    });
  },
);
