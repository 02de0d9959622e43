import { afterEach, expect, test } from 'vitest';
import type { ErrorCode, ErrorDetails, WireError } from '#errors.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { speak } from './say.ts';
import { wording } from './wording.ts';
import { zh } from './zh.ts';

const EXAMPLES: { readonly [C in ErrorCode]: ErrorDetails[C] } = {
  'not-a-scan': { name: 'photo.raw' },
  'format-unread': { name: 'photo.png', format: 'PNG', kind: 'picture' },
  'nothing-to-open': { name: 'series' },
  'archive-unread': { name: 'scan.zip', fault: 'file-broken', file: 'scan.nii' },
  'damaged-gzip': { name: 'scan.nii.gz' },
  'gzip-unchecked': { name: 'scan.nii.gz' },
  'file-truncated': { name: 'scan.nii.gz', reason: 'unexpected EOF' },
  'file-unreadable': { name: 'scan.nii', reason: 'permission denied' },
  'volume-not-3d': { name: 'fmri.nii', shape: [64, 64, 30, 200] },
  'volume-datatype': { name: 'rgb.nii', datatype: 'RGB24' },
  'volume-too-large': { name: 'scan.nii', bytes: 7e10, most: 4e9 },
  'volume-spacing': { name: 'scan.nii', spacingMm: [0, 1, Number.NaN] },
  'volume-position': { name: 'scan.nii', offsetMm: [1e38, 0, 0] },
  'volume-no-affine': { name: 'scan.nii' },
  'volume-affine-singular': { name: 'scan.nii' },
  'volume-extent': { name: 'scan.nii', extentMm: [9000, 400, 400] },
  'modality-unsure': { name: 'scan.nii', reason: 'clipped' },
  'ct-units': { name: 'scan.nii', scale: 0.001, offset: 0 },
  'ct-floored': { name: 'scan.nii' },
  'mr-shifted': { name: 'scan.nii', by: 0.9191 },
  'mr-background': { name: 'scan.nii', value: 0 },
  'mr-noisy-background': { name: 'scan.nii' },
  'little-body': { name: 'scan.nii', ml: 3.2 },
  'affine-placeholder': { name: 'scan.nii', isSized: false },
  'nifti-forms-differ': { name: 'scan.nii', followed: 'sform', sform: 'RAS', qform: 'LAS' },
  'nifti-sform-empty': { name: 'scan.nii' },
  'nifti-unit': { name: 'scan.nii', unit: 'microns' },
  'nifti-step-negative': { name: 'scan.nii' },
  'data-missing': { name: 'scan.nhdr', missing: 'scan.raw' },
  'header-faulty': { name: 'scan.nrrd', field: 'sizes', fault: 'numbers', count: 3 },
  'encoding-unread': { name: 'scan.nrrd', encoding: 'bzip2' },
  'volume-constant': { name: 'blank.nii', value: 0 },
  'volume-not-finite': { name: 'nan.nii' },
  'volume-intensity': { name: 'scan.nii', low: -1e38, high: 3e38 },
  'dicom-other': { name: 'IM1', kind: 'localizer', count: 3 },
  'dicom-damaged': { name: 'IM1', fault: 'header-broken' },
  'dicom-geometry': { name: 'IM1', missing: 'position' },
  'dicom-compression': { name: 'IM1', syntax: '1.2.840.10008.1.2.4.100' },
  'dicom-codec': { reason: 'status 404' },
  'dicom-slices-missing': { name: 'CT series 3', count: 2, of: 40, after: [7, 12], usualMm: 2.5 },
  'dicom-slices-uneven': { name: 'CT series 3', leastMm: 2.5, mostMm: 5, offMm: 12 },
  'dicom-slices-rough': { name: 'CT series 3', leastMm: 2.4, mostMm: 2.6, offMm: 0.1 },
  'dicom-ambiguous': { name: 'CT series 3', count: 2 },
  'dicom-copies': { name: 'CT series 3', count: 2 },
  'dicom-number': { name: 'IM1', attribute: 'RescaleSlope', fault: 'no-number' },
  'dicom-slices-shifted': { name: 'CT series 4', offMm: 3 },
  'dicom-rescale-type': { name: 'CT series 4', type: 'MGML' },
  'dicom-inverted': { name: 'MR series 3' },
  'segmentation-waits': { name: 'labels.seg.nrrd' },
  'segmentation-alone': { name: 'labels.seg.nrrd' },
  'segmentation-empty': { name: 'labels.nii.gz' },
  'segmentation-elsewhere': { name: 'labels.nii.gz' },
  'segmentation-many': { name: 'labels.nii.gz', count: 65535, most: 250 },
  'segmentation-values': { name: 'labels.nii.gz', value: -1 },
  'segmentation-resampled': {
    name: 'labels.nii.gz',
    ...{ size: [50, 50, 50], spacingMm: [3, 3, 3], scanSize: [512, 512, 90], scanSpacingMm: [0.7, 0.7, 5] },
  },
  'segmentation-cut': { name: 'labels.nii.gz', share: 0.25 },
  'segmentation-fractional': { name: 'Segmentation of series 300' },
  'prompt-empty': {},
  'prompt-exception': { texts: ['heart'] },
  'prompt-body-part': {},
  'prompt-beyond-part': { names: ['duodenum', 'urinary bladder'], parts: ['chest'] },
  'prompt-part-unknown': { pack: 'parse3d Mini', parts: ['head'], elsewhere: ['MedImageParse 3D'] },
  'body-part-likely': { name: 'a.nii', part: 'head', wideMm: 152.4, deepMm: 190 },
  'one-instance': { name: 'lymph node' },
  'prompt-left-out': { names: ['spleen', 'left kidney'] },
  'prompt-unknown': {
    text: 'livre',
    pack: 'Mini',
    nearest: ['liver', 'spleen'],
    elsewhere: ['MedImageParse 3D'],
  },
  'prompt-sideless': { texts: ['left liver'], names: ['liver'] },
  'prompt-report': {},
  'prompt-length': { characters: 3600, most: 2000 },
  'prompt-too-long': { text: 'the '.repeat(40), maxTokens: 64 },
  'pack-invalid': { field: 'graphs.textEncoder', reason: 'expected object' },
  'pack-unreachable': { file: 'manifest.json', reason: '404' },
  'weights-corrupt': { file: 'image-encoder.onnx', expected: 'ab', actual: 'cd' },
  'checkpoint-unreadable': {
    name: 'model.ckpt',
    fault: 'other-zip',
  },
  'nnunet-unsupported': { name: 'model.zip', limit: { what: 'channels', channels: ['T1', 'T2'] } },
  'nnunet-incomplete': { name: 'checkpoint_final.pth', missing: ['plans.json', 'dataset.json'] },
  'nnunet-several': { name: 'model.zip', models: ['3d_lowres', '3d_cascade_fullres'] },
  'nnunet-choice': { name: 'model.zip', asked: 'fold 7', present: ['0', '1'] },
  'nnunet-other-network': {
    ...{ name: 'model.zip', trainer: 'nnUNetTrainerBN', missing: [], misshapen: [] },
    unknown: ['encoder.stages.0.0.convs.0.norm.running_mean'],
  },
  'checkpoint-damaged': { name: 'model.ckpt', fault: 'short' },
  'checkpoint-other-model': {
    name: 'model.ckpt',
    missing: ['pixel_mean', 'pixel_std'],
    unknown: ['head.weight'],
    misshapen: [],
  },
  'pack-file-corrupt': { pack: 'MedImageParse 3D', file: 'image-encoder.weights' },
  'pack-exists': { pack: 'MedImageParse 3D, float16' },
  'results-unwritable': { folder: 'results', reason: 'the disk is full' },
  'session-damaged': { reason: 'packed' },
  'session-newer': { version: 9 },
  'session-unkept': { reason: 'full' },
  'run-stopped': { name: 'scan.nii', prompts: ['liver', 'spleen'] },
  'scan-changed': { name: 'scan.nii' },
  'answer-gone': { name: 'liver' },
  'pack-gone': { pack: 'medimageparse3d-int8', instead: 'Mini' },
  'pack-damaged': { pack: 'medimageparse3d-int8', file: 'image-encoder.weights', instead: 'Mini' },
  'pack-too-large': { pack: 'medimageparse3d-float16', instead: 'Mini' },
  'pack-file-other': { name: 'Dataset999_results.zip' },
  'pack-folder-without-manifest': { folder: 'Downloads' },
  'pack-folder-incomplete': { folder: 'pack', file: 'text-encoder.onnx' },
  'packs-busy': {},
  'storage-unavailable': { reason: 'SecurityError' },
  'storage-insecure': {},
  'not-removed': { reason: 'in use' },
  'storage-full': { neededBytes: 746e6, freeBytes: 12e6 },
  'out-of-memory': { stage: 'encode' },
  'device-lost': { reason: 'reset' },
  'worker-lost': { reason: 'silent for 60 seconds' },
  'runtime-unavailable': { reason: 'HTTP 404' },
  'several-scans': { count: 4 },
  'modality-unstated': { name: 'scan.nii', reason: 'clipped' },
  'scan-turned': { name: 'scan.nii', flips: ['left-right', 'head-foot'] },
  'labels-not-scan': { name: 'labels.nii' },
  'batch-running': { done: 2, of: 5 },
  'batch-must-wait': {},
  'batch-unwritable': { folder: 'results', reason: 'QuotaExceededError' },
  'batch-table-foreign': { folder: 'results', file: 'findings.csv' },
  'copy-refused': { reason: 'NotAllowedError' },
  'sample-missing': { name: 'phantom.nii.gz' },
  'link-elsewhere': { address: 'https://elsewhere.test/a.nii.gz' },
  'arguments-invalid': { reason: 'No scan was given' },
  internal: { where: 'TypeError' },
};

