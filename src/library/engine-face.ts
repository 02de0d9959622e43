import type { Engine, Segmentation } from '#engine/engine.ts';
import { Queue } from '#engine/queue.ts';
import { AppError } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import type { ScanList } from '#formats/scan-reader.ts';
import type { Messages } from '#messages/en.ts';
import { speaking } from '#messages/say.ts';
import { BODY_PARTS, type BodyPart } from '#model/manifest-targets.ts';
import { asksForEverything, EVERYTHING } from '#prompt/everything.ts';
import { asidesOf, beyondAsides } from '#prompt/read-prompt.ts';
import type { Leg } from '#prompt/route.ts';
import { type Answers, answersAsFindings } from '#results/answers-as-findings.ts';
import type { FileToMake } from '#results/made-file.ts';

import { asStated, type StatedScan, turnedScan } from '#results/stated-scan.ts';
import { statedParts } from '#volume/body-part.ts';
import { FLIPS } from '#volume/turn.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { type AnswerFacts, answerOf } from './answer-face.ts';
import type * as Api from './api.ts';
import { type LoadedPack, type LoadedPacks, loadPacks, routeAmong, routingOf } from './engine-packs.ts';
import { answerFacts, openedScans } from './inside.ts';
import { misuse, sentence, told } from './told.ts';

/** What differs between Node and a browser. */
export interface Parts {
  /** An engine of its own for a pack. */
  start(): Engine;
  /** Of parse3d. */
  readonly version: string;
  list(source: Api.ScanSource, options: Api.CallOptions): Promise<Listed>;
  makeFile(file: FileToMake): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends whatever works for the engines. */
  end(): void;
}

/** What was found in what was given, to be opened one by one. */
export type Listed = Pick<ScanList, 'scans' | 'segmentations' | 'open' | 'close'>;

const MODALITIES: readonly Api.Modality[] = ['CT', 'MR', 'other'];

/** Loads the packs whose manifests are at `addresses` and gives what programs see of them. @throws AppError. */
export async function openEngine(
  parts: Parts,
  addresses: readonly string[],
  given: Api.EngineOptions,
  messages: Messages,
): Promise<Api.Engine> {
  const { signal, onProgress } = given;
  try {
    const routing = routingOf(given.routing);
    const options = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
    const packs = await loadPacks(addresses, () => parts.start(), options);
    return new EngineFace(parts, packs, { routing, messages });
  } catch (error) {
    parts.end();
    throw error;
  }
}

interface Manner {
  readonly routing: 'best' | 'first';
  readonly messages: Messages;
}

class EngineFace implements Api.Engine {
  readonly pack: Api.Pack;
  readonly packs: readonly Api.Pack[];
  readonly #parts: Parts;
  readonly #packs: LoadedPacks;
  readonly #manner: Manner;
  /** A scan is encoded and asked about in one go, whoever else asks meanwhile. */
  readonly #queue = new Queue();
  readonly #scans = new WeakSet<Api.Scan>();
  #isClosed = false;

  constructor(parts: Parts, packs: LoadedPacks, manner: Manner) {
    this.#parts = parts;
    this.#packs = packs;
    this.#manner = manner;
    this.pack = toldPack(packs[0]);
    this.packs = packs.map(toldPack);
  }

