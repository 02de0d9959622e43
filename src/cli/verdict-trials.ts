import type { Segmentation } from '#engine/engine.ts';
import type { Structure } from '#model/manifest.ts';
import { packFacts } from '#model/pack-facts.ts';
import { answersAsFindings } from '#results/answers-as-findings.ts';
import type { Finding } from '#results/finding.ts';
import { commonVoxels } from '#volume/mask.ts';
import type { Modality, Volume, VolumeId } from '#volume/types.ts';
import { labelOf } from './label-maps.ts';
import { crop, type LabelledScan } from './labelled-scan.ts';
import type { LoadedCase } from './load-case.ts';
import type { OpenPack } from './pack.ts';
import { PERTURBATIONS } from './perturbations.ts';
import { score } from './score.ts';
import { slabs } from './slabs.ts';

/** What the labels say of one answer. */
export interface Truth {
  readonly structure: string;
  /** Undefined where nobody looked for it. 0 where it was found and is not there; absent and not found is undefined too. */
  readonly dice: number | undefined;
  readonly truthVoxels: number;
  /** Dice of each piece listed, were it kept alone. */
  readonly pieces: readonly number[];
  /** Dice with the mask in the same scan with noise; undefined where that was not tried. */
  readonly agreement?: number | undefined;
}

/** Everything asked of one scan, or of one in another shape. */
export interface VerdictTrial {
  readonly case: string;
  readonly modality: Modality;
  readonly variant: string;
  /** 'usual': as people bring scans. 'odd': with a header that lies. */
  readonly kind: 'usual' | 'odd';
  /** Of all structures of the pack, without masks. */
  readonly findings: readonly Finding[];
  readonly truths: readonly Truth[];
}

export interface Variant {
  readonly name: string;
  readonly kind: VerdictTrial['kind'];
  readonly make: (scan: LabelledScan) => LabelledScan | undefined;
}

const TRIED: ReadonlySet<string> = new Set([
  ...['oblique by 17°', 'slices of 7 mm', 'middle 70 % in plane only', 'noise of 30 HU'],
  ...['noise of 8 % of the range', 'without contrast agent (simulated)'],
  'brightness falling by half, front to back',
]);

const NOISE: ReadonlySet<string> = new Set(['noise of 30 HU', 'noise of 8 % of the range']);

/** Headers that lie: mirrored, upside down, of another kind of scan. */
const ODD: readonly Variant[] = [
  { name: 'mirrored header', kind: 'odd', make: (scan) => withAxes(scan, [-1, 1, 1]) },
  { name: 'upside-down header', kind: 'odd', make: (scan) => withAxes(scan, [-1, 1, -1]) },
  { name: 'said to be of another kind', kind: 'odd', make: saidOtherwise },
];

function withAxes({ volume, labels }: LabelledScan, signs: readonly number[]): LabelledScan {
  const voxelToWorld = volume.grid.voxelToWorld.map(
    (value, n) => value * (signs[Math.floor(n / 4)] ?? 1),
  ) as unknown as typeof volume.grid.voxelToWorld;
  return { volume: { ...volume, grid: { ...volume.grid, voxelToWorld } }, labels };
}

function saidOtherwise({ volume, labels }: LabelledScan): LabelledScan {
  return { volume: { ...volume, modality: volume.modality === 'CT' ? 'MR' : 'CT' }, labels };
}

const PARTS = ['whole', 'lower half', 'upper half', 'lower third', 'middle third', 'upper third'];

/** The scan whole first, then in part, changed and mis-declared. */
export const VARIANTS: readonly Variant[] = [
  ...PARTS.map((name) => ({ name, kind: 'usual' as const, make: (scan: LabelledScan) => part(scan, name) })),
  ...PERTURBATIONS.filter(({ name }) => TRIED.has(name)).map(({ name, apply }) => ({
    ...{ name, kind: 'usual' as const, make: apply },
  })),
  ...ODD,
];

