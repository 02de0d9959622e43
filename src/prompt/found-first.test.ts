import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';

test.each(['mural thrombus, aorta', 'haematoma, spleen', 'tumor, liver'])(
  'a place behind its finding is not asked for: “%s”',
  (text) => expect(asked(text)).toBe('?'),
);

test.each([
  ['patient with a tumour, liver', 'liver'],
  ['no tumour, liver', 'liver'],
])('a patient’s finding changes nothing: “%s”', (text, ids) => expect(asked(text)).toContain(ids));
