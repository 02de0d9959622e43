import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';

test.each([
  ['2: right kidney 3: left kidney', 'kidney_right kidney_left'],
  ['1: liver 2: spleen', 'liver spleen'],
  ['0: background 1: liver 2: spleen', 'liver spleen'],
  ['1 liver 2 spleen', 'liver spleen'],
])('all that is numbered in one line is asked for: “%s”', (text, ids) => expect(asked(text)).toBe(ids));
