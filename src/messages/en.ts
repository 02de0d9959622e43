import { asking } from './en/asking.ts';
import { batch } from './en/batch.ts';
import { bodyParts } from './en/body-parts.ts';
import { comparison } from './en/comparison.ts';
import { edit } from './en/edit.ts';
import { errors } from './en/errors.ts';
import * as findings from './en/findings.ts';
import { keys } from './en/keys.ts';
import { library, libraryErrors } from './en/library.ts';
import { methods } from './en/methods.ts';
import * as models from './en/models.ts';
import * as page from './en/page.ts';
import { passport } from './en/passport.ts';
import { saves } from './en/saves.ts';
import { found } from './en/scans.ts';
import { segmentations } from './en/segmentations.ts';
import { sessions } from './en/sessions.ts';
import { structures } from './en/structures.ts';
import { terminalErrors } from './en/terminal.ts';
import { pieces, scanDoubt, verdict } from './en/verdict.ts';
import { views } from './en/views.ts';
import { numbers } from './en/words.ts';

/**
 * English. Text between `backticks` is a name or a key and is set apart, text between ** is stressed; keep both where
 * they are. A function is given what it has to speak of.
 */
export const en = {
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

/** What a language has to say. Another one is a file like this, and the compiler names what it lacks. */
export type Messages = typeof en;
