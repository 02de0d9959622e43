import { parseArgs } from 'node:util';
import { AppError } from '#errors.ts';
import type { ComponentsChoice } from '#model/components.ts';
import { BODY_PARTS } from '#volume/body-part.ts';
import { FLIPS, type Flip } from '#volume/turn.ts';
import { SAVE_NAMES } from './save-kinds.ts';

export const HELP = `Finds what a text names in a scan. Research use only; not a medical device.

  npm run parse -- SCAN "TEXT" [--out DIR] [--pack ID|DIR]... [--modality CT|MR|other] [--components KEPT]
             [--series N] [--body-part PARTS] [--turn ENDS] [--save KINDS] [--name TEXT] [--preset ID] [--seed TEXT] [--together]
  npm run parse -- SCAN --all [...]
  npm run parse -- PATH... "TEXT" --jobs N [--list FILE] [--threads N] [...]

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
  --body-part  what the scan shows, one or more with commas between: ${BODY_PARTS.join(', ')};
              or unknown. Read from DICOM where it says so. What does not lie there is not asked for (docs/body-part.md)
  --body      the older name of --body-part
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
  --axes      where columns, rows and slices are to run in what the model is shown, such as LAS or RAS
  --existence from which existence, 0.01 to 0.99, a slice counts; 0.5 for MedImageParse 3D unless given
  A prompt is a line, or what is between semicolons. What stands in quotes is sent to the model as it is.

  For packs made of an nnU-Net, such as TotalSegmentator's:
  --mirror    asks the network along every axis both ways and takes the mean: up to eight times the work
  --whole     runs every window of the scan; without it only those that the prompts need, where the pack says that its
              structures lie in one place each (--all always runs every window)

  For many scans (docs/many-scans.md):
  --jobs      every scan in PATH..., which may be patterns such as "study/**/*.nii.gz", N at a time, each in a process of its own. What is
              in --out already is skipped; a line of JSON a scan on standard output, progress on standard error. Exit code 0: all; 4: some
              failed; 1: all failed; 2: bad usage, or nothing can be written;
              130: stopped
  --list      a file with a path a line, - for standard input; behind a tab what the names of its results begin with

  For all:
  --threads   of the processor, for each process; all that there are, shared out, unless given
  --yes       where a prompt names what is known among words that nobody knows (“cherish the liver”), reads it as that
  --anyway    answers although the pack does not know such a scan, what comes of it is marked as doubtful; and asks for what
              such a part of the body does not show
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
  'body-part': { type: 'string' },
  /** As it was called. */
  body: { type: 'string' },
  axes: { type: 'string' },
  existence: { type: 'string' },
  together: { type: 'boolean', default: false },
  mirror: { type: 'boolean', default: false },
  whole: { type: 'boolean', default: false },
  region: { type: 'string' },
  anyway: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  jobs: { type: 'string' },
  list: { type: 'string' },
  threads: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export type ParseValues = ReturnType<typeof readArguments>['values'];

/** What the user has written behind the command. @throws what node:util's parseArgs throws. */
export function readArguments(args: readonly string[] = process.argv.slice(2)) {
  return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
}

/** Whether they ask for every scan that there is, not for one. */
export function takesMany({ jobs, list }: Pick<ParseValues, 'jobs' | 'list'>): boolean {
  return jobs !== undefined || list !== undefined;
}

export function toComponents(text: string): ComponentsChoice {
  if (text === 'all' || text === 'largest' || text === 'declared') return text;
  throw new AppError('arguments-invalid', {
    reason: `--components is all, largest or declared, not ${text}`,
  });
}

/** Of a text such as "left-right, head-foot". */
export function toFlips(text: string): readonly Flip[] {
  const names = text.split(',').map((name) => name.trim());
  return names.filter(Boolean).map((name) => {
    const flip = FLIPS.find((each) => each === name);
    if (flip) return flip;
    throw new AppError('arguments-invalid', {
      reason: `--turn is one or more of ${FLIPS.join(', ')}, not ${name}`,
    });
  });
}
