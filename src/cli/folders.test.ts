import { expect, test, vi } from 'vitest';
import { makeFolder } from './files.ts';

const { failing } = vi.hoisted(() => ({
  failing: (code: string) => () => {
    throw Object.assign(new Error(code), { code });
  },
}));

// As Node does on a disk that is mounted read-only.
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  mkdirSync: failing('ENOENT'),
  accessSync: failing('EROFS'),
}));

test('a folder on a read-only disk is not said to be missing', () => {
  expect(() => makeFolder('/nowhere/results')).toThrow(
    expect.objectContaining({
      details: { reason: '/nowhere/results cannot be written: the disk is read-only' },
    }),
  );
  expect(() => makeFolder('')).toThrow(
    expect.objectContaining({ details: { reason: '“” cannot be written: it has no name' } }),
  );
});
