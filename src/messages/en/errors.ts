import type { ErrorCode, ErrorDetails, UnreadKind } from '#errors.ts';
import { bodyPartErrors } from './body-parts.ts';
import { checkpointFaults } from './checkpoint-faults.ts';
import { dicom } from './dicom.ts';
import { difference } from './differences.ts';
import { archiveFaults, headerFaults, stageNames } from './faults.ts';
import { nnunet } from './nnunet.ts';
import { segmentationErrors } from './segmentations.ts';
import { endsOf } from './verdict.ts';
import { numbers } from './words.ts';

/** What happened and what to do next, for each code. */
export type ErrorSentences = { readonly [C in ErrorCode]: (details: ErrorDetails[C]) => string };

const list = (numbers: readonly number[]) =>
  numbers.map((value) => String(Number(value.toPrecision(4)))).join(' × ');

const UNREAD: { readonly [K in UnreadKind]: (format: string) => string } = {
  scan: (format) =>
    `is written as ${format}, which parse3d does not read yet. Save the scan as NIfTI, with 3D Slicer for example, and open that.`,
  bare: (format) =>
    `is written as ${format}, which does not say how a scan lies in the patient, so left and right would be a guess. Save the scan as NIfTI, with its orientation, and open that.`,
  archive: (format) => `is an archive (${format}). Unpack it and open the scan that is in it.`,
  picture: (format) => `is a picture (${format}), not a 3D scan. Open the scan that it was made from.`,
  document: (format) =>
    `is a document (${format}), not a scan. Choose a CT or MR scan, such as a DICOM folder or a .nii.gz file.`,
};

const SESSION_FAULTS: Readonly<Record<ErrorDetails['session-damaged']['reason'], string>> = {
  short: 'it does not end where it says',
  packed: 'a part of it cannot be unpacked',
  content: 'it holds what no session does',
  masks: 'its masks do not fit its scan',
};

