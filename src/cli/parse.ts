import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, toWire } from '#errors.ts';
import { en } from '#messages/en.ts';
import type { ComponentsChoice } from '#model/components.ts';
import { BODY_PARTS } from '#model/manifest-targets.ts';
import { asksForEverything, EVERYTHING } from '#prompt/everything.ts';
import { asidesOf } from '#prompt/read-prompt.ts';
import type { Leg } from '#prompt/route.ts';
import type { Answers } from '#results/answers-as-findings.ts';
import { scanStem } from '#results/file-names.ts';
import { inOrder } from '#results/finding-rows.ts';
import { personalParts } from '#results/personal-name.ts';
import type { SaveKind } from '#results/saves.ts';
import { asStated, turnedScan } from '#results/stated-scan.ts';
import { FLIPS, type Flip } from '#volume/turn.ts';
import type { Volume } from '#volume/types.ts';
import { runCommand, SEVERAL, showProgress, tellNotices } from './command.ts';
import { comparer, tellComparison } from './compare-with.ts';
import { setAsideDamagedReport } from './earlier-results.ts';
import { makeFolder } from './files.ts';
import { openOrTell } from './find-scans.ts';
import { toModality } from './modality.ts';
import { openPack, routed } from './pack.ts';
import type { Published } from './publish.ts';
import { SAVE_NAMES, saveKinds } from './save-kinds.ts';
import { tellAnswers } from './tell-answer.ts';
import { bodyPart, sliceChoices, toRegion, windowChoices } from './window-choices.ts';
import { findingsOf, noSeries, writeResults } from './write-results.ts';

const HELP = `Finds what a text names in a scan. Research use only; not a medical device.

  npm run parse -- SCAN "TEXT" [--out DIR] [--pack ID|DIR]... [--modality CT|MR|other] [--components KEPT]
             [--series N] [--turn ENDS] [--save KINDS] [--name TEXT] [--preset ID] [--seed TEXT] [--together]
  npm run parse -- SCAN --all [...]

  SCAN        files, a folder with all that is in it, or a zip archive; “npm run read” tells what is in them
  --series    which scan, where there are several: a number of the list
  TEXT        what to find, such as "liver, spleen and left kidney"
  --all       what is in this scan: every structure that the pack knows; exports the table too
  --out       where to write <scan>_report.json, and what --save lists (default: results)
  --save      what to write, with commas between: ${SAVE_NAMES.join(', ')}
              (default: labels,masks). docs/exports.md says what each is and what reads it
  --name      what the names of files begin with, in place of the scan’s own name, which may be a person’s
  --compare   a segmentation of the scan, such as a label map or a DICOM SEG: what is found is compared with its objects of
              the same names, as a table here, and as <scan>_comparison.csv and .json (docs/comparison.md)
  --pack      the id of a pack that comes with parse3d, or a folder with a manifest.json (default: mini). Given several
              times, the first answers what it knows, and the others what it does not
  --modality  what kind of scan it is; guessed from its intensities unless given
  --turn      ends of the patient that are exchanged in the file, with commas between: ${FLIPS.join(', ')}; the
              report says so, and images are written on the grid of the file
  --components  all: every piece of a mask; largest: the largest piece; declared: what the pack keeps of each
              structure (default)
  --export, --probabilities  as --save with these added to what is usual
Results of an earlier run on the same scan are moved into a folder beside the new ones. Other files are never
overwritten: where one is in the way, the new names have a number. docs/report.md explains the report.

  For packs that go slice by slice, such as MedImageParse 3D:
  --preset    the pack's preset that makes grey values of the scan; chosen by each prompt's words unless given
  --seed      of the model's random numbers; the same seed gives the same masks (default: 0)
  --together  decodes the prompts together, as the original does: each may change the others' masks
  --body      the part of the body that the scan shows, such as head or abdomen: decides what --all asks for and in which
              words; one of ${BODY_PARTS.join(', ')}
  --axes      where columns, rows and slices are to run in what the model is shown, such as LAS or RAS
  --existence from which existence, 0.01 to 0.99, a slice counts; 0.5 for MedImageParse 3D unless given
  A prompt is a line, or what is between semicolons. What stands in quotes is sent to the model as it is.

  For packs made of an nnU-Net, such as TotalSegmentator's:
  --mirror    asks the network along every axis both ways and takes the mean: up to eight times the work

  For all:
  --anyway    answers although the pack does not know such a scan; what comes of it is marked as doubtful
  --region=   asks only about a box, X0:X1,Y0:Y1,Z0:Z1 in mm to the patient's right, front and head (RAS+); there is
              nothing elsewhere
`;

