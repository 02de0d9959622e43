import { bodyPartLibraryErrors } from './body-parts.ts';
import { type ErrorSentences, unsure } from './errors.ts';

/** A program has neither a page nor a command to run again; codes without a line here are worded as on the page. */
export const libraryErrors: Partial<ErrorSentences> = {
  ...bodyPartLibraryErrors,
  'pack-invalid': ({ field, reason }) =>
    `The pack's description is faulty at “${field}” (${reason}). Put its original files back, and create the engine again.`,
  'modality-unsure': ({ name, reason }) =>
    `${unsure(name, reason)} Say it by { modality: 'CT' } or { modality: 'MR' }.`,
  'labels-not-scan': ({ name }) =>
    `“${name}” looks like a segmentation, not a scan: few whole numbers, the same over whole regions. Read the scan that it was drawn on; if it is a scan after all, say so by { modality: 'CT' } or { modality: 'MR' }.`,
  'several-scans': ({ count }) =>
    `There are ${count} scans in what was given, and only one can be read at a time. Choose one by { series: 1 } to { series: ${count} }; listScans() has their names.`,
  'prompt-body-part': () =>
    "What can be found depends on the part of the body that the scan shows. Say it, such as by { bodyPart: 'abdomen' }.",
  'pack-unreachable': ({ file, reason }) =>
    `The model file ${file} could not be read (${reason}). Check that the pack's folder is whole and can be reached, then create the engine again.`,
  'weights-corrupt': ({ file }) =>
    `The model file ${file} is not the one its description promises, so it was not used. Put the pack's original files back and create the engine again.`,
  'out-of-memory': ({ stage }) =>
    `The memory ran out (${stage}). Close engines and scans that are not needed, or give a smaller part of the scan, and ask again.`,
  'worker-lost': ({ reason }) =>
    `The worker that did the work was lost (${reason}). Ask again; if it happens again, it may need more memory than there is.`,
  'runtime-unavailable': ({ reason }) =>
    `The program that runs models could not be started (${reason}). Check that the package was installed or copied whole, and create the engine again.`,
  'dicom-codec': ({ reason }) =>
    `The program that unpacks these pictures could not be started (${reason}). Check that the package was installed or copied whole, and read the scan again.`,
  'link-elsewhere': ({ address }) =>
    `“${address.slice(0, 80)}” is not on this page's own origin, so it was not fetched. Serve it beside the page, or give its bytes or a File.`,
  'arguments-invalid': ({ reason }) => `${reason}. docs/library.md says what is expected.`,
  internal: ({ where }) =>
    `Something went wrong that should not (${where}). Create the engine again; if it happens again, report it with this text.`,
};

/** What the element for other pages says beside the page's own words. */
export const library = {
  saveLabels: 'Save the label map',
  goTo: 'Go to',
  notAnswered: 'Not answered',
  notFound: 'Not found',
  openFirst: 'Open a scan first: choose its files, or drop them here.',
  notInPage: 'The element answers while it stands in a page. Put it there first.',
};
