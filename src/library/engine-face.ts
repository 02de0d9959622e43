import type { Engine, LoadedModel, Segmentation } from '#engine/engine.ts';
import { Queue } from '#engine/queue.ts';
import { AppError } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import type { ScanList } from '#formats/scan-reader.ts';
import { BODY_PARTS, type BodyPart } from '#model/manifest-targets.ts';
import { asksForEverything, EVERYTHING } from '#prompt/everything.ts';
import { asidesOf } from '#prompt/read-prompt.ts';
import { readFor } from '#prompt/route.ts';
import { answersAsFindings } from '#results/answers-as-findings.ts';
import type { FileToMake } from '#results/made-file.ts';
import { asStated, turnedScan } from '#results/stated-scan.ts';
import { statedParts } from '#volume/body-part.ts';
import { FLIPS } from '#volume/turn.ts';
import { answerOf } from './answer-face.ts';
import type * as Api from './api.ts';
import { misuse, sentence, told } from './told.ts';

/** What differs between Node and a browser. */
export interface Parts {
  readonly engine: Engine;
  /** Of parse3d. */
  readonly version: string;
  list(source: Api.ScanSource, options: Api.CallOptions): Promise<Listed>;
  makeFile(file: FileToMake): Promise<Uint8Array<ArrayBuffer>>;
}

/** What was found in what was given, to be opened one by one. */
export type Listed = Pick<ScanList, 'scans' | 'segmentations' | 'open' | 'close'>;

const MODALITIES: readonly Api.Modality[] = ['CT', 'MR', 'other'];

/** Loads the pack at `manifestUrl` and gives what programs see of it. @throws Parse3dError. */
export async function openEngine(
  parts: Parts,
  manifestUrl: string,
  { signal, onProgress }: Api.CallOptions,
): Promise<Api.Engine> {
  try {
    const options = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
    const model = await told(() => parts.engine.load(manifestUrl, options), signal);
    return new EngineFace(parts, model);
  } catch (error) {
    parts.engine.dispose();
    throw error;
  }
}

class EngineFace implements Api.Engine {
  readonly pack: Api.Pack;
  readonly #parts: Parts;
  readonly #model: LoadedModel;
  /** A scan is encoded and asked about in one go, whoever else asks meanwhile. */
  readonly #queue = new Queue();
  readonly #opened = new WeakMap<Api.Scan, OpenedScan>();
  #isClosed = false;

  constructor(parts: Parts, model: LoadedModel) {
    this.#parts = parts;
    this.#model = model;
    const { id, name, version, structures } = model;
    this.pack = {
      id,
      name,
      version,
      structures: structures.map((each) => ({ id: each.id, name: each.name })),
    };
  }

  listScans(source: Api.ScanSource, options: Api.CallOptions = {}): Promise<readonly Api.ScanEntry[]> {
    return told(async () => {
      const listed = await this.#list(source, options);
      listed.close();
      return listed.scans.map(({ name, summary: { modality, size, spacingMm } }) => ({
        ...{ name, modality, size, spacingMm },
      }));
    }, options.signal);
  }

  readScan(source: Api.ScanSource, options: Api.ReadOptions = {}): Promise<Api.Scan> {
    const { signal, onProgress, series, turn = [] } = options;
    return told(async () => {
      const unknown = turn.find((flip) => !FLIPS.includes(flip));
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
    return told(async () => {
      const texts = typeof prompts === 'string' ? [prompts] : prompts;
      if (!Array.isArray(texts) || texts.some((text) => typeof text !== 'string')) {
        throw misuse('prompts is a text or a list of texts');
      }
      return this.#ask(this.#require(scan), texts.join('\n'), checked(options));
    }, options.signal);
  }

  structures(scan: Api.Scan, options: Api.AskOptions = {}): Promise<Api.Answer> {
    return told(async () => this.#ask(this.#require(scan), EVERYTHING, checked(options)), options.signal);
  }

  close(): void {
    this.#isClosed = true;
    this.#parts.engine.dispose();
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
      notes: facts.notices.map(sentence),
      close: async () => {
        this.#opened.delete(scan);
        if (!this.#isClosed) await told(() => this.#queue.run(() => this.#parts.engine.forget(id)));
      },
    };
    this.#opened.set(scan, opened);
    return scan;
  }

  #require(scan: Api.Scan): OpenedScan {
    if (this.#isClosed) throw misuse('The engine was closed');
    const opened = this.#opened.get(scan);
    if (opened) return opened;
    throw misuse('The scan was closed, or is not one that this engine has read');
  }

  async #ask(opened: OpenedScan, text: string, options: Checked): Promise<Api.Answer> {
    const { signal, onProgress, part, threshold, anyway = false } = options;
    const stated = asStated(opened, options.modality);
    const { volume } = stated;
    const parts = part ? [part] : statedParts(stated.bodyPart);
    const { prompts, ...asides } = readFor(this.#model, text, { modality: volume.modality, parts });
    const call = {
      ...{ ...(signal && { signal }), ...(onProgress && { onProgress }) },
      windows: { mirror: false, reach: asksForEverything(text) ? ('all' as const) : ('asked' as const) },
    };
    const slices = { together: false, parts };
    const answers = await this.#queue.run(async () => {
      await this.#parts.engine.encode(volume, call);
      const first = await this.#parts.engine.segment(volume.id, prompts, { ...call, slices, anyway });
      return threshold === undefined ? first : this.#rejudged(first, threshold);
    }, signal);
    const found = answersAsFindings(answers, {
      model: this.#model,
      scan: volume,
      packsThatMayKnow: () => [],
    });
    const notes = [...stated.notices, ...asidesOf(asides)].map((each) => sentence(each));
    const { version, makeFile } = this.#parts;
    return answerOf({ ...found, stated, header: opened.facts.header, notes, version, makeFile });
  }

  /** The answers at another threshold, from the probabilities that the engine keeps. */
  async #rejudged(answers: readonly Segmentation[], threshold: number): Promise<readonly Segmentation[]> {
    return Promise.all(
      answers.map(async (answer) => {
        if (answer.kind !== 'found') return answer;
        const shape = await this.#parts.engine.rejudge(answer.id, {
          threshold,
          components: answer.components,
        });
        if (!shape) throw new AppError('answer-gone', { name: answer.prompt.text });
        return { ...answer, ...shape };
      }),
    );
  }
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

type Checked = Api.AskOptions & { readonly part: BodyPart | undefined };

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