function part(scan: LabelledScan, wanted: string): LabelledScan | undefined {
  const slab = slabs(scan.volume.grid).find(({ name }) => name === wanted);
  return slab && crop(scan, slab.box);
}

/** All that the pack knows, asked of a scan in one shape after another, beside what the labels say. */
export class VerdictTrials {
  readonly #name: string;
  readonly #case: LoadedCase;
  readonly #pack: OpenPack;
  #plain: readonly Segmentation[] | undefined;

  constructor(name: string, one: LoadedCase, pack: OpenPack) {
    this.#name = name;
    this.#case = one;
    this.#pack = pack;
  }

  /** Undefined where the variant does not apply to the scan. */
  async of({ name, kind, make }: Variant): Promise<VerdictTrial | undefined> {
    const { manifest, engine } = this.#pack;
    const { scan, structures } = this.#case;
    const changed = make(scan);
    if (!changed) return undefined;
    const before = NOISE.has(name) ? await this.#answersToPlain() : [];
    const volume = { ...changed.volume, id: `${this.#name} ${name}` as VolumeId };
    const answers = await this.#answers(volume);
    if (name === 'whole') this.#plain = answers;
    const model = { ...manifest, facts: packFacts(manifest) };
    const { findings } = answersAsFindings(answers, { model, scan: volume, packsThatMayKnow: () => [] });
    const truths: Truth[] = [];
    for (const [n, structure] of manifest.structures.entries()) {
      const answer = answers[n];
      if (!answer || !structures.some(({ id }) => id === structure.id)) continue;
      const truth = truthOf(answer, structure, changed.labels, before[n]);
      const pieces = await pieceScores(answer, changed.labels, labelOf(structure), this.#pack);
      truths.push({ ...truth, pieces });
    }
    await engine.forget(volume.id);
    return { ...{ case: this.#name, modality: volume.modality, variant: name, kind }, findings, truths };
  }

  async #answersToPlain(): Promise<readonly Segmentation[]> {
    this.#plain ??= await this.#answers(this.#case.scan.volume);
    return this.#plain;
  }

  async #answers(volume: Volume): Promise<readonly Segmentation[]> {
    const { manifest, engine } = this.#pack;
    await engine.encode(volume);
    return engine.segment(
      volume.id,
      manifest.structures.map(({ id, name: text }) => ({ text, structure: id })),
    );
  }
}

/** Smaller pieces than this share of the largest are nobody's second choice. */
const WORTH_A_LOOK = 0.02;

async function pieceScores(answer: Segmentation, labels: Float32Array, label: number, { engine }: OpenPack) {
  if (answer.kind !== 'found' || answer.pieces.found < 2) return [];
  const { list } = answer.pieces;
  const scores: number[] = [];
  for (const { number, voxels } of list) {
    if (voxels < WORTH_A_LOOK * (list[0]?.voxels ?? 0)) break;
    const components = { numbers: [number], at: answer.threshold };
    const shape = await engine.rejudge(answer.id, { threshold: answer.threshold, components });
    const scored = shape && score({ ...answer, ...shape }, labels, label);
    scores.push(scored && scored.kind !== 'rightly-absent' ? scored.dice : 0);
  }
  return scores;
}

function truthOf(
  answer: Segmentation,
  structure: Structure,
  labels: Float32Array,
  before: Segmentation | undefined,
): Omit<Truth, 'pieces'> {
  const label = labelOf(structure);
  const truthVoxels = labels.reduce((sum, value) => sum + (value === label ? 1 : 0), 0);
  const scored = score(answer, labels, label);
  return {
    structure: structure.id,
    dice: scored.kind === 'rightly-absent' ? undefined : scored.dice,
    truthVoxels,
    agreement: agreement(answer, before),
  };
}

function agreement(one: Segmentation, other: Segmentation | undefined): number | undefined {
  if (other?.kind !== 'found' || one.kind !== 'found') return undefined;
  const all = one.measurement.voxels + other.measurement.voxels;
  return (2 * commonVoxels(one.mask, other.mask)) / all;
}
