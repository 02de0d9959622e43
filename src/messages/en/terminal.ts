import { bodyPartTerminalErrors } from './body-parts.ts';
import type { ErrorSentences } from './errors.ts';
import { stageNames } from './faults.ts';

/** In a terminal there is no page to reload and no button to press; codes without a line here are worded as on the page. */
export const terminalErrors: Partial<ErrorSentences> = {
  'several-scans': ({ count }) =>
    `There are ${count} scans in what was given, and only one can be opened at a time. Choose one with --series (“npm run read” numbers them), or take all of them with --jobs 1.`,
  ...bodyPartTerminalErrors,
  'dicom-codec': ({ reason }) =>
    `The program that unpacks these pictures could not be started (${reason}). Run npm start once to install what parse3d needs, then run the command again.`,
  'pack-invalid': ({ field, reason }) =>
    `The model’s description is faulty at “${field}” (${reason}). Put the pack’s original files back and run the command again.`,
  'pack-unreachable': ({ file, reason }) =>
    `The model file ${file} could not be read (${reason}). Check that the pack’s folder is whole, then run the command again.`,
  'weights-corrupt': ({ file }) =>
    `The model file ${file} is not the one its description promises, so it was not used. Put the pack’s original files back and run the command again.`,
  'pack-file-corrupt': ({ pack, file }) =>
    `The file ${file} of ${pack} is not the one that its description promises, so the pack is not to be used. Convert the checkpoint again.`,
  'out-of-memory': ({ stage }) =>
    `The memory ran out during “${stageNames[stage] ?? stage}”. Close other programs, or save a smaller part of the scan, and run the command again.`,
  'worker-lost': ({ reason }) =>
    `The process that answered this scan ended twice (${reason}). It may have needed more memory than there is: run the command again with fewer --jobs; if it happens again, report it with this text.`,
  'runtime-unavailable': ({ reason }) =>
    `The program that runs models could not be started (${reason}). Run npm start once to install what parse3d needs, then run the command again.`,
  internal: ({ where }) =>
    `Something went wrong that should not (${where}). Run the command again; if it happens again, report it with this text.`,
};
