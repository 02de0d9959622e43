import { parseArgs } from 'node:util';
import { AppError } from '#errors.ts';
import { packFacts } from '#model/pack-facts.ts';
import { type Case, findCases, findDataManifest, readDataManifest } from './cases.ts';
import { runCommand, showProgress } from './command.ts';
import { type PresenceTrial, presenceTrials } from './evaluate-absent.ts';
import { caseFigures, type EvaluatedCase, evaluateCase, tellCases } from './evaluate-cases.ts';
import { type PerturbedCase, perturbationRows, perturbationTable, perturbScan } from './evaluate-perturb.ts';
import { trialsOf } from './evaluate-verdicts.ts';
import { appVersion, writeJson } from './files.ts';
import { loadCase } from './load-case.ts';
import { manifestPath, type OpenPack, openPack } from './pack.ts';
import { PERTURBATIONS } from './perturbations.ts';
import { allRates, presenceTable } from './presence-table.ts';
import { promptsTable, promptTable } from './prompt-table.ts';
import { comparisons, publishedTable } from './published-table.ts';
import { goodQuantile, judgedMasks, verdictRates, verdictTable } from './verdict-table.ts';
import type { VerdictTrial } from './verdict-trials.ts';

const HELP = `Compares what a pack finds with label maps, case by case. Research use only; not a medical device.

  npm run evaluate -- --images DIR --labels DIR [--manifest FILE] [--pack ID|DIR] [--json FILE]
             [--cases GLOB] [--series N]
  npm run evaluate -- --prompts [FILE...] [--pack ID|DIR] [--json FILE]

  --images    scans: files, folders of DICOM series, zip archives; --labels: theirs, paired by name (_image, _0000, _label,
              _seg are ignored)
  --series    which scan of each image, where it holds several; “npm run read” numbers them
  --manifest  a list of {"case", "modality", "annotated"}: only annotated structures count. Without it the
              manifest.json beside the images or a level above, and without that the labels that a map holds
  --pack      the id of a pack that comes with parse3d, or a folder with a manifest.json (default: mini). Figures that
              its authors published are shown beside
  --json      where to write the figures (default: results/evaluation.json)
  --cases     only cases of this name, such as "mr_*"
  --absent    instead of Dice: how often structures are found where they are not and refused where they are, in the
              scans and in parts of them that leave structures out. training/mini/calibrate.py reads the JSON
  --perturb   Dice of the scans as others might have brought them: turned, resliced, cropped, noisy, without contrast
  --verdicts  how well “sure, check, doubtful” tell good masks from bad ones, in the scans and as others might have brought
              them; what was answered is kept in results/verdicts and judged again without the model
  --prompts   no scans: how the prompts listed in files are read (tables with the columns expected, kind and text, as
              training/prompts has them, which is what is read where no FILE is given)
Tables come as Markdown, their figures as JSON; training/mini/card.py puts them into a model card.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      images: { type: 'string' },
      labels: { type: 'string' },
      manifest: { type: 'string' },
      pack: { type: 'string', default: 'mini' },
      json: { type: 'string', default: 'results/evaluation.json' },
      cases: { type: 'string' },
      series: { type: 'string' },
      absent: { type: 'boolean', default: false },
      perturb: { type: 'boolean', default: false },
      verdicts: { type: 'boolean', default: false },
      prompts: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.prompts) return tellPrompts(values.pack, values.json, positionals);
  if (positionals.length > 0) {
    throw new AppError('arguments-invalid', {
      reason: `${positionals.join(' ')}: only --prompts takes files by themselves`,
    });
  }
  if (values.images === undefined || values.labels === undefined) {
    throw new AppError('arguments-invalid', { reason: '--images and --labels are needed' });
  }
  const found = chooseCases(values.images, values.labels, values.manifest, values.cases);
  const cases = found.map((one) => ({ ...one, series: values.series }));
  const pack = await openPack(values.pack);
  console.log(
    `${pack.manifest.name} ${pack.manifest.version} on ${pack.device.backend}, ${cases.length} cases\n`,
  );
  const tables = tablesOf(values);
  let [done, told]: [number, string | undefined] = [0, undefined];
  for await (const { figures, markdown } of tables(cases, pack)) {
    done += 1;
    told = markdown;
    // After each case: hours of work outlive a run that is stopped.
    const progress = { done, of: cases.length };
    writeJson(values.json, {
      ...origin(pack),
      progress,
      ...figures,
      ...(markdown !== undefined && { markdown }),
    });
  }
  if (told !== undefined) console.log(told);
  console.log(`Written to ${values.json}`);
  return 0;
}

async function tellPrompts(packName: string, json: string, files: readonly string[]): Promise<number> {
  const pack = await openPack(packName);
  const { table, mistakes } = await promptsTable(
    manifestPath(packName),
    files.length > 0 ? files : undefined,
  );
  console.log(`${pack.manifest.name} ${pack.manifest.version}\n\n${promptTable(table)}\n`);
  for (const { text, readings, understood, offered } of mistakes) {
    const right = readings.map(({ asked }) => asked.join(', ') || 'nothing').join(' or ');
    console.log(
      `“${text}”: ${understood.join(', ') || 'nothing'}, not ${right}${offered.length > 0 ? `; offered: ${offered.join(', ')}` : ''}`,
    );
  }
  const markdown = promptTable(table);
  writeJson(json, { ...origin(pack), format: 'parse3d-prompts', prompts: table, mistakes, markdown });
  console.log(`Written to ${json}`);
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
  const facts = readDataManifest(path, new Set(cases.map(({ name }) => name)));
  const unknown = cases.filter(({ name }) => !facts.has(name));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(', ');
    console.log(`Not in the manifest, so judged by the labels they hold: ${names}`);
  }
  return cases.map((one) => ({ ...one, facts: facts.get(one.name) }));
}

function tablesOf({
  verdicts,
  absent,
  perturb,
}: Readonly<Record<'verdicts' | 'absent' | 'perturb', boolean>>) {
  if (verdicts) return verdictTables;
  if (absent) return absentTables;
  return perturb ? perturbedTables : caseTables;
}

interface Table {
  readonly figures: Readonly<Record<string, unknown>> & { readonly format: string };
  /** Where it has not been told already. */
  readonly markdown?: string | undefined;
}

/** The table of the cases done so far, after each of them. */
type Tables = AsyncGenerator<Table, void>;

async function* caseTables(cases: readonly Case[], pack: OpenPack): Tables {
  const evaluated: EvaluatedCase[] = [];
  for (const one of counted(cases)) {
    evaluated.push(await evaluateCase(one, pack));
    yield {
      figures: {
        format: 'parse3d-evaluation',
        ...caseFigures(evaluated, pack.manifest.structures),
        comparisons: comparisons(evaluated, pack.manifest),
      },
      markdown: publishedTable(evaluated, pack.manifest),
    };
  }
  tellCases(evaluated, pack.manifest.structures);
}

async function* absentTables(cases: readonly Case[], pack: OpenPack): Tables {
  const trials: PresenceTrial[] = [];
  for (const one of counted(cases)) {
    trials.push(...(await presenceTrials(one.name, await loadCase(one, pack.manifest.structures), pack)));
    const rates = allRates(trials);
    yield { figures: { format: 'parse3d-presence', rates, trials }, markdown: presenceTable(rates) };
  }
}

async function* perturbedTables(cases: readonly Case[], pack: OpenPack): Tables {
  const results: PerturbedCase[] = [];
  for (const one of counted(cases)) {
    const { scan, structures } = await loadCase(one, pack.manifest.structures);
    results.push(...(await perturbScan(one.name, scan, structures, PERTURBATIONS, pack)));
    const rows = perturbationRows(results, pack.manifest.structures);
    yield { figures: { format: 'parse3d-perturbations', rows }, markdown: perturbationTable(rows) };
  }
}

async function* verdictTables(cases: readonly Case[], pack: OpenPack): Tables {
  const trials: VerdictTrial[] = [];
  for (const one of counted(cases)) {
    trials.push(...(await trialsOf(one, pack, 'results/verdicts')));
    const masks = judgedMasks(trials);
    const quantiles = { twentieth: goodQuantile(masks, 0.05), hundredth: goodQuantile(masks, 0.01) };
    const figures = { format: 'parse3d-verdicts', rates: verdictRates(masks), quantiles, masks };
    yield { figures, markdown: verdictTable(masks) };
  }
}

/** The cases one by one, saying which it is. */
function* counted(cases: readonly Case[]) {
  for (const [n, one] of cases.entries()) {
    showProgress(`${n + 1}/${cases.length} ${one.name}`);
    yield one;
  }
  showProgress('');
}

/** What every table says of where its figures come from. */
function origin({ manifest, device }: OpenPack) {
  return {
    formatVersion: 1,
    createdAt: new Date().toISOString(),
    app: { name: 'parse3d', version: appVersion() },
    pack: packFacts(manifest),
    computedOn: { backend: device.backend, name: device.name, threads: device.threads },
  };
}

await runCommand(main);
