import type { OpenedScan } from '#formats/reader.ts';
import type { AnswerFacts } from './answer-face.ts';
import type * as Api from './api.ts';

/** What programs do not see of scans and answers, for what is drawn of them. */
export const openedScans = new WeakMap<Api.Scan, OpenedScan>();
export const answerFacts = new WeakMap<Api.Answer, AnswerFacts>();
