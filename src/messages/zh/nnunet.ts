import type { ErrorDetails, NnunetLimit, NnunetPart } from '#errors.ts';
import { difference } from './differences.ts';
import { numbers } from './words.ts';

type Sentences = {
  readonly [C in `nnunet-${string}` & keyof ErrorDetails]: (details: ErrorDetails[C]) => string;
};

const PARTS: { readonly [P in NnunetPart]: string } = {
  network: '网络',
  convolution: '卷积',
  norm: '归一化层',
  activation: '激活函数',
  block: '网络选项',
  kernel: '卷积核',
  stride: '步长',
  patch: '不能被步长整除的块大小',
  normalization: '灰度归一化方式',
  resampling: '重采样方式',
  reader: '扫描读取器',
  preprocessor: '预处理器',
  labels: '标签管理器',
};

/** What is so of the model, and what to choose instead. */
const LIMITS: { readonly [W in NnunetLimit['what']]: (limit: Extract<NnunetLimit, { what: W }>) => string } =
  {
    '2d': ({ configuration }) =>
      `其配置 ${configuration} 按单层工作，而 parse3d 运行三维的配置。请选择该模型的 3d_fullres 或 3d_lowres 配置。`,
    cascade: ({ configuration, previous }) =>
      `其配置 ${configuration} 需要以 ${previous} 的结果为输入，parse3d 不传递它。请选择该模型的 3d_fullres 或 ${previous} 配置。`,
    channels: ({ channels }) =>
      `它需要同一患者的 ${channels.length} 幅图像同时输入（${channels.join('、')}），而 parse3d 一次只打开一个扫描。请选择单一输入的模型。`,
    regions: ({ regions }) =>
      `其类别是相互重叠的区域${regions.length > 0 ? `（${regions.join('、')}）` : ''}，而 parse3d 只运行类别互斥的模型。请选择不按区域训练的模型。`,
    part: ({ part, value }) =>
      `其 plans 以 ${value} 作为${PARTS[part]}，parse3d 不能运行。请选择以 nnU-Net 自带的 PlainConvUNet 或 ResidualEncoderUNet 及其常规预处理训练的模型。`,
  };

export const nnunet: Sentences = {
  'nnunet-unsupported': ({ name, limit }) => `无法转换“${name}”中的 nnU-Net：${sentenceOf(limit)}`,
  'nnunet-incomplete': ({ name, missing }) =>
    `“${name}”只是 nnU-Net 模型的一部分：缺少 ${numbers.list(missing)}。请选择发布者提供的 zip、其文件夹，或检查点连同其 plans.json 和 dataset.json。`,
  'nnunet-several': ({ name, models }) =>
    `“${name}”含有多个模型：${models.join('、')}。请选择其中一个：其文件夹，或其配置（在终端中用 --configuration）。`,
  'nnunet-choice': ({ name, asked, present }) =>
    `“${name}”没有 ${asked}。请在已有的中选择：${present.map((each) => each || '一个没有编号的 fold').join('、')}。`,
  'nnunet-other-network': ({ name, trainer, ...names }) =>
    `“${name}”中的权重不属于其 plans 所述的网络${trainer === '' ? '' : `（训练器 ${trainer}）`}：${difference(names)}。请选择以 nnU-Net 自带架构训练的模型。`,
};

function sentenceOf<W extends NnunetLimit['what']>(limit: Extract<NnunetLimit, { what: W }>): string {
  return (LIMITS[limit.what as W] as (limit: NnunetLimit) => string)(limit);
}
