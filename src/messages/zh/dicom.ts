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
      ? '是扫描的定位像，其中没有体数据。请打开据此规划的序列。'
      : `等 ${count} 幅图像是定位像：它们自称如此，或位于不同平面，不能组成体数据。请打开该检查的其他序列。`,
  single: (count) =>
    count === 1
      ? '只有一层，而体数据需要多层。请一起打开该序列的全部文件：拖入它们所在的文件夹。'
      : `等 ${count} 幅图像位于同一位置，而体数据需要多个位置。请打开该检查的其他序列。`,
  mosaic: () =>
    '把许多层拼在一幅图像里（mosaic），而文件头没有说明它们的位置。请用 dcm2niix 转换该序列，再打开它写出的 .nii.gz 文件。',
  capture: () => '是屏幕截图，不是扫描。请打开它所取自的扫描。',
  colour: () => '是彩色图像，不是扫描。请打开它所取自的扫描。',
  report: () => '是报告，不是扫描。请打开它所属的图像序列。',
  document: () => '是文档（例如 PDF），不是扫描。请打开它所属的图像序列。',
  segmentation: () => '是分割结果（DICOM SEG），parse3d 尚不能显示。请打开勾画时所用的扫描。',
  registration: () => '描述扫描之间的配准，不是扫描。请打开与它同在的图像序列。',
  presentation: () => '描述图像的显示方式，不是扫描。请打开与它同在的图像序列。',
  radiotherapy: () => '是放疗计划对象，parse3d 不能读取。请打开制定计划所用的 CT 或 MR。',
  ultrasound: () => '是超声图像，而 parse3d 只认识 CT 和 MR。请打开 CT 或 MR 扫描。',
  projection: () => '是 X 线平片，不是体数据。请打开 CT 或 MR 扫描。',
  photograph: () => '是照片，不是体数据。请打开 CT 或 MR 扫描。',
  waveform: () => '是随时间记录的波形，不是图像。请打开 CT 或 MR 扫描。',
  directory: () => '是 DICOM 光盘的目录，不是扫描。请打开它所在的整个文件夹或光盘。',
  'no-picture': () => '不含图像。请打开 CT 或 MR 序列的文件。',
  'float-pixels': () =>
    '以浮点数存储像素，parse3d 不能读取这种 DICOM。请以整数重新导出该序列，或转换为 NIfTI 再打开。',
  'odd-size': (count) =>
    `${count === 1 ? '' : `等 ${count} 幅图像`}的行数、列数或像素大小与该序列的其余图像不同，未并入其体数据。请检查体数据两端是否缺层，或重新导出该序列。`,
  scattered: (count) =>
    `等 ${count} 个文件各只有一层，且各有自己的序列号（SeriesInstanceUID），无法得知它们属于同一组。请将它们作为一个序列重新导出。`,
};

const MISSING = {
  position: '各层在患者体内的位置',
  orientation: '各层在患者体内的方向',
  spacing: '像素大小',
};

const NUMBER_FAULTS: Readonly<Record<DicomNumberFault, string>> = {
  'no-number': '的值不是数字',
  thousands: '的值含有逗号，可能是小数点，也可能是千位分隔符',
  few: '的数字个数不足',
};

const mm = (value: number) => numbers.fixed(value, 2);

/** What is said of DICOM. */
export const dicom: Sentences = {
  'dicom-other': ({ name, kind, count }) => `“${name}”${KINDS[kind](count)}`,
  'dicom-damaged': ({ name, fault }) =>
    `“${name}”是损坏的 DICOM 文件：${dicomFaults[fault]}。请重新从存档复制该序列，再打开新的副本。`,
  'dicom-geometry': ({ name, missing }) =>
    `“${name}”没有说明${MISSING[missing]}，左右和大小只能靠猜测。可能是匿名化时删除了。请重新导出该序列，并保留几何信息。`,
  'dicom-number': ({ name, attribute, fault }) =>
    `“${name}”中 ${DICOM_ATTRIBUTES[attribute]} ${NUMBER_FAULTS[fault]}，强度或大小只能靠猜测。请更正该属性，或重新导出该序列，然后再打开。`,
  'dicom-compression': ({ name, syntax }) =>
    `“${name}”的压缩方式 parse3d 不能读取（${syntax}）。请以未压缩或 JPEG 无损格式重新导出该序列，再打开它。`,
  'dicom-codec': ({ reason }) =>
    `用来解压这些图像的程序无法启动（${reason}）。请检查与本站点的连接，然后重试。`,
  'dicom-slices-missing': ({ name, count, of, after, usualMm }) =>
    `“${name}”应有 ${of} 层，缺少 ${count} 层，位于第 ${after.slice(0, 8).join('、')} 层${after.length > 8 ? '等' : ''}之后（从一端数起，层距 ${mm(usualMm)} mm）。请重新复制整个序列，再打开新的副本。`,
  'dicom-slices-uneven': ({ name, leastMm, mostMm }) =>
    `“${name}”的层距不均匀，从 ${mm(leastMm)} 到 ${mm(mostMm)} mm 不等，不能组成规则的体数据。请分别打开层距均匀的各部分，或打开该检查的其他序列。`,
  'dicom-slices-shifted': ({ name, offMm }) =>
    `“${name}”的各层彼此横向错开：其中一层偏离直线上的位置 ${mm(offMm)} mm，不能组成规则的体数据。请分别打开排列整齐的各部分，或打开该检查的其他序列。`,
  'dicom-rescale-type': ({ name, type }) =>
    type === 'HU_MOD'
      ? `“${name}”的 HU 值经扫描仪软件修改（HU_MOD），例如去除了对比剂。请勿视为实测值。`
      : `“${name}”的数值不是 HU（RescaleType 为${type === undefined ? '其他词' : ` ${type}`}），因此不作为 CT。需要 HU 值时，请打开该检查的 CT 序列。`,
  'dicom-slices-rough': ({ name, leastMm, mostMm, offMm }) =>
    `“${name}”的层距略有不均，从 ${mm(leastMm)} 到 ${mm(mostMm)} mm，已按均匀处理：其中一层偏离其位置 ${mm(offMm)} mm。请核对重要的距离。`,
  'dicom-ambiguous': ({ name, count }) =>
    `“${name}”在同一位置最多有 ${count} 幅不同的图像，文件中没有说明哪些属于一组。请逐个导出该序列的各个体数据，再打开其中一个。`,
  'dicom-copies': ({ name, count }) =>
    `“${name}”中有 ${count} 个文件与其他文件重复，已略去。如果您没料到有重复，请检查是否缺少什么。`,
  'dicom-inverted': ({ name }) => `“${name}”以小数值表示亮，其强度已反转。请检查图像看起来是否正常。`,
};
