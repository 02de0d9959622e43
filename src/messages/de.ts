import { asking } from './de/asking.ts';
import { batch } from './de/batch.ts';
import { bodyParts } from './de/body-parts.ts';
import { comparison } from './de/comparison.ts';
import { edit } from './de/edit.ts';
import { errors } from './de/errors.ts';
import * as findings from './de/findings.ts';
import { keys } from './de/keys.ts';
import { library, libraryErrors } from './de/library.ts';
import { methods } from './de/methods.ts';
import * as models from './de/models.ts';
import * as page from './de/page.ts';
import { passport } from './de/passport.ts';
import { saves } from './de/saves.ts';
import { found } from './de/scans.ts';
import { segmentations } from './de/segmentations.ts';
import { sessions } from './de/sessions.ts';
import { structures } from './de/structures.ts';
import { terminalErrors } from './de/terminal.ts';
import { pieces, scanDoubt, verdict } from './de/verdict.ts';
import { views } from './de/views.ts';
import { numbers } from './de/words.ts';
import type { Messages } from './en.ts';

/** German. */
export const de: Messages = {
  numbers,
  errors,
  terminalErrors,
  libraryErrors,
  library,
  scans: found,
  keys,
  asking,
  bodyParts,
  batch,
  saves,
  passport,
  sessions,
  methods,
  verdict,
  pieces,
  scanDoubt,
  views,
  edit,
  segmentations,
  structures,
  comparison,
  ...page,
  ...findings,
  ...models,
};
