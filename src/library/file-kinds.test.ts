import { expectTypeOf, test } from 'vitest';
import type { SaveKind } from '#results/saves.ts';
import type { FileKind } from './api.ts';

test('programs may ask for every kind of file but those that need more than an answer', () => {
  expectTypeOf<FileKind>().toEqualTypeOf<Exclude<SaveKind, 'dicom-seg' | 'comparison'>>();
});