  listScans(source: Api.ScanSource, options: Api.CallOptions = {}): Promise<readonly Api.ScanEntry[]> {
    return this.#told(async () => {
      const listed = await this.#list(source, options);
      listed.close();
      return listed.scans.map(({ name, summary: { modality, size, spacingMm } }) => ({
        ...{ name, modality, size, spacingMm },
      }));
    }, options.signal);
  }

  readScan(source: Api.ScanSource, options: Api.ReadOptions = {}): Promise<Api.Scan> {
    const { signal, onProgress, series, turn = [] } = options;
    return this.#told(async () => {
      const unknown = Array.isArray(turn) ? turn.find((flip) => !FLIPS.includes(flip)) : turn;
      if (unknown !== undefined) throw misuse(`turn is a list of ${FLIPS.join(', ')}, not ${unknown}`);
      const listed = await this.#list(source, { ...(signal && { signal }) });
      try {
        const opened = await listed.open(chosen(listed, series), {
          ...(signal && { signal }),
          ...(onProgress && { onProgress: (done, total) => onProgress({ stage: 'read', done, total }) }),
        });
        return this.#scan(turn.length > 0 ? turnedScan(opened, turn) : opened);
      } finally {
        listed.close();
      }
    }, signal);
  }

  ask(
    scan: Api.Scan,
    prompts: string | readonly string[],
    options: Api.AskOptions = {},
  ): Promise<Api.Answer> {
    return this.#told(async () => {
      const texts = typeof prompts === 'string' ? [prompts] : prompts;
      if (!Array.isArray(texts) || texts.some((text) => typeof text !== 'string')) {
        throw misuse('prompts is a text or a list of texts');
      }
      return this.#ask(this.#require(scan), texts, checked(options));
    }, options.signal);
  }

  structures(scan: Api.Scan, options: Api.AskOptions = {}): Promise<Api.Answer> {
    const asked = async () => this.#ask(this.#require(scan), [EVERYTHING], checked(options));
    return this.#told(asked, options.signal);
  }

  close(): void {
    this.#isClosed = true;
    for (const { engine } of this.#packs) engine.dispose();
    this.#parts.end();
  }

  #told<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const open = async () => {
      try {
        return await task();
      } catch (error) {
        // Whatever else became of it: it was closed under way.
        throw this.#isClosed ? misuse('The engine was closed') : error;
      }
    };
    return told(open, signal, this.#manner.messages);
  }

  #list(source: Api.ScanSource, options: Api.CallOptions): Promise<Listed> {
    if (this.#isClosed) throw misuse('The engine was closed');
    return this.#parts.list(source, options);
  }

  #scan(opened: OpenedScan): Api.Scan {
    const { volume, facts } = opened;
    const { id, name, grid, data, slope, intercept } = volume;
    const scan: Api.Scan = {
      ...{ name, grid, data, slope, intercept },
      modality: facts.guess?.isSure === false ? undefined : volume.modality,
      notes: speaking(this.#manner.messages, () => facts.notices.map(sentence)),
      close: async () => {
        this.#scans.delete(scan);
        if (!this.#isClosed) await this.#told(() => this.#queue.run(() => this.#forget(id)));
      },
    };
    this.#scans.add(scan);
    openedScans.set(scan, opened);
    return scan;
  }

  async #forget(id: VolumeId): Promise<void> {
    for (const { engine } of this.#packs) await engine.forget(id);
  }

  #require(scan: Api.Scan): OpenedScan {
    if (this.#isClosed) throw misuse('The engine was closed');
    const opened = openedScans.get(scan);
    if (opened && this.#scans.has(scan)) return opened;
    throw misuse('The scan was closed, or is not one that this engine has read');
  }

  async #ask(opened: OpenedScan, texts: readonly string[], options: Checked): Promise<Api.Answer> {
    const { signal, anyway = false } = options;
    const stated = asStated(opened, options.modality, options.part && [options.part]);
    const { volume } = stated;
    const earlier = earlierOf(options.earlier, stated);
    const parts = statedParts(stated.bodyPart);
    const { routing, messages } = this.#manner;
    const wish = { modality: volume.modality, parts, isBeyond: anyway, routing };
    const { legs, beyond, refused, ...asides } = routeAmong(this.#packs, texts, wish);
    const found = await this.#queue.run(async () => {
      let answers: Answers = earlier ?? { findings: [], masks: new Map() };
      for (const leg of legs)
        answers = await this.#answered(leg, volume, { ...options, texts, parts }, answers);
      return answers;
    }, signal);
    const said = { ...stated, notices: [...stated.notices, ...beyondAsides(beyond)] };
    const notes = speaking(messages, () =>
      [...said.notices, ...asidesOf(asides), ...refused].map((each) => sentence(each)),
    );
    const { version, makeFile } = this.#parts;
    return answerOf({
      ...{ ...found, stated: said, header: opened.facts.header, notes, version, messages },
      beyond: beyond?.names ?? [],
      makeFile: (file) => makeFile(file),
    });
  }

  /** What a pack makes of its prompts, together with what was answered `before`. */
  async #answered(
    { pack, prompts }: Leg,
    volume: Volume,
    { signal, onProgress, threshold, anyway = false, texts, parts }: Asking,
    before: Answers,
  ): Promise<Answers> {
    const own = this.#packs.find(({ routable }) => routable === pack);
    if (!own) throw new Error('a pack that is not loaded was asked');
    const { engine, model } = own;
    const call = {
      ...{ ...(signal && { signal }), ...(onProgress && { onProgress }) },
      windows: {
        mirror: false,
        reach: texts.some((text) => asksForEverything(text)) ? ('all' as const) : ('asked' as const),
      },
    };
    await engine.encode(volume, call);
    const slices = { together: false, parts };
    const first = await engine.segment(volume.id, prompts, { ...call, slices, anyway });
    const answers = threshold === undefined ? first : await rejudged(engine, first, threshold);
    return answersAsFindings(answers, { model, scan: volume, packsThatMayKnow: () => [] }, before);
  }
}

