import { numbers } from './words.ts';

const listed = (names: readonly string[]) => new Intl.ListFormat('en').format(names);
const quotedAll = (texts: readonly string[]) => listed(texts.map((text) => `“${text}”`));

const scans = (count: number) => `${count} ${numbers.plural(count, { one: 'scan', other: 'scans' })}`;

/** Many scans, one after another. */
export const batch = {
  open: (count: number) => `Run on all ${scans(count)}…`,
  title: 'Run on all scans',
  close: 'Close; a batch that runs goes on',
  lead: (count: number, name: string) =>
    `The same prompts on ${scans(count)}${name && ` of “${name}”`}, one after another: a label map and a report for each, and one table (findings.csv) for all.`,
  prompts: 'Prompts for every scan',
  example: 'liver, left kidney',
  everything: 'Everything the model knows',
  modality: 'Kind of scans',
  modalities: { asFiles: 'As each file says', CT: 'All are CT', MR: 'All are MR' },
  intoFolder: (name: string) => `Results go into the folder “${name}”.`,
  whichFolder: 'You will be asked for a folder; results are written into it as they come.',
  intoZip:
    'This browser lets no page write into folders. Results come as one zip file, when all are done or you stop, and whenever 1 GB has gathered. Until then they are lost if the page is closed.',
  chooseFolder: 'Choose a folder',
  otherFolder: 'Choose another folder',
  start: 'Start',
  goOn: 'Start again',
  /** Of the rest, after it was told that something is not understood. */
  startOnly: (names: readonly string[]) =>
    names.length > 3
      ? `Start with the ${names.length} that are understood`
      : `Start with only ${listed(names)}`,
  unread: (texts: readonly string[]) =>
    `${quotedAll(texts)} ${numbers.plural(texts.length, { one: 'was', other: 'were' })} not understood.`,
  notStarted: 'Nothing was started.',
  notStartedYet: 'Nothing was started yet: correct it, or press again to leave it out.',
  stop: 'Stop',
  stopping: 'Stopping…',
  scans: 'Scans',
  progress: (over: number, of: number, failed: number) =>
    `${over} of ${scans(of)}${failed > 0 ? `, ${failed} failed` : ''}`,
  progressBar: 'Scans done',
  waiting: 'Waiting',
  reading: 'Reading the file…',
  writing: 'Writing the results…',
  done: (found: number, of: number, unread: readonly string[], stem: string) =>
    `${found} of ${of} found${unread.length > 0 ? `, not understood: ${quotedAll(unread)}` : ''} → ${stem}_labels.nii.gz`,
  skipped: (stem: string) => `Skipped: ${stem}_labels.nii.gz is there already, of the same prompts and model`,
  status: (over: number, of: number, isRunning: boolean) =>
    `${isRunning ? 'Batch' : over === of ? 'Batch, over' : 'Batch, stopped'}: ${over} of ${of}`,
};
