import type { ErrorCode, ErrorDetails } from '#errors.ts';
import type { Messages } from '#messages/en.ts';
import { numbers } from './words.ts';

type Sentences = {
  readonly [C in Extract<ErrorCode, `segmentation-${string}`>]: (details: ErrorDetails[C]) => string;
};

const grid = (size: readonly number[], spacingMm: readonly number[]) =>
  `${size.join(' × ')} 个体素，每个 ${spacingMm.map((mm) => numbers.significant(mm, 3)).join(' × ')} mm`;

/** What is wrong with files that hold objects, and what to know of them. */
export const segmentationErrors: Sentences = {
  'segmentation-waits': ({ name }) =>
    `“${name}”是分割结果，不是扫描。请打开勾画时所用的扫描：其中的对象随后会加入。`,
  'segmentation-alone': ({ name }) => `“${name}”是分割结果，不是扫描。请同时给出勾画时所用的扫描。`,
  'segmentation-empty': ({ name }) =>
    `“${name}”中没有勾画任何对象。请重新保存带有对象的分割结果，再打开新文件。`,
  'segmentation-elsewhere': ({ name }) =>
    `“${name}”中的对象都在此扫描之外，因此没有加入任何对象。请打开勾画时所用的扫描，再拖入“${name}”。`,
  'segmentation-many': ({ name, count, most }) =>
    `“${name}”有 ${count} 个对象，而同时最多能显示 ${most} 个。请将需要的对象单独保存为一个文件，再打开它。`,
  'segmentation-values': ({ name, value }) =>
    `“${name}”含有数值 ${numbers.significant(value, 4)}，它不是标签：标签是 1 到 65535 的整数，0 为背景。请保存为标签图，再打开它。`,
  'segmentation-resampled': ({ name, size, spacingMm, scanSize, scanSpacingMm }) =>
    `“${name}”的网格（${grid(size, spacingMm)}）与扫描的网格（${grid(scanSize, scanSpacingMm)}）不同：扫描的每个体素取最近体素的标签，体积与文件中的略有差别。如有影响，请按扫描自身的网格保存。`,
  'segmentation-cut': ({ name, share }) =>
    `“${name}”中所勾画的有 ${numbers.fixed(Math.max(0.1, 100 * share), 1)} % 在此扫描之外，已略去。请确认它是在此扫描上勾画的。`,
  'segmentation-fractional': ({ name }) =>
    `“${name}”给出每个体素属于对象的份额，轮廓取一半之处。请对照图像核对较薄的部分。`,
};

/** Objects that were read from files. */
export const segmentations: Messages['segmentations'] = {
  label: (label) => `标签 ${label}`,
  fromFile: '来自文件',
  origin: (file, label) => `${file ? `“${file}”` : '文件'}中的标签 ${label}。并非由模型生成，因此没有判断。`,
  title: '分割结果',
  objects: (count) => `${count} 个对象`,
  add: '加入当前打开的扫描',
  addLater: '打开扫描后加入',
  names: '标签的名称',
  namesHint: '文件中只有数字。列表说明数字的含义；请选择制作文件时所用的列表。',
  asNumbers: '无：只用数字',
  list: (name, known, of) => `${name}：${of} 个中的 ${known} 个`,
};
