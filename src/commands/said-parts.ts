import type { ErrorDetails, WireError } from '#errors.ts';
import { packsForParts } from '#prompt/other-packs.ts';
import { beyondAsides } from '#prompt/read-prompt.ts';
import type { State } from '#state/store.ts';
import { type BodyPart, statedParts } from '#volume/body-part.ts';
import type { App } from './app.ts';
import { readOffers } from './read-offer.ts';
import { othersToName } from './record-answer.ts';

/** What prompts are to know of what the open scan shows. */
export function askedParts({ store }: Pick<App, 'store'>) {
  const { volume, isBeyond } = store.getState();
  return { parts: volume.at === 'ready' ? statedParts(volume.info.bodyPart) : [], isBeyond };
}

/** Takes the user's word for what the scan shows; of none, that it is not known. What was found stays: it was asked for before. */
export function stateBodyPart({ store }: Pick<App, 'store'>, parts: readonly BodyPart[]): void {
  const { notices, bodyPartStated, beyondChosen, noticeDismissed, actSettled } = store.getState();
  for (const { id, error } of notices) if (error.code === 'body-part-likely') noticeDismissed(id);
  actSettled('prompt');
  bodyPartStated(parts);
  beyondChosen(false);
}

/** What `error` says was not asked for; undefined of other errors. */
export function namesBeyond({ code, details }: WireError): readonly string[] | undefined {
  return code === 'prompt-beyond-part' ? (details as ErrorDetails[typeof code]).names : undefined;
}

/** Keeps what was named and not asked for, so that the report has it. */
export function noteLeftOut({ store }: Pick<App, 'store'>, names: readonly string[] = []): void {
  if (names.length > 0) store.getState().leftOutNoted(names);
}

/** What was left out of the prompts on the open scan and not answered later, as the report has it. */
export function leftOutNotices({
  volume,
  findings,
}: Pick<State, 'volume' | 'findings'>): readonly WireError[] {
  if (volume.at !== 'ready') return [];
  const { leftOut = [], bodyPart } = volume.info;
  const names = leftOut.filter((name) => !findings.some(({ title }) => title === name));
  return names.length > 0 ? beyondAsides({ names, parts: statedParts(bodyPart) }) : [];
}

/** With the names of the models on offer that know what such a scan shows, where the one that was asked knows nothing of it. */
export async function withElsewhere(app: App, error: WireError): Promise<WireError> {
  const { volume } = app.store.getState();
  if (error.code !== 'prompt-part-unknown' || volume.at !== 'ready') return error;
  await readOffers(app);
  const others = othersToName(app.store.getState(), volume.info.modality);
  const details = error.details as ErrorDetails['prompt-part-unknown'];
  return { ...error, details: { ...details, elsewhere: packsForParts(details.parts, others) } };
}
