import type { SceneDoubt } from '#model/scene/scene.ts';
import type { ScanDoubt } from '#results/orientation.ts';
import type { Doubt, DoubtKind, Verdict, VerdictLevel } from '#results/verdict.ts';
import type { Flip } from '#volume/turn.ts';
import type { Side } from '#volume/types.ts';
import { capital, numbers, uncapital } from './words.ts';

const words: Readonly<Record<VerdictLevel, string>> = {
  sure: 'sure',
  check: 'check',
  doubtful: 'doubtful',
};

const further: Readonly<Record<Side, string>> = {
  superior: 'higher',
  inferior: 'lower',
  right: 'further to the right',
  left: 'further to the left',
  anterior: 'further to the front',
  posterior: 'further to the back',
};

const towards: Readonly<Record<Side, string>> = {
  superior: 'upper',
  inferior: 'lower',
  right: 'right',
  left: 'left',
  anterior: 'front',
  posterior: 'back',
};

const { millilitres, fixed } = numbers;
const percent = (share: number) => `${fixed(100 * share, 0)} %`;
const hu = (value: number) => fixed(value, 0);

type Sentences = { readonly [Kind in DoubtKind]: (doubt: Extract<Doubt, { kind: Kind }>) => string };

const sentences: Sentences = {
  small: ({ volumeMl, usualMl }) =>
    `${millilitres(volumeMl)} is less than is usual (${millilitres(usualMl[0])} or more)`,
  large: ({ volumeMl, usualMl }) =>
    `${millilitres(volumeMl)} is more than is usual (${millilitres(usualMl[1])} or less)`,
  side: ({ side }) => `Lies on the patient’s ${side}, where it does not belong`,
  place: ({ mm, towards: side }) =>
    `Lies ${fixed(mm / 10, 0)} cm ${further[side]} than it should beside the others`,
  shared: ({ other, share }) => `${percent(share)} of it is also ${other}`,
  jump: ({ slices: [before, after] }) =>
    `The image jumps between slices ${before} and ${after}, as if slices were missing there`,
  stretched: ({ times }) =>
    `The organs of this scan are ${fixed(times, 1)} times as tall, for their width, as usual: its voxel size may be wrong, and the volume with it`,
  outside: () => 'Lies outside the patient',
  intensity: ({ mean, usual }) =>
    `${hu(mean)} HU is unlike the organ (${hu(usual[0])} to ${hu(usual[1])} HU)`,
  'other-piece': ({ volumeMl, towards: sides }) =>
    `Another piece fits better: ${[millilitres(volumeMl), where(sides)].filter(Boolean).join(', ')}`,
  parted: ({ found, keptShare }) =>
    `In ${found} ${numbers.plural(found, { one: 'piece', other: 'pieces' })}; what is kept is ${percent(keptShare)} of them`,
  edited: ({ isDrawn }) => (isDrawn ? 'Drawn by hand' : 'Edited by hand'),
  vague: ({ smallestMl, largestMl }) =>
    `Its edge is vague: ${millilitres(smallestMl)} to ${millilitres(largestMl)}, depending on the threshold`,
  presence: ({ existence }) => `Perhaps in the scan, perhaps not (presence score ${fixed(existence, 2)})`,
  company: ({ marked, of }) => `${marked} of ${of} outlines of this scan are in doubt`,
  unfamiliar: ({ doubt }) => `Not a scan that the model knows: ${uncapital(unfamiliar[doubt].why)}`,
  'too-little': ({ volumeMl }) => `Something like it, but only ${millilitres(volumeMl)} could be outlined`,
  'nothing-seen': () =>
    'Nothing that the model knows was found in this scan: it may show another part of the body, or too little of it',
  'small-view': ({ cm }) =>
    `Too little of the patient is in view to be sure (${cm.map((each) => fixed(each, each < 1 ? 1 : 0)).join(' × ')} cm)`,
};

function sentence(doubt: Doubt): string {
  const say = sentences[doubt.kind] as (doubt: Doubt) => string;
  return say(doubt);
}

/** What to think of an answer. */
export const verdict = {
  word: (level: VerdictLevel) => words[level],
  doubt: sentence,
  /** "sure", or "check: its edge is vague …; in 3 pieces …". */
  told({ level, doubts }: Verdict): string {
    const why = doubts.map((doubt) => uncapital(sentence(doubt))).join('; ');
    return why ? `${words[level]}: ${why}` : words[level];
  },
};

const where = (sides: readonly Side[]) => sides.map((side) => towards[side]).join(' ');

