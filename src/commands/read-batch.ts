import { AppError } from '#errors.ts';
import { packsThatMayKnow } from '#prompt/other-packs.ts';
import { type Leg, type Route, route } from '#prompt/route.ts';
import type { BatchReading, BatchSettings, UnreadPrompt } from '#state/batch-slice.ts';
import type { BodyPart } from '#volume/body-part.ts';
import type { Modality } from '#volume/types.ts';
import type { App } from './app.ts';
import { lendPack } from './lend-pack.ts';
import { type PacksAtHand, packsAtHand, versionsOf } from './packs-at-hand.ts';
import { readOffers } from './read-offer.ts';
import { othersToName } from './record-answer.ts';
import { askedParts } from './said-parts.ts';

/** What a scan of this kind that shows these parts is asked, and of which packs. */
export type RouteFor = (modality: Modality, parts: readonly BodyPart[]) => Route;

/** How `text` is read on every scan of a batch, as a prompt on an open one is. */
export function routeOfBatch(app: App, text: string, packs: PacksAtHand): RouteFor {
  const { routing } = app.store.getState();
  // What is said of the open scan is how all are spoken of to a model that has words for it, where their files say nothing.
  const said = packs.home.targets ? askedParts(app).parts : [];
  return (modality, parts) => {
    const loaded = app.store.getState().manifestUrl;
    return route(text, { ...packs, routing, modality, parts: parts.length > 0 ? parts : said, loaded });
  };
}

/** The last reading, if it is of these prompts. */
export function readingFor(
  reading: BatchReading | undefined,
  settings: BatchSettings,
): BatchReading | undefined {
  return JSON.stringify(reading?.settings) === JSON.stringify(settings) ? reading : undefined;
}

/**
 * Reads prompts while they are typed, so that what is not understood is said before anybody starts. Only a model that is ready is asked, and
 * what is wrong with them otherwise is not said yet.
 */
export async function readWhileTyped(app: App, settings: BatchSettings, signal: AbortSignal): Promise<void> {
  const { batch, model, manifestUrl, homeUrl } = app.store.getState();
  if (batch?.at !== 'idle' || model.at !== 'ready' || manifestUrl !== homeUrl) return;
  try {
    await readBatch(app, settings, signal);
  } catch (error) {
    if (!signal.aborted && !(error instanceof AppError)) throw error;
  }
}

/**
 * Reads what all scans are to be asked, and keeps what is not understood of it whichever kind of scan they are.
 * @throws AppError as `route` and `lendPack`; `signal.reason`.
 */
export async function readBatch(app: App, settings: BatchSettings, signal: AbortSignal): Promise<void> {
  const { store } = app;
  const { text, modality } = settings;
  const read = text === undefined ? NOTHING : await readText(app, { text, modality }, signal);
  signal.throwIfAborted();
  store.getState().batchRead({ ...read, settings, isTold: false });
}

const NOTHING = { unread: [], names: [] };

async function readText(
  app: App,
  { text, modality }: { readonly text: string; readonly modality: Modality | undefined },
  signal: AbortSignal,
): Promise<Pick<BatchReading, 'unread' | 'names'>> {
  const packs = await packsAtHand(app, signal);
  const kinds: readonly Modality[] = modality ? [modality] : ['CT', 'MR'];
  const legs = legsOf(routeOfBatch(app, text, packs), kinds);
  const unread = await unreadAmong(app, packs.home, unnamedIn(legs), signal);
  const left = new Set(unread.map((each) => each.text));
  const asked = legs.flatMap((each) => each.flatMap(({ prompts }) => prompts.map((prompt) => prompt.text)));
  const names = [...new Set(asked)].filter((name) => !left.has(name));
  if (unread.length > 0) await readOffers(app);
  const { home } = packs;
  const { id } = versionsOf(app.store.getState(), [home.address]);
  const elsewhere = (unknown: string) => [
    ...new Set(
      kinds.flatMap((kind) => packsThatMayKnow(unknown, id, othersToName(app.store.getState(), kind))),
    ),
  ];
  return { names, unread: unread.map((each) => ({ ...each, elsewhere: elsewhere(each.text) })) };
}

/** What each kind of scan is asked. What is refused of one kind and not of another is said of the scans. */
function legsOf(routeFor: RouteFor, kinds: readonly Modality[]): readonly (readonly Leg[])[] {
  const refusals: unknown[] = [];
  const legs = kinds.flatMap((kind) => {
    try {
      return [routeFor(kind, []).legs];
    } catch (error) {
      refusals.push(error);
      return [];
    }
  });
  if (legs.length === 0) throw refusals[0];
  return legs;
}

/** The texts that no vocabulary has a name for, of whichever kind a scan is. */
function unnamedIn(legs: readonly (readonly Leg[])[]): readonly string[] {
  const [first = [], ...others] = legs.map((each) =>
    each.flatMap(({ prompts }) => prompts.flatMap(({ structure, text }) => (structure ? [] : [text]))),
  );
  return first.filter((text) => others.every((texts) => texts.includes(text)));
}

/** Those of `texts` that the chosen pack does not understand either, which reads what has no name. */
async function unreadAmong(
  app: App,
  home: PacksAtHand['home'],
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly Omit<UnreadPrompt, 'elsewhere'>[]> {
  if (texts.length === 0 || home.takesAnyText) return [];
  await lendPack(app, home, signal);
  const unread = await app.engine.unread(texts.map((text) => ({ text, structure: undefined })));
  return texts.flatMap((text, n) => {
    const each = unread[n];
    return each ? [{ ...each, text }] : [];
  });
}
