import type { DicomKind, DicomNumberFault, ErrorCode, ErrorDetails } from '#errors.ts';
import { DICOM_ATTRIBUTES } from '#messages/dicom-attributes.ts';
import { dicomFaults } from './faults.ts';
import { numbers } from './words.ts';

type Sentences = {
  readonly [C in Extract<ErrorCode, `dicom-${string}`>]: (details: ErrorDetails[C]) => string;
};

/** What follows the name of the first of so many files. */
const KINDS: { readonly [K in DicomKind]: (count: number) => string } = {
  localizer: (count) =>
    count === 1
      ? 'is a picture from planning the scan (a localizer), so there is no volume in it. Open the series that was planned with it.'
      : `and others, ${count} pictures, were made to plan a scan by (localizers): they call themselves so, or lie in different planes, so they make no volume. Open another series of the study.`,
  single: (count) =>
    count === 1
      ? 'is one slice, and a volume needs several. Open all files of its series together: drop their folder.'
      : `and others are ${count} pictures of one place, and a volume needs several places. Open another series of the study.`,
  mosaic: () =>
    'holds many slices side by side in one picture (a mosaic), and its header does not tell how they lie. Convert the series with dcm2niix and open the .nii.gz file that it writes.',
  capture: () => 'is a picture saved from a screen, not a scan. Open the scan that it was made from.',
  colour: () => 'is a colour picture, not a scan. Open the scan that it was made from.',
  report: () => 'is a report, not a scan. Open the series of pictures that it belongs to.',
  document: () =>
    'is a document (a PDF, for example), not a scan. Open the series of pictures that it belongs to.',
  segmentation: () =>
    'is a segmentation (DICOM SEG), which parse3d does not show yet. Open the scan that it was drawn on.',
  registration: () =>
    'says how scans lie to each other, and is no scan. Open the series of pictures beside it.',
  presentation: () =>
    'says how pictures are to be shown, and is no scan. Open the series of pictures beside it.',
  radiotherapy: () =>
    'is an object of radiotherapy planning, which parse3d does not read. Open the CT or MR that was planned on.',
  ultrasound: () => 'is ultrasound, and parse3d knows CT and MR only. Open a CT or MR scan.',
  projection: () => 'is an X-ray picture, not a volume. Open a CT or MR scan.',
  photograph: () => 'is a photograph, not a volume. Open a CT or MR scan.',
  waveform: () => 'is a recording over time, not a picture. Open a CT or MR scan.',
  directory: () =>
    'is the table of contents of a DICOM disc, not a scan. Open the whole folder or disc that it lies in.',
  'no-picture': () => 'holds no picture. Open the files of a CT or MR series.',
  'float-pixels': () =>
    'stores its pixels as floating-point numbers, which parse3d does not read in DICOM. Export the series with whole numbers, or convert it to NIfTI and open that.',
  'odd-size': (count) =>
    `${count === 1 ? 'has' : `and others, ${count} pictures, have`} other rows, columns or pixels than the rest of the series, and did not become part of its volume. Check that nothing is missing at its ends, or export the series again.`,
  scattered: (count) =>
    `and others, ${count} files, are one slice each with a series number (SeriesInstanceUID) of its own, so nothing says that they belong together. Export them again as one series.`,
};

const MISSING = {
  position: 'where its slices lie in the patient',
  orientation: 'how its slices lie in the patient',
  spacing: 'how large its pixels are',
};

const NUMBER_FAULTS: Readonly<Record<DicomNumberFault, string>> = {
  'no-number': 'holds something that is no number',
  thousands: 'holds a comma that may be a decimal point or part thousands',
  few: 'holds too few numbers',
};

const mm = (value: number) => numbers.fixed(value, 2);

/** What is said of DICOM. */
export const dicom: Sentences = {
  'dicom-other': ({ name, kind, count }) => `“${name}” ${KINDS[kind](count)}`,
  'dicom-damaged': ({ name, fault }) =>
    `“${name}” is a damaged DICOM file: ${dicomFaults[fault]}. Copy the series from its archive again, then open the new copy.`,
  'dicom-geometry': ({ name, missing }) =>
    `“${name}” does not say ${MISSING[missing]}, so left, right and sizes would be a guess. Anonymising may have removed that. Export the series again, and keep its geometry.`,
  'dicom-number': ({ name, attribute, fault }) =>
    `${DICOM_ATTRIBUTES[attribute]} of “${name}” ${NUMBER_FAULTS[fault]}, so intensities or sizes would be a guess. Correct that attribute, or export the series again, then open it.`,
  'dicom-compression': ({ name, syntax }) =>
    `“${name}” is packed in a way that parse3d does not read (${syntax}). Export the series uncompressed, or as JPEG lossless, and open that.`,
  'dicom-codec': ({ reason }) =>
    `The program that unpacks these pictures could not be started (${reason}). Check the connection to this site, then try again.`,
  'dicom-slices-missing': ({ name, count, of, after, usualMm }) =>
    `${count === 1 ? 'A slice' : `${count} slices`} of ${of} ${count === 1 ? 'is' : 'are'} missing in “${name}”, after number ${after.slice(0, 8).join(', ')}${after.length > 8 ? ' and others' : ''}, counted from one end at steps of ${mm(usualMm)} mm. Copy the whole series again, then open the new copy.`,
  'dicom-slices-uneven': ({ name, leastMm, mostMm }) =>
    `The slices of “${name}” are unevenly spaced, from ${mm(leastMm)} to ${mm(mostMm)} mm apart, so they make no regular volume. Open each evenly spaced part on its own, or another series of the study.`,
  'dicom-slices-shifted': ({ name, offMm }) =>
    `The slices of “${name}” are shifted sideways against each other: one lies ${mm(offMm)} mm beside its place on a straight line, so they make no regular volume. Open each straight part on its own, or another series of the study.`,
  'dicom-rescale-type': ({ name, type }) =>
    type === 'HU_MOD'
      ? `The Hounsfield units of “${name}” were changed by the scanner’s software (HU_MOD), for example to leave contrast agent out. Do not take them for measured ones.`
      : `The values of “${name}” are not Hounsfield units (RescaleType is ${type ?? 'another word'}), so it is not taken for a CT. Open the CT series of the study for what needs Hounsfield units.`,
  'dicom-slices-rough': ({ name, leastMm, mostMm, offMm }) =>
    `The slices of “${name}” are a little uneven, from ${mm(leastMm)} to ${mm(mostMm)} mm apart, and were taken as even: one of them lies ${mm(offMm)} mm from its place. Check distances that matter.`,
  'dicom-ambiguous': ({ name, count }) =>
    `“${name}” has up to ${count} different pictures at one place, and nothing in it says which belong together. Export the volumes of the series one by one and open one.`,
  'dicom-copies': ({ name, count }) =>
    `${count} ${numbers.plural(count, { one: 'file of', other: 'files of' })} “${name}” ${count === 1 ? 'is a copy' : 'are copies'} of others and ${count === 1 ? 'was' : 'were'} left out. Check that nothing is missing if you did not expect copies.`,
  'dicom-inverted': ({ name }) =>
    `“${name}” stores bright as small numbers, so its intensities were turned round. Check that the picture looks as usual.`,
};