/** The answers at another threshold, from the probabilities that the engine keeps. */
function rejudged(
  engine: Engine,
  answers: readonly Segmentation[],
  threshold: number,
): Promise<readonly Segmentation[]> {
  return Promise.all(
    answers.map(async (answer) => {
      if (answer.kind !== 'found') return answer;
      const shape = await engine.rejudge(answer.id, { threshold, components: answer.components });
      if (!shape) throw new AppError('answer-gone', { name: answer.prompt.text });
      return { ...answer, ...shape };
    }),
  );
}

function toldPack({ model: { id, name, version, structures } }: LoadedPack): Api.Pack {
  return { id, name, version, structures: structures.map((each) => ({ id: each.id, name: each.name })) };
}

/** The place of the scan that is wanted. @throws AppError 'segmentation-alone', 'several-scans', 'arguments-invalid'. */
function chosen({ scans, segmentations }: Listed, series: number | undefined): number {
  if (scans.length === 0) throw new AppError('segmentation-alone', { name: segmentations[0]?.name ?? '' });
  if (series === undefined) {
    if (scans.length > 1) throw new AppError('several-scans', { count: scans.length });
    return 0;
  }
  if (Number.isInteger(series) && series >= 1 && series <= scans.length) return series - 1;
  throw misuse(`series is a number from 1 to ${scans.length}, not ${series}`);
}

/** What an earlier answer about the same scan found. @throws AppError 'arguments-invalid' where it is about another. */
function earlierOf(answer: Api.Answer | undefined, { volume }: StatedScan): AnswerFacts | undefined {
  if (answer === undefined) return undefined;
  const facts = answerFacts.get(answer);
  const before = facts?.stated.volume;
  if (before?.id === volume.id && before.modality === volume.modality) return facts;
  throw misuse('earlier is an answer about the same scan, as the same kind of scan');
}

type Checked = Api.AskOptions & { readonly part: BodyPart | undefined };
type Asking = Checked & { readonly texts: readonly string[]; readonly parts: readonly BodyPart[] };

/** Programs may not be checked by a compiler. @throws AppError 'arguments-invalid'. */
function checked(options: Api.AskOptions): Checked {
  const { modality, threshold, bodyPart } = options;
  if (modality !== undefined && !MODALITIES.includes(modality)) {
    throw misuse(`modality is CT, MR or other, not ${modality}`);
  }
  if (threshold !== undefined && !(threshold >= 0.01 && threshold <= 0.99)) {
    throw misuse(`threshold is from 0.01 to 0.99, not ${threshold}`);
  }
  const part = BODY_PARTS.find((each) => each === bodyPart);
  if (bodyPart !== undefined && !part) {
    throw misuse(`bodyPart is one of ${BODY_PARTS.join(', ')}, not ${bodyPart}`);
  }
  return { ...options, part };
}
