import { expect, test, vi } from 'vitest';

test('where a browser has no randomUUID, random bytes make ids of version 4, and where it has one it stays', async () => {
  const own = crypto.randomUUID;
  await import('./random-uuid.ts');
  expect(crypto.randomUUID).toBe(own);
  vi.resetModules();
  Reflect.set(crypto, 'randomUUID', undefined);
  try {
    const { uuidOf } = await import('./random-uuid.ts');
    const ids = Array.from({ length: 100 }, () => crypto.randomUUID());
    expect(new Set(ids).size).toBe(100);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // Of RFC 9562, appendix A.3.
    const bytes = Uint8Array.from('919108f752d133205bacf847db4148a8'.match(/../g) ?? [], (hex) =>
      Number.parseInt(hex, 16),
    );
    expect(uuidOf(bytes)).toBe('919108f7-52d1-4320-9bac-f847db4148a8');
  } finally {
    Reflect.deleteProperty(crypto, 'randomUUID');
  }
});
