import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '#engine/engine.ts';
import { AppError, toWire } from '#errors.ts';
import { en } from '#messages/en.ts';
import { asksForEverything, EVERYTHING } from '#prompt/everything.ts';
import { asidesOf, beyondAsides } from '#prompt/read-prompt.ts';
import type { Leg } from '#prompt/route.ts';
import type { Answers } from '#results/answers-as-findings.ts';
import { scanStem } from '#results/file-names.ts';
import { inOrder } from '#results/finding-rows.ts';
import { personalParts } from '#results/personal-name.ts';
import type { SaveKind } from '#results/saves.ts';
import { asStated, turnedScan } from '#results/stated-scan.ts';
import { type BodyPartFact, statedParts } from '#volume/body-part.ts';
import type { Flip } from '#volume/turn.ts';
import type { Volume } from '#volume/types.ts';
import { type AnswerOptions, answersOf, OpenPacks } from './answer-scan.ts';
import { saidOfBody } from './body-part.ts';
import { runCommand, SEVERAL, showProgress, tellNotices } from './command.ts';
import { comparer, tellComparison } from './compare-with.ts';
import { toCount } from './count.ts';
import { setAsideDamagedReport } from './earlier-results.ts';
import { makeFolder } from './files.ts';
import { openOrTell } from './find-scans.ts';
import { parseMany } from './many/parse-many.ts';
import { toModality } from './modality.ts';
import { routed } from './pack.ts';
import { HELP, readArguments, takesMany, toComponents, toFlips } from './parse-options.ts';
import type { Published } from './publish.ts';
import { saveKinds } from './save-kinds.ts';
import { tellAnswers } from './tell-answer.ts';
import { noSeries, writeResults } from './write-results.ts';

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (takesMany(values)) return parseMany(values, positionals);
  const { paths, texts } = sorted(positionals, values.all);
  if (paths.length === 0 || (texts.length === 0 && !values.all)) {
    throw new AppError('arguments-invalid', { reason: 'A scan and a text, or --all, are needed' });
  }
  checkTexts(texts, values.all);
  threadsIn(values);
  const stated = toModality(values.modality);
  const parts = saidOfBody(values);
  toComponents(values.components);
  const text = texts.join(', ');
  const isForAll = values.all || asksForEverything(text);
  const kinds = saveKinds({ ...values, all: isForAll, compare: values.compare !== undefined });
  const flips = toFlips(values.turn);
  const scan = await openTurned(paths, values.series, flips);
  if (!scan) return SEVERAL;
  const { segmentation } = scan;
  checkWritable(kinds, segmentation);
  const { header } = scan.facts;
  const { volume, ...understood } = asStated(scan, stated, parts);
  tellNotices(understood.notices);
  const request = isForAll ? EVERYTHING : text;
  const { legs, ...asides } = routed([request], values.pack ?? ['mini'], volume.modality, {
    parts: statedParts(understood.bodyPart),
    isBeyond: values.anyway,
  });
  makeFolder(values.out);
  const aside = setAsideDamagedReport(values.out, scanStem(values.name ?? volume.name));
  // What cannot be read is said before anything is computed.
  const compare = await comparer(values.compare, volume.grid, flips, values.name ?? volume.name);
  const { findings, masks } = await answeredHere(legs, volume, {
    values: { ...values, whole: values.whole || isForAll },
    parts: statedParts(understood.bodyPart),
  });
  const comparison = compare?.({ findings, masks }, legs);
  const notices = [...understood.notices, ...beyondAsides(asides.beyond)];
  const run = { volume, header, ...understood, notices, findings, masks, comparison };
  const { name } = values;
  const published = await writeResults(run, { folder: values.out, kinds, name, segmentation });
  console.log(
    `${volume.name}: ${volume.modality}${understood.modalityIsGuess ? ' (guessed; --modality says otherwise)' : ''}${saidShown(understood.bodyPart)}`,
  );
  tellNotices(asidesOf(asides).map(toWire));
  tellAnswers(isForAll ? inOrder(findings) : findings);
  tellComparison(comparison);
  tellPlace(values.out, { ...published, aside });
  return findings.every(({ kind }) => kind === 'not-understood') ? 1 : 0;
}

async function answeredHere(
  legs: readonly Leg[],
  volume: Volume,
  options: Pick<AnswerOptions, 'values' | 'parts'>,
): Promise<Answers> {
  const packs = new OpenPacks({ keeps: 'one', ...threadsIn(options.values) });
  if (legs.length > 1) {
    for (const { pack, prompts } of legs) {
      console.error(`${pack.name}: ${prompts.map(({ text }) => text).join(', ')}`);
    }
  }
  const onProgress = ({ stage, done, total }: Progress) => showProgress(`${stage} ${done}/${total}`);
  const answers = await answersOf(legs, volume, { ...options, packs, onProgress });
  showProgress('');
  packs.close();
  return answers;
}

/** What it shows, on the line that names it. */
function saidShown(shown: BodyPartFact | undefined): string {
  const parts = statedParts(shown);
  return parts.length > 0 ? `, said to show ${en.bodyParts.shown(parts)}` : '';
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

/** What --threads says, as packs are opened. @throws AppError 'arguments-invalid'. */
function threadsIn({ threads }: { readonly threads?: string | undefined }) {
  return threads === undefined ? {} : { threads: toCount('threads', threads) };
}

/** A path that is not there must not be taken for a text that nobody asks. @throws AppError 'arguments-invalid'. */
function checkTexts([text]: readonly string[], isForAll: boolean): void {
  if (!isForAll || text === undefined) return;
  throw new AppError('arguments-invalid', { reason: `There is no file ${text}, and --all takes no text` });
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

await runCommand(main, { stopsItself: process.argv.some((each) => /^--(?:jobs|list)(?:=|$)/.test(each)) });
