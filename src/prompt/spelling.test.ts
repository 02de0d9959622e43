import { expect, test } from 'vitest';
import { edits } from './spelling.ts';

test('edits count insertions, deletions, substitutions and swaps', () => {
  expect(edits('liver', 'liver')).toBe(0);
  expect(edits('livr', 'liver')).toBe(1);
  expect(edits('livver', 'liver')).toBe(1);
  expect(edits('lirev', 'liver')).toBe(2);
  expect(edits('ilver', 'liver')).toBe(1);
  expect(edits('', 'liver')).toBe(5);
});