const OPTIONS = {
  out: { type: 'string', default: 'results' },
  /** Mini unless given. */
  pack: { type: 'string', multiple: true },
  modality: { type: 'string' },
  series: { type: 'string' },
  turn: { type: 'string', default: '' },
  all: { type: 'boolean', default: false },
  components: { type: 'string', default: 'declared' },
  save: { type: 'string' },
  compare: { type: 'string' },
  name: { type: 'string' },
  export: { type: 'string', default: '' },
  probabilities: { type: 'boolean', default: false },
  preset: { type: 'string' },
  seed: { type: 'string' },
  body: { type: 'string' },
  axes: { type: 'string' },
  existence: { type: 'string' },
  together: { type: 'boolean', default: false },
  mirror: { type: 'boolean', default: false },
  region: { type: 'string' },
  anyway: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { paths, texts } = sorted(positionals, values.all);
  if (paths.length === 0 || (texts.length === 0 && !values.all)) {
    throw new AppError('arguments-invalid', { reason: 'A scan and a text, or --all, are needed' });
  }
  const stated = toModality(values.modality);
  const components = toComponents(values.components);
  const text = texts.join(', ');
  const isForAll = values.all || asksForEverything(text);
  const kinds = saveKinds({ ...values, all: isForAll, compare: values.compare !== undefined });
  const flips = toFlips(values.turn);
  const scan = await openTurned(paths, values.series, flips);
  if (!scan) return SEVERAL;
  const { segmentation } = scan;
  checkWritable(kinds, segmentation);
  const { header } = scan.facts;
  const { volume, ...understood } = asStated(scan, stated);
  tellNotices(understood.notices);
  const request = isForAll ? EVERYTHING : text;
  const { legs, ...asides } = routed(
    request,
    values.pack ?? ['mini'],
    volume.modality,
    bodyPart(values.body),
  );
  makeFolder(values.out);
  const aside = setAsideDamagedReport(values.out, scanStem(values.name ?? volume.name));
  // What cannot be read is said before anything is computed.
  const compare = await comparer(values.compare, volume.grid, flips);
  const { findings, masks } = await answersOf(legs, volume, { ...values, components });
  const comparison = compare?.({ findings, masks }, legs);
  const run = { volume, header, ...understood, findings, masks, comparison };
  const { name } = values;
  const published = await writeResults(run, { folder: values.out, kinds, name, segmentation });
  console.log(
    `${volume.name}: ${volume.modality}${understood.modalityIsGuess ? ' (guessed; --modality says otherwise)' : ''}`,
  );
  tellNotices(asidesOf(asides).map(toWire));
  tellAnswers(isForAll ? inOrder(findings) : findings);
  tellComparison(comparison);
  tellPlace(values.out, { ...published, aside });
  return findings.every(({ kind }) => kind === 'not-understood') ? 1 : 0;
}

type Values = Parameters<typeof sliceChoices>[0] &
  Parameters<typeof windowChoices>[0] & {
    readonly components: ComponentsChoice;
    readonly region?: string;
    readonly anyway: boolean;
  };

/** What the packs make of their prompts, one after another. */
async function answersOf(legs: readonly Leg[], volume: Volume, values: Values): Promise<Answers> {
  const onProgress = ({ stage, done, total }: { stage: string; done: number; total: number }) =>
    showProgress(`${stage} ${done}/${total}`);
  const { components, anyway } = values;
  let answered: Answers = { findings: [], masks: new Map() };
  for (const { pack, prompts } of legs) {
    if (legs.length > 1) console.error(`${pack.name}: ${prompts.map(({ text }) => text).join(', ')}`);
    const { engine, manifest } = await openPack(pack.address);
    const windows = windowChoices(values, manifest);
    const asked = {
      onProgress,
      windows,
      region: values.region ? toRegion(values.region, volume.grid) : undefined,
    };
    await engine.encode(volume, asked);
    const slices = sliceChoices(values);
    const answers = await engine.segment(volume.id, prompts, { ...asked, components, slices, anyway });
    answered = findingsOf(answers, manifest, volume, answered);
    engine.dispose();
  }
  showProgress('');
  return answered;
}

async function openTurned(paths: readonly string[], series: string | undefined, flips: readonly Flip[]) {
  const scan = await openOrTell(paths, series);
  if (!scan || flips.length === 0) return scan;
  return { ...turnedScan(scan, flips), segmentation: scan.segmentation };
}

/** The first is a path, and so is each that follows it and is there, but for the last where a text is needed. */
function sorted(given: readonly string[], isForAll: boolean) {
  const most = isForAll ? given.length : given.length - 1;
  const end = given.findIndex((each, n) => n > 0 && (n >= most || !existsSync(each)));
  const count = end < 0 ? given.length : end;
  return { paths: given.slice(0, count), texts: given.slice(count) };
}

/** Says before anything is computed what could not be written. */
function checkWritable(kinds: readonly SaveKind[], segmentation: unknown): void {
  if (kinds.includes('dicom-seg') && !segmentation) throw noSeries();
}

/** Where the results are, and what became of what was there. */
function tellPlace(
  out: string,
  { stem, inTheWay, movedTo, aside }: Published & { readonly aside: string | undefined },
): void {
  if (aside !== undefined) {
    console.error(`An earlier report could not be read and was renamed to ${join(out, aside)}`);
  }
  if (inTheWay.length > 0) {
    const names = inTheWay.join(', ');
    console.error(
      `${names} in ${out}: not written by an earlier run, so left alone. The new names have a number`,
    );
  }
  if (movedTo !== undefined) console.log(`Results of an earlier run moved to ${join(out, movedTo)}`);
  console.log(`Written to ${join(out, stem)}_*`);
  const parts = personalParts(stem);
  if (parts.length > 0) console.error(en.saves.personalInTerminal(parts));
}

function toComponents(text: string): ComponentsChoice {
  if (text === 'all' || text === 'largest' || text === 'declared') return text;
  throw new AppError('arguments-invalid', {
    reason: `--components is all, largest or declared, not ${text}`,
  });
}

/** Of a text such as "left-right, head-foot". */
function toFlips(text: string): readonly Flip[] {
  const names = text.split(',').map((name) => name.trim());
  return names.filter(Boolean).map((name) => {
    const flip = FLIPS.find((each) => each === name);
    if (flip) return flip;
    throw new AppError('arguments-invalid', {
      reason: `--turn is one or more of ${FLIPS.join(', ')}, not ${name}`,
    });
  });
}

await runCommand(main);