export const errors: ErrorSentences = {
  'not-a-scan': ({ name }) =>
    `“${name}” is of no format that parse3d knows. Choose a CT or MR scan, such as a DICOM folder or a .nii.gz file.`,
  'format-unread': ({ name, format, kind }) => `“${name}” ${UNREAD[kind](format)}`,
  'nothing-to-open': ({ name }) =>
    `There is no file in “${name}”. Choose the folder or archive that the scan lies in.`,
  'archive-unread': ({ name, fault, file }) =>
    `“${name}” cannot be read: ${archiveFaults[fault](file)}. Copy or download the archive again, or unpack it and open the folder.`,
  'damaged-gzip': ({ name }) =>
    `“${name}” is damaged: what it holds does not match its own checksum. Copy or download it again, then open the new copy.`,
  'gzip-unchecked': ({ name }) =>
    `“${name}” was opened, but so much follows the scan in it that its checksum was not compared. Check that the file is what you meant to open.`,
  'file-truncated': ({ name }) =>
    `“${name}” ends before all of its voxels are there. Copy or download it again, then open the new copy.`,
  'file-unreadable': ({ name, reason }) =>
    `“${name}” could not be read (${reason}). Check that the file is still there and undamaged, then open it again.`,
  'volume-not-3d': ({ name, shape }) =>
    `“${name}” holds ${list(shape)} values, not one 3D volume. Save a single 3D volume from it and open that.`,
  'volume-datatype': ({ name, datatype }) =>
    `“${name}” stores its voxels as ${datatype}, which is not a plain number per voxel. Convert it to integers or floats and open it again.`,
  'volume-too-large': ({ name, bytes, most }) =>
    `“${name}” says that its voxels take ${numbers.gibibytes(bytes)}, and parse3d opens scans of up to ${numbers.gibibytes(most)}. Save a smaller part of the scan and open that.`,
  'volume-spacing': ({ name, spacingMm }) =>
    `“${name}” gives a voxel size of ${list(spacingMm)} mm, which cannot be right. Correct the voxel size in its header and open it again.`,
  'volume-position': ({ name, offsetMm }) =>
    `“${name}” begins at ${list(offsetMm)} mm, farther off than any scanner reaches. Correct the offset in its header and open it again.`,
  'volume-no-affine': ({ name }) =>
    `“${name}” does not say how it lies in the patient, so left and right would be a guess. Save it with its orientation (a qform or sform in NIfTI, space and space directions in NRRD) and open it again.`,
  'volume-affine-singular': ({ name }) =>
    `“${name}” has an orientation that flattens the patient. Correct the qform or sform in its header and open it again.`,
  'volume-extent': ({ name, extentMm }) =>
    `“${name}” measures ${list(extentMm)} mm by its header, more than any patient. Correct the voxel size in its header and open it again.`,
  'modality-unsure': ({ name, reason }) =>
    `${unsure(name, reason)} Choose its modality beside its name, or with --modality in a terminal, before you ask for anything.`,
  'labels-not-scan': ({ name }) =>
    `“${name}” looks like a segmentation, not a scan: few whole numbers, the same over whole regions. Open the scan that it was drawn on, and its objects are added to it; if it is a scan after all, choose its modality beside its name, or with --modality in a terminal.`,
  'scan-turned': ({ name, flips }) =>
    `In “${name}” ${endsOf(flips)} are taken for exchanged, as you chose; the report says so. Files are still written on the grid of its own file. Check where left, front and head are before you use the figures.`,
  'ct-units': ({ name, scale, offset }) =>
    `“${name}” does not store Hounsfield units but ${unitsOf(scale, offset)}, and was read so. Check the values that the views show; if they are wrong, save the scan in HU.`,
  'ct-floored': ({ name }) =>
    `“${name}” looks like a CT in which everything below 0 HU has become 0, so air and fat are alike and outlines may be less exact. Open the scan as it came from the scanner if you have it.`,
  'mr-shifted': ({ name, by }) =>
    `The background of “${name}” lies below 0, as in a standardised MR; ${short(by)} was added to every value. Check that it is an MR.`,
  'mr-background': ({ name, value }) =>
    `The background of “${name}” has a value (${short(value)}) from among those of the body; it was set to the lowest value. Check that the views show the body whole.`,
  'mr-noisy-background': ({ name }) =>
    `Round the patient “${name}” is as bright as inside, with noise, so outlines may go wrong. Open another reconstruction of the scan, or one with its background removed.`,
  'little-body': ({ name, ml }) =>
    `“${name}” shows only ${numbers.fixed(ml, 1)} mL of a body, so “not found” means little. Check the voxel size, or open a scan of more of the patient.`,
  'affine-placeholder': ({ name, isSized }) =>
    `“${name}” gives ${isSized ? '' : 'voxels of 1 × 1 × 1 mm, '}axes that run exactly to the patient’s sides and the origin at its first voxel: what programs write when they do not know. Left and right${isSized ? '' : ', sizes'} and answers may be wrong. Open the scan that it was made from, or write its true orientation into its header.`,
  'data-missing': ({ name, missing }) =>
    `“${name}” is only a header: its voxels are in “${missing}”, which was not among the files. Choose or drop both together.`,
  'header-faulty': ({ name, field, fault, count }) =>
    `The header of “${name}” cannot be understood at “${field}” (${headerFaults[fault](count)}). Save the scan again, as NIfTI for example, and open that.`,
  'encoding-unread': ({ name, encoding }) =>
    `“${name}” keeps its voxels in a way that parse3d does not read: ${encoding}. Save it anew in one file, as NIfTI or NRRD for example, packed with gzip or not at all, and open that.`,
  'nifti-forms-differ': ({ name, followed, sform, qform }) =>
    `“${name}” says twice how it lies in the patient, and not the same: ${sform} by its sform, ${qform} by its qform. The ${followed} is followed. Check that left and right are as they should be.`,
  'nifti-sform-empty': ({ name }) =>
    `The sform of “${name}” is set but empty, so its qform is followed. Check that left and right are as they should be.`,
  'nifti-unit': ({ name, unit }) =>
    `“${name}” says that its sizes are in ${unit}, which no patient would fit; they were taken for millimetres. Check the voxel size shown.`,
  'nifti-step-negative': ({ name }) =>
    `“${name}” gives a negative voxel size, which has no meaning; its sign was left out, as other programs do. Check that left and right are as they should be.`,
  'volume-constant': ({ name, value }) =>
    `Every voxel of “${name}” has the same value (${value}), so there is nothing to see in it. Open the scan it was made from.`,
  'volume-not-finite': ({ name }) =>
    `No voxel of “${name}” is a number. Export the scan again and open the new file.`,
  'volume-intensity': ({ name, low, high }) =>
    `“${name}” gives intensities from ${low.toPrecision(3)} to ${high.toPrecision(3)}, which no scanner does. Check its datatype, slope and intercept, correct them, and open it again.`,
  ...dicom,
  ...segmentationErrors,
  ...nnunet,
  'prompt-empty': () => 'The prompt names nothing. Type what to find, such as “left kidney”.',
  'prompt-left-out': ({ names }) =>
    `${quoted(names, 'and')} ${names.length === 1 ? 'was' : 'were'} left out, as the prompt says. Ask without “not” to outline ${names.length === 1 ? 'it' : 'them'}.`,
  'prompt-exception': ({ texts }) =>
    `Everything but ${quoted(texts, 'and')} was asked for, and the model does not know ${texts.length === 1 ? 'that' : 'those'}. Name what it knows, or ask for everything and hide the rest.`,
  'prompt-sideless': ({ texts, names }) =>
    `${quoted(texts, 'and')} ${texts.length === 1 ? 'was' : 'were'} not outlined, for the model tells no left from right there. Ask for ${quoted(names, 'or')} to outline all of it.`,
  'prompt-report': () =>
    'This reads as a report on a scan, so nothing was outlined. Type only the names of what to find, such as “liver, left kidney”.',
  'prompt-length': ({ characters, most }) =>
    `The prompt has ${numbers.fixed(characters, 0)} characters, and at most ${numbers.fixed(most, 0)} are read. Type only the names of what to find, such as “liver, left kidney”.`,
  'prompt-unknown': ({ text, pack, nearest, elsewhere }) =>
    `${pack} does not know “${text}”${elsewhere.map((other) => `; ${other}, another model, may`).join('')}. Ask for ${alternatives(nearest)}.`,
  'prompt-body-part': () =>
    'What can be found depends on the part of the body that the scan shows. Choose it beside the scan’s name, or here, and ask again.',
  ...bodyPartErrors,
  'prompt-too-long': ({ text, maxTokens }) =>
    `“${text.slice(0, 40)}…” is longer than the model can read (${maxTokens} tokens). Name the structure in a few words.`,
  'pack-invalid': ({ field, reason }) =>
    `The model’s description is faulty at “${field}” (${reason}). Put the pack’s original files back and reload.`,
  'pack-unreachable': ({ file, reason }) =>
    `The model file ${file} could not be fetched (${reason}). Check the connection to this site and try again.`,
  'weights-corrupt': ({ file }) =>
    `The model file ${file} is not the one its description promises, so it was not used. Try again to download it anew; if that fails, put the pack’s original files back.`,
  'checkpoint-unreadable': ({ name, fault, subject = '' }) =>
    `“${name}” cannot be converted: ${checkpointFaults[fault](subject)}. Choose the .ckpt, .safetensors or .zip file as its publisher offers it.`,
  'checkpoint-damaged': ({ name, fault, subject = '' }) =>
    `“${name}” is damaged: ${checkpointFaults[fault](subject)}. Copy or download it again, then convert the new copy.`,
  'checkpoint-other-model': ({ name, missing, unknown, misshapen }) =>
    `“${name}” holds another model than this one: ${difference({ missing, unknown, misshapen })}. Choose the checkpoint that was published for this model.`,
  'pack-file-corrupt': ({ pack, file }) =>
    `The file ${file} of ${pack} is not the one that its description promises, so the pack is not to be used. Remove the pack, then convert the checkpoint or add the folder again.`,
  'pack-exists': ({ pack }) =>
    `${pack} is stored in this browser already. Use that one, or remove it first and then add the new one.`,
  'one-instance': ({ name }) =>
    `“${name}” is one object: nothing parts it. Try a higher threshold, or erase a gap by hand.`,
  'answer-gone': ({ name }) =>
    `The probabilities behind “${name}” are no longer in memory. Ask for it again, then change it.`,
  'session-damaged': ({ reason }) =>
    `The session cannot be read: ${SESSION_FAULTS[reason]}. Nothing was changed. Open another copy of it.`,
  'session-unkept': ({ reason }) =>
    reason === 'full'
      ? 'The browser has no room left to keep this work, so a reload would lose what was done since. It is tried again at the next change. Save it as a session (Ctrl+S), or free disk space.'
      : `The browser does not keep this work (${reason}), so a reload would lose what was done since. Save it as a session (Ctrl+S).`,
  'run-stopped': ({ name, prompts }) =>
    `What was being looked for on “${name}” (${prompts.join('; ')}) was stopped, because another scan was opened. Open “${name}” again in the list of open scans and ask for it there.`,
  'scan-changed': ({ name }) =>
    `The files of “${name}” hold another scan than they did. What was found on it is kept as long as it is in the list of open scans. Open its former files again, or close it there and save its session.`,
  'session-newer': ({ version }) =>
    `The session was saved by a later parse3d (format ${version}), which this one does not know. Reload the page to get the latest version, then open the session again.`,
  'pack-gone': ({ pack, instead }) =>
    `The model pack ${pack} is no longer in this browser’s storage, so ${instead} answers. Convert the checkpoint or add the pack’s folder again.`,
  'pack-damaged': ({ pack, file, instead }) =>
    `The stored model pack ${pack} is not whole any more (${file}), so ${instead} answers. Remove the pack under “Models”, then convert the checkpoint or add the pack’s folder again.`,
  'pack-too-large': ({ pack, instead }) =>
    `The browser ended this page while it loaded the model pack ${pack}, most likely for want of memory, so ${instead} answers. Close other tabs and programs, then choose the pack again under “Models”.`,
  'pack-file-other': ({ name }) =>
    `“${name}” is no model. Choose the zip, the folder or the files of an nnU-Net v2 (a checkpoint with its plans.json and dataset.json), a checkpoint (.ckpt, .safetensors, .pt or .pth), or the folder of a pack, unpacked.`,
  'pack-folder-without-manifest': ({ folder }) =>
    `There is no manifest.json in “${folder}”, so it is no model pack. Choose the folder that “npm run convert” or an export has written.`,
  'pack-folder-incomplete': ({ folder, file }) =>
    `“${folder}” lacks ${file}, or has it in another size than its description promises. Copy the whole folder again, then add the new copy.`,
  'packs-busy': () =>
    'Another tab of parse3d is changing the stored model packs. Wait for it or close it, then try again.',
  'results-unwritable': ({ folder, reason }) =>
    `No results were written, for ${folder} cannot be written: ${reason}. Free disk space or choose another folder with --out.`,
  'storage-insecure': () =>
    'This page came over plain http from another machine, and browsers give such a page no storage for model packs. Mini works all the same. Open the page over https for other models, or run parse3d on this machine and open it at localhost.',
  'storage-unavailable': ({ reason }) =>
    `This browser gives the page no storage for model packs (${reason}). Leave private browsing or use a current Chrome, Edge or Chromium, then try again.`,
  'not-removed': ({ reason }) =>
    `Not all of what this browser keeps could be removed (${reason}). Close other tabs with parse3d, then try again, or clear the site’s data in the browser’s settings.`,
  'storage-full': ({ neededBytes, freeBytes }) =>
    freeBytes === undefined
      ? `The pack needs ${megabytes(neededBytes)}, and the browser took only a part of that: its storage for this page, or the disk, is full. Free disk space or remove a pack, then try again.`
      : `The pack needs ${megabytes(neededBytes)} and the browser’s storage for this page has ${megabytes(freeBytes)} left. Free disk space or remove a pack, then try again.`,
  'out-of-memory': ({ stage }) =>
    `The memory ran out during “${stageNames[stage] ?? stage}”. Close other tabs and programs, or open a smaller part of the scan, and try again.`,
  'device-lost': ({ reason }) =>
    `The graphics processor could not go on with the model (${reason}), so the computer’s own processor does, which takes longer. What was found stays. Try the graphics processor again, or go on like this.`,
  'worker-lost': ({ reason }) =>
    `The part of this page that works in the background stopped (${reason}). Try again; if it happens again, close other tabs and programs, then reload the page.`,
  'runtime-unavailable': ({ reason }) =>
    `The program that runs models could not be started (${reason}). Check the connection to this site, then try again.`,
  'several-scans': ({ count }) =>
    `There are ${count} scans in what was given, and only one can be opened at a time. Choose one of them.`,
  'modality-unstated': ({ name, reason }) =>
    `${unsure(name, reason)} Choose the kind of scans above, then start again.`,
  'batch-running': ({ done, of }) =>
    `A batch is running (${done} of ${of} scans), and the engine does one thing at a time. Wait for it, or stop it first: its button is in the footer.`,
  'batch-must-wait': () =>
    'A prompt is being answered, or a scan is being opened. Wait for it or cancel it, then start the batch.',
  'batch-unwritable': ({ folder, reason }) =>
    `${folder === '' ? 'The folder' : `“${folder}”`} does not take the results (${reason}). Free disk space or choose another folder, then start again.`,
  'batch-table-foreign': ({ folder, file }) =>
    `“${folder}” holds a ${file} that no batch of this version has written, so it was left as it is. Choose another folder, or rename that file, then start again.`,
  'copy-refused': ({ reason }) =>
    `The browser did not let the table be copied (${reason}). Save it as a file instead: “Table (CSV)”.`,
  'link-elsewhere': ({ address }) =>
    `The link names a scan that does not lie beside this page (${address.slice(0, 80)}), so it was not fetched. Save the file, and open it here.`,
  'sample-missing': ({ name }) =>
    `The sample scan ${name} is not on this site. Open a scan of your own instead.`,
  'arguments-invalid': ({ reason }) => `${reason}. Run with --help to see what is expected.`,
  internal: ({ where }) =>
    `Something went wrong that should not (${where}). Reload the page and try again; if it happens again, report it with this text.`,
};

/** Why CT and MR cannot be told apart, by `ModalityReason`. */
const UNSURE: Readonly<Record<string, string>> = {
  'unknown-scale':
    'they are spread like those of a CT, but are not Hounsfield units. Save the scan in HU if it is one',
  'like-hounsfield': 'they are spread almost like Hounsfield units, and not quite',
  clipped: 'they are cut off at both ends, as by a display window',
};

export const unsure = (name: string, reason: string) =>
  `Whether “${name}” is CT or MR cannot be told from its values: ${UNSURE[reason] ?? 'they fit both'}.`;

/** HU + 1024, HU ÷ 1000 and the like. */
function unitsOf(scale: number, offset: number): string {
  const scaled = scale === 1 ? 'HU' : `HU ÷ ${short(1 / scale)}`;
  return offset === 0 ? scaled : `${scaled} ${offset < 0 ? '−' : '+'} ${short(Math.abs(offset))}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** How many names differ in each way, the first of them as an example. */
function alternatives(names: readonly string[]): string {
  if (names.length === 0) return 'a structure from its list';
  return quoted(names, 'or');
}

function quoted(names: readonly string[], between: string): string {
  return names.map((name) => `“${name}”`).join(` ${between} `);
}
