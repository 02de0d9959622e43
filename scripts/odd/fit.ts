import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { manifestPath } from '#cli/pack.ts';
import { type ModelManifest, readManifest } from '#model/manifest.ts';
import { type Clue, clarityOf, evidenceOf, type SceneRule, wholeOnes } from '#model/scene/evidence.ts';
import places from '#results/places.json' with { type: 'json' };
import type { Modality } from '#volume/types.ts';
import { descend, type Fitted, type Sample } from './logistic.ts';
import type { Survey } from './survey-scan.ts';

const HELP = `Fits what tells scans that Mini knows from all others, to surveys of both (npx tsx scripts/odd/survey.ts).

  npx tsx scripts/odd/fit.ts SURVEYS [--left-out]

Prints training/mini/scene.json; python -m mini.scene puts it into the manifest. With --left-out it prints what becomes of each
patient's scans where the rule was fitted without them.
`;

/** A survey, whose it is, and what was done to the scan. */
export interface Surveyed extends Survey {
  readonly key: string;
  /** The patient, or nobody. */
  readonly base: string;
  readonly kind: string;
  readonly isOdd: boolean;
  readonly modality: Modality;
}

const CLUES: readonly Clue[] = ['vague', 'misplaced', 'unclaimed', 'alone'];
/** Nearly everybody has them. */
const EXPECTED = [
  'spleen',
  'kidney_right',
  'kidney_left',
  'liver',
  'stomach',
  'aorta',
  'postcava',
  'pancreas',
];
/** What has a bladder's shape is in heads and balls too. */
const UNTOLD = 'bladder';
/** Added to the limit: rather an odd scan answered than a true one refused. */
const CAUTION = 0.4;
const round = (value: number) => Number(value.toFixed(3));

function ruleOf(some: readonly Surveyed[], { output }: ModelManifest): SceneRule {
  const meansOf = (modality: Modality) => {
    const seen = new Map<string, number[]>();
    for (const one of some) {
      if (one.isOdd || one.modality !== modality) continue;
      for (const sighting of wholeOnes(one.sightings, one, output)) {
        if (sighting.structure === UNTOLD) continue;
        seen.set(sighting.structure, [...(seen.get(sighting.structure) ?? []), clarityOf(sighting)]);
      }
    }
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    return Object.fromEntries([...seen].map(([id, values]) => [id, round(mean(values))]));
  };
  const [ct, mr] = [meansOf('CT'), meansOf('MR')];
  return {
    weights: { vague: 0, misplaced: 0, unclaimed: 0, alone: 0 },
    limit: 1,
    clarity: { CT: ct, MR: mr, other: mr },
    places: places.pairs as unknown as SceneRule['places'],
    expected: EXPECTED,
    patientMm: [90, 800],
  };
}

function sampled(some: readonly Surveyed[], rule: SceneRule, { output }: ModelManifest) {
  return some.map((one) => {
    const evidence = evidenceOf(one.sightings, one, one.modality, { scene: rule, output });
    const sample: Sample = { values: CLUES.map((clue) => evidence[clue]), isOdd: one.isOdd };
    return { one, sample, seen: evidence.seen.length };
  });
}

function ruleFor(some: readonly Surveyed[], manifest: ModelManifest): SceneRule {
  const rule = ruleOf(some, manifest);
  // Where nothing is found there is nothing to refuse.
  const telling = sampled(some, rule, manifest).filter(({ sample, seen }) => !sample.isOdd || seen > 0);
  const { weights, limit }: Fitted = descend(telling.map(({ sample }) => sample));
  return {
    ...rule,
    weights: Object.fromEntries(
      CLUES.map((clue, n) => [clue, round(weights[n] ?? 0)]),
    ) as SceneRule['weights'],
    limit: round(limit + CAUTION),
  };
}

function leftOut(all: readonly Surveyed[], manifest: ModelManifest): void {
  const patient = ({ base, key }: Surveyed) => (base === 'nobody' ? key : base);
  const rows = [...new Set(all.map(patient))].flatMap((who) => {
    const rule = ruleFor(
      all.filter((one) => patient(one) !== who),
      manifest,
    );
    const own = all.filter((one) => patient(one) === who);
    return sampled(own, rule, manifest).map((row) => {
      const sum = CLUES.reduce(
        (total, clue, n) => total + rule.weights[clue] * (row.sample.values[n] ?? 0),
        0,
      );
      return { ...row, against: sum / rule.limit };
    });
  });
  const telling = rows.filter(({ sample, seen }) => !sample.isOdd || seen > 0);
  for (const { one, sample, against, seen } of telling.sort((a, b) => a.against - b.against)) {
    const clues = sample.values.map((value) => value.toFixed(2)).join(' ');
    console.log(
      `${sample.isOdd ? 'odd ' : 'true'} ${against.toFixed(2)} ${one.key}: ${seen} seen (${clues})`,
    );
  }
  for (const isOdd of [false, true]) {
    const part = telling.filter(({ sample }) => sample.isOdd === isOdd);
    const refused = part.filter(({ against }) => against > 1).length;
    console.log(`${isOdd ? 'odd' : 'true'}: ${refused} of ${part.length} refused`);
  }
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'left-out': { type: 'boolean', default: false } },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    console.log(HELP);
    return;
  }
  const manifest = readManifest(JSON.parse(readFileSync(manifestPath('mini'), 'utf8')));
  const all = readdirSync(folder)
    .sort()
    .map((file): Surveyed => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  if (values['left-out']) {
    leftOut(all, manifest);
    return;
  }
  const { file, weights: [weights = file] = [] } = manifest.graphs.imageEncoder;
  const encoder = manifest.files.find(({ path }) => path === weights)?.sha256;
  console.log(JSON.stringify({ encoder, scene: ruleFor(all, manifest) }));
}

main();
