import { test } from '@playwright/test';
import { isHeavy } from '#testing/heavy.ts';

/** A proof that repeats others at length: it runs with `PARSE3D_HEAVY=1`. */
export const heavyTest = isHeavy ? test : test.skip;