const INSTRUCTION =
  /(?:^|[.;] |then |or )(?:Choose|Copy|Unpack|Check|Save|Convert|Correct|Open|Export|Type|Ask|Name|Put|Try|Close|Reload|Run|Remove|Use|Wait|Leave|Free|Say)\b[^.]*(?:\.[a-z][^.]*)*\.$/;

const codes = Object.keys(EXAMPLES) as ErrorCode[];

afterEach(() => speak(en));

test.each(codes)('%s is worded for people and ends with what to do next', (code) => {
  const error: WireError = { code, details: EXAMPLES[code] };
  const text = wording(error);
  expect(text).toMatch(INSTRUCTION);
  expect(text).not.toMatch(/undefined|\[object|\{|\}/);
});

/** Only a page raises them: they speak of what the browser keeps, of its workers, or of what was dropped on it. */
const OF_THE_PAGE: ReadonlySet<ErrorCode> = new Set([
  ...([
    'pack-exists',
    'pack-gone',
    'pack-damaged',
    'pack-too-large',
    'packs-busy',
    'storage-unavailable',
    'storage-insecure',
  ] as const),
  ...([
    'storage-full',
    'not-removed',
    'device-lost',
    'worker-lost',
    'sample-missing',
    'link-elsewhere',
  ] as const),
  ...(['modality-unstated', 'batch-running', 'batch-must-wait'] as const),
  ...(['batch-unwritable', 'batch-table-foreign'] as const),
  ...(['session-damaged', 'session-newer', 'session-unkept', 'run-stopped', 'scan-changed'] as const),
  ...(['answer-gone', 'copy-refused', 'pack-file-other'] as const),
  ...(['pack-folder-without-manifest', 'pack-folder-incomplete'] as const),
]);

test.each(codes.filter((code) => !OF_THE_PAGE.has(code)))('%s speaks of no page in a terminal', (code) => {
  const text = wording({ code, details: EXAMPLES[code] }, 'terminal');
  expect(text).toMatch(INSTRUCTION);
  expect(text).not.toMatch(/\b(?:reload|page|tabs?|browser|site|try again|click|press)\b/i);
});

test('the file at fault is named', () => {
  expect(wording({ code: 'not-a-scan', details: { name: 'photo.png' } })).toContain('“photo.png”');
});

test('a storage that took less than it promised is not said to have room', () => {
  const details = { neededBytes: 746e6, freeBytes: undefined };
  expect(wording({ code: 'storage-full', details })).toMatch(
    /746 MB, and the browser took only a part.*Free disk space/,
  );
});

test('an unknown prompt offers what is known instead', () => {
  const text = wording({ code: 'prompt-unknown', details: EXAMPLES['prompt-unknown'] });
  expect(text).toContain('“liver” or “spleen”');
});

/** Its last sentence asks politely: „Öffnen Sie …“. */
test.each(codes.flatMap((code) => [[code, 'page'] as const, [code, 'terminal'] as const]))(
  '%s is worded in German for people and ends with what to do next, in the %s',
  (code, surface) => {
    speak(de);
    const text = wording({ code, details: EXAMPLES[code] }, surface);
    const last = text.split(/(?<=[.;]) (?=\p{L})/u).at(-1);
    expect(last).toMatch(/\p{L}n Sie\b/u);
    expect(text).not.toMatch(/undefined|\[object|\{|\}/);
  },
);

/** Its last sentence, or the last but one where that says what to do if it happens again, asks with 请. */
test.each(codes.flatMap((code) => [[code, 'page'] as const, [code, 'terminal'] as const]))(
  '%s is worded in Chinese for people and ends with what to do next, in the %s',
  (code, surface) => {
    speak(zh);
    const text = wording({ code, details: EXAMPLES[code] }, surface);
    expect(text.split('。').at(-2)).toMatch(/请|核对/);
    expect(text.endsWith('。')).toBe(true);
    expect(text).not.toMatch(/undefined|\[object|\{|\}/);
  },
);