/** The connected pieces of an outline. */
export const pieces = {
  of: (name: string) => `Pieces of ${name}`,
  /** "2 · 231 mL, upper left" */
  one: (number: number, volume: string, sides: readonly Side[]) =>
    `${number} · ${[volume, where(sides)].filter(Boolean).join(', ')}`,
  smaller: (count: number) =>
    `and ${count} smaller ${numbers.plural(count, { one: 'piece', other: 'pieces' })}`,
  locate: (number: number, name: string) => `Go to piece ${number} of ${name}`,
  lastStays: 'The last piece stays; delete the object instead',
  useIt: 'Use it instead',
};

const ENDS: Readonly<Record<Flip, string>> = {
  'left-right': 'left and right',
  'front-back': 'front and back',
  'head-foot': 'head and foot',
};

/** "left and right", "left and right, and head and foot" */
export const endsOf = (flips: readonly Flip[]) => flips.map((flip) => ENDS[flip]).join(', and ');

/** Why a scan is none that a model knows, and what to do next. */
const unfamiliar: Readonly<Record<SceneDoubt, { readonly why: string; readonly next: string }>> = {
  'no-ct': {
    why: 'Its values are not those of a CT, as which it was taken',
    next: 'Check its modality.',
  },
  'a-ct': {
    why: 'Its values are Hounsfield units, as of a CT, though it was taken for another kind of scan',
    next: 'Check its modality.',
  },
  inverted: {
    why: 'What surrounds the patient is brighter than he is: black and white look exchanged',
    next: 'Export the scan again, with the values that the scanner gave it.',
  },
  empty: {
    why: 'There is no patient to be seen in it',
    next: 'Check whether the right scan is open.',
  },
  size: {
    why: 'Who is in it is larger or smaller than anybody is',
    next: 'Check the size of a voxel in the file’s header.',
  },
  unlike: {
    why: 'The organs are not in it as they are in a patient',
    next: 'It may show another part of the body, or be turned, mirrored or of a wrong voxel size. Check its modality, its voxel size and where left, front and head are.',
  },
};

type OfScan = { readonly [Kind in ScanDoubt['kind']]: (doubt: Extract<ScanDoubt, { kind: Kind }>) => string };

/** What the answers say against the scan itself, by what it is. */
const ofScan: OfScan = {
  unfamiliar: (doubt) =>
    `This does not look like a scan that ${doubt.model} knows, taken for ${doubt.modality === 'other' ? 'neither CT nor MR' : doubt.modality}: ${uncapital(unfamiliar[doubt.doubt].why)}. ${unfamiliar[doubt.doubt].next}${doubt.isAnswered ? ' It was answered because you asked for that: do not rely on it.' : ''}`,
  jump: (doubt) =>
    `Between slices ${doubt.slice + 1} and ${doubt.slice + 2} (as stored, counted from 1) the image changes ${fixed(doubt.times, 1)} times as much as about them: slices may be missing there, the scan was joined from parts, or the patient has moved. Look at it in the other planes. Volumes and lengths across it may be too small.`,
  stretched: (doubt) =>
    `The organs of this scan are ${fixed(doubt.times, 1)} times as tall, for their width, as in other patients. Check the voxel size in the file’s header, above all the distance between slices: every volume and length depends on it.`,
  turned: (doubt) =>
    `${capital(endsOf(doubt.flips))} look exchanged: the organs lie to each other as in a mirror. The header may be wrong. Turn the scan if the images say so too.`,
  unfit: (doubt) =>
    `${doubt.marked} of ${doubt.of} outlines are in doubt. The scan may be of another kind than it was taken for, or turned. Check its modality and where left, front and head are.`,
};

/** What the answers say against the scan itself. */
export const scanDoubt = {
  says: (doubt: ScanDoubt) => (ofScan[doubt.kind] as (doubt: ScanDoubt) => string)(doubt),
  show: 'Show these slices',
  turn: (flips: readonly Flip[]) => `Exchange ${endsOf(flips)}`,
  turnHint:
    'What was found is dropped and asked for again on the turned scan. The report says that it was turned.',
  isTurned: (flips: readonly Flip[]) => `${capital(endsOf(flips))} were exchanged by you.`,
  runAgain: (ends: string) => `Run again with --turn ${ends} to see whether that fits better.`,
  turnBack: 'Turn it back',
  anyway: 'Answer anyway',
  anywayHint: 'What the model makes of this scan is shown, marked as doubtful.',
  runAnyway: 'Run again with --anyway to see what it makes of it all the same.',
};
