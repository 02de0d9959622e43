import { expect, test } from 'vitest';
import { asksForEverything } from './everything.ts';

test.each([
  'everything',
  'What is in this scan?',
  'what’s in the scan',
  "What's in here?",
  'All organs, please',
  ' ALL ',
])('“%s” asks for everything', (text) => expect(asksForEverything(text)).toBe(true));

test.each(['liver', 'all kidneys', 'everything but the liver', 'what is the spleen', ''])(
  '“%s” does not',
  (text) => expect(asksForEverything(text)).toBe(false),
);
