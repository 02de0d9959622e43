import { parseArgs } from 'node:util';
import type { Segmentation, Stage } from '#engine/engine.ts';
import { AppError } from '#errors.ts';
import type { Structure } from '#model/manifest.ts';
import { packFacts } from '#model/pack-facts.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Modality } from '#volume/types.ts';
import { type Case, findCases, findDataManifest, readDataManifest } from './cases.ts';
import { runCommand, showProgress } from './command.ts';
import { appVersion, readScan, writeJson } from './files.ts';
import { labelOf, readLabels } from './label-maps.ts';
import { type OpenPack, openPack } from './pack.ts';
import { type Score, score } from './score.ts';
import { meanRows, type ScoredCase, scoreTable } from './score-table.ts';

const HELP = `Compares what a pack finds with label maps, case by case. Research use only; not a medical device.

  npm run evaluate -- --images DIR --labels DIR [--manifest FILE] [--pack ID|DIR] [--json FILE] [--cases GLOB]

  --images    .nii or .nii.gz files; --labels: theirs, paired by name (_image, _0000, _label, _seg are ignored)
  --manifest  a list of {"case", "modality", "annotated"}: only annotated structures count. Without it the
              manifest.json beside the images or a level above, and without that the labels that a map holds
  --pack      the id of a pack that comes with parse3d, or a folder with a manifest.json (default: mini)
  --json      where to write the figures (default: results/evaluation.json)
  --cases     only cases of this name, such as "mr_*"
`;

interface Evaluated extends ScoredCase {
  readonly guessedModality: Modality;
  readonly answers: readonly Segmentation[];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      images: { type: 'string' },
      labels: { type: 'string' },
      manifest: { type: 'string' },
      pack: { type: 'string', default: 'mini' },
      json: { type: 'string', default: 'results/evaluation.json' },
      cases: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.images === undefined || values.labels === undefined) {
    throw new AppError('arguments-invalid', { reason: '--images and --labels are needed' });
  }
  const cases = chooseCases(values.images, values.labels, values.manifest, values.cases);
  const pack = await openPack(values.pack);
  const evaluated: Evaluated[] = [];
  for (const [n, one] of cases.entries()) {
    showProgress(`${n + 1}/${cases.length} ${one.name}`);
    evaluated.push(await evaluateCase(one, pack));
  }
  showProgress('');
  tell(evaluated, pack);
  writeJson(values.json, figures(evaluated, pack));
  console.log(`Written to ${values.json}`);
  return 0;
}

function chooseCases(images: string, labels: string, given: string | undefined, pattern: string | undefined) {
  const cases = findCases(images, labels, pattern);
  const path = findDataManifest(given, images);
  if (path === undefined) {
    console.log(
      'No manifest: in each case the structures count whose label its map holds, as if nothing else',
    );
    console.log('had been looked for. What is found beyond them is neither right nor wrong.');
    return cases;
  }
  console.log(`Annotated structures and modalities as in ${path}`);
  const facts = readDataManifest(path);
  const unknown = cases.filter(({ name }) => !facts.has(name));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(', ');
    console.log(`Not in the manifest, so judged by the labels they hold: ${names}`);
  }
  return cases.map((one) => ({ ...one, facts: facts.get(one.name) }));
}

async function evaluateCase(one: Case, { engine, manifest }: OpenPack): Promise<Evaluated> {
  const { volume } = readScan(one.image);
  const modality = one.facts?.modality ?? volume.modality;
  const labels = readLabels(one.labels, volume.grid);
  const structures = annotated(one, labels, manifest.structures);
  const prompts = structures.map(({ id, name }): Prompt => ({ text: name, structure: id }));
  const scan = { ...volume, modality };
  await engine.encode(scan);
  const answers = prompts.length === 0 ? [] : await engine.segment(scan.id, prompts);
  await engine.forget(scan.id);
  const scores = new Map<string, Score>();
  structures.forEach((structure, n) => {
    const answer = answers[n];
    if (answer) scores.set(structure.id, score(answer, labels, labelOf(structure)));
  });
  // Masks are large, and only their figures are wanted from here on.
  const light = answers.map((answer) =>
    answer.kind === 'found' ? { ...answer, mask: { ...answer.mask, data: new Uint8Array() } } : answer,
  );
  return { name: one.name, modality, guessedModality: volume.modality, scores, answers: light };
}

/** The pack's structures that someone looked for in this case. */
function annotated(
  { facts }: Case,
  labels: Float32Array,
  structures: readonly Structure[],
): readonly Structure[] {
  if (facts) return structures.filter(({ id }) => facts.annotated.includes(id));
  const present = new Set(labels);
  return structures.filter((structure) => present.has(labelOf(structure)));
}

function tell(evaluated: readonly Evaluated[], { manifest, device }: OpenPack): void {
  console.log(`${manifest.name} ${manifest.version} on ${device.backend}, ${evaluated.length} cases\n`);
  console.log(scoreTable(evaluated, columns(evaluated, manifest.structures)));
  console.log('\n– not annotated; absent: rightly not found, not in the mean; 0.000! found though absent.');
  console.log('Dice on the grid of the file. The last mean is that of the structures’ means.');
  const misguessed = evaluated.filter(({ modality, guessedModality }) => modality !== guessedModality);
  if (misguessed.length > 0) {
    console.log(`The app would take another modality for: ${misguessed.map(({ name }) => name).join(', ')}`);
  }
}

/** Ids of the structures that any case has a score for. */
function columns(evaluated: readonly Evaluated[], structures: readonly Structure[]): readonly string[] {
  return structures
    .map(({ id }) => id as string)
    .filter((id) => evaluated.some(({ scores }) => scores.has(id)));
}

function figures(evaluated: readonly Evaluated[], { manifest, device }: OpenPack) {
  return {
    format: 'parse3d-evaluation',
    formatVersion: 1,
    createdAt: new Date().toISOString(),
    app: { name: 'parse3d', version: appVersion() },
    pack: packFacts(manifest),
    computedOn: { backend: device.backend, name: device.name, threads: device.threads },
    means: meanRows(evaluated, columns(evaluated, manifest.structures)),
    cases: evaluated.map(({ name, modality, guessedModality, scores, answers }) => ({
      ...{ name, modality, guessedModality },
      milliseconds: answers[0]?.milliseconds ?? ({} as Partial<Record<Stage, number>>),
      structures: [...scores].map(([structure, scored], n) => {
        const answer = answers[n];
        const existenceScore = answer && answer.kind !== 'not-understood' ? answer.existence : null;
        return { structure, ...scored, answer: answer?.kind, existenceScore };
      }),
    })),
  };
}

await runCommand(main);
