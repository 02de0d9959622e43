import type { Messages } from './en.ts';
import { asking } from './zh/asking.ts';
import { batch } from './zh/batch.ts';
import { bodyParts } from './zh/body-parts.ts';
import { comparison } from './zh/comparison.ts';
import { edit } from './zh/edit.ts';
import { errors } from './zh/errors.ts';
import * as findings from './zh/findings.ts';
import { keys } from './zh/keys.ts';
import { library, libraryErrors } from './zh/library.ts';
import { methods } from './zh/methods.ts';
import * as models from './zh/models.ts';
import * as page from './zh/page.ts';
import { passport } from './zh/passport.ts';
import { saves } from './zh/saves.ts';
import { found } from './zh/scans.ts';
import { segmentations } from './zh/segmentations.ts';
import { sessions } from './zh/sessions.ts';
import { structures } from './zh/structures.ts';
import { terminalErrors } from './zh/terminal.ts';
import { pieces, scanDoubt, verdict } from './zh/verdict.ts';
import { views } from './zh/views.ts';
import { numbers } from './zh/words.ts';

/** Chinese, in simplified characters. */
export const zh: Messages = {
  numbers,
  errors,
  terminalErrors,
  libraryErrors,
  library,
  scans: found,
  keys,
  batch,
  saves,
  passport,
  sessions,
  methods,
  asking,
  bodyParts,
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
