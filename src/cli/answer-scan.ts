import type { Progress } from '#engine/engine.ts';
import type { Leg } from '#prompt/route.ts';
import type { Answers } from '#results/answers-as-findings.ts';
import type { BodyPart } from '#volume/body-part.ts';
import type { Volume } from '#volume/types.ts';
import { type OpenPack, openPack, routed } from './pack.ts';
import { type ParseValues, toComponents } from './parse-options.ts';
import { sliceChoices, toRegion, windowChoices } from './window-choices.ts';
import { findingsOf } from './write-results.ts';

/** The packs that answer, each opened when it is first asked. */
export class OpenPacks {
  readonly #opened = new Map<string, OpenPack>();
  readonly #keepsAll: boolean;
  readonly #threads: number | undefined;

  /** `keeps`: all stay open for the next scan; or one at a time, for there is none. `threads`: of each. */
  constructor({ keeps, threads }: { readonly keeps: 'all' | 'one'; readonly threads?: number }) {
    this.#keepsAll = keeps === 'all';
    this.#threads = threads;
  }

  async open(address: string): Promise<OpenPack> {
    const opened = this.#opened.get(address);
    if (opened) return opened;
    if (!this.#keepsAll) this.close();
    const pack = await openPack(address, this.#threads);
    this.#opened.set(address, pack);
    return pack;
  }

  /** Nothing is kept of what was encoded of a scan. */
  async forget({ id }: Volume): Promise<void> {
    for (const { engine } of this.#opened.values()) await engine.forget(id);
  }

  close(): void {
    for (const { engine } of this.#opened.values()) engine.dispose();
    this.#opened.clear();
  }
}

export interface AnswerOptions {
  readonly values: ParseValues;
  /** What the scan is said to show. */
  readonly parts?: readonly BodyPart[];
  readonly packs: OpenPacks;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * What the packs make of their prompts, one after another. With --yes a prompt that names what they know among words that nobody
 * does is answered as what it names.
 */
export async function answersOf(
  legs: readonly Leg[],
  volume: Volume,
  options: AnswerOptions,
): Promise<Answers> {
  const { values, parts = [] } = options;
  const answered = await answersTo(legs, volume, options, { findings: [], masks: new Map() });
  const unread = answered.findings.filter((finding) => finding.kind === 'not-understood');
  const names = [...new Set(unread.flatMap(({ isReading, nearest }) => (isReading ? nearest : [])))];
  if (!values.yes || names.length === 0) return answered;
  const packs = values.pack ?? ['mini'];
  const meant = routed(names, packs, volume.modality, { parts, isBeyond: true }).legs;
  const findings = answered.findings.filter((each) => each.kind !== 'not-understood' || !each.isReading);
  return answersTo(meant, volume, options, { ...answered, findings });
}

async function answersTo(
  legs: readonly Leg[],
  volume: Volume,
  { values, packs, parts = [], onProgress }: AnswerOptions,
  before: Answers,
): Promise<Answers> {
  const components = toComponents(values.components);
  let answered = before;
  for (const { pack, prompts } of legs) {
    const { engine, manifest } = await packs.open(pack.address);
    const asked = {
      ...(onProgress && { onProgress }),
      windows: windowChoices(values, manifest),
      region: values.region ? toRegion(values.region, volume.grid) : undefined,
    };
    await engine.encode(volume, asked);
    const slices = sliceChoices({ ...values, parts });
    const answers = await engine.segment(volume.id, prompts, {
      ...asked,
      components,
      slices,
      anyway: values.anyway,
    });
    answered = findingsOf(answers, manifest, volume, answered);
  }
  return answered;
}
