import type { Stage } from '#engine/engine.ts';
import type { Pace } from '#messages/en/findings.ts';
import type { Messages } from '#messages/en.ts';
import type { Modality } from '#volume/types.ts';
import { modalityWord, numbers, quoteAll, sideWord } from './words.ts';

const stages: Readonly<Record<Stage, (pace: Pace) => string>> = {
  download: ({ done, total }) => `正在下载模型，${numbers.megabytes(done)} / ${numbers.megabytes(total)}`,
  verify: () => '正在校验下载的模型',
  compile: () => '正在为此设备准备模型',
  preprocess: () => '正在准备扫描',
  encode: ({ unit, total }) => `正在查看扫描，第 ${unit} / ${total} 部分`,
  'read-prompt': () => '正在读取提示词',
  decode: ({ unit, total }) => `正在勾画，第 ${unit} / ${total} 部分`,
  slice: ({ unit, total }) => `正在勾画，层面 ${unit} / ${total}`,
  postprocess: () => '正在把轮廓放回扫描的网格',
};

export const run: Messages['run'] = {
  starting: '正在启动…',
  drawing: '正在绘制…',
  switching: (pack) => `正在切换到 ${pack}…`,
  stages,
};

export const prompt: Messages['prompt'] = {
  panel: '提示词与结果',
  bar: '查找结构',
  label: '要勾画什么？',
  example: '左肾，脾',
  find: '查找',
  cancel: '取消',
  cancelHint: '停止此提示词和等待中的提示词',
  keys: '`/` 输入，`Enter` 查找，`Esc` 取消',
  freeKeys: '`;` 分隔提示词，`"…"` 内原样发送',
  finding: (prompts) => `正在查找 ${prompts.join(' · ')}`,
  suggestions: '结构',
  next: '随后',
  waiting: '等待中的提示词',
  takeBack: (text) => `不查找 ${text}`,
  knows: (model, count) => `${model}：${count} 个结构`,
};

/** What the last run found out, and how long that took. */
export const answer: Messages['answer'] = {
  found: (name, volume) => `已找到 ${name}，${volume}`,
  nothing: '什么也没找到',
  notUnderstood: '没有理解，因此没有查找',
  notAnswered: '未作答',
  several: (found, asked) => `找到 ${found} / ${asked}`,
  by: (sentence, models) => `${sentence}，由 ${numbers.list(models)} 给出`,
  took: (sentence, seconds) => `${sentence}（${seconds}）`,
};

/** What a prompt asked for and did not get, in lines below it. */
export const refusals: Messages['refusals'] = {
  absent: (reason, names) =>
    ({
      improbable: `此扫描中未找到：${numbers.list(names)}。`,
      'too-little': `未找到，因为能勾画的太少：${numbers.list(names)}。`,
      'unfit-scan': `未作答，因为此扫描不像模型认识的扫描：${numbers.list(names)}。应核对什么，见结果列表上方。`,
    })[reason],
  unknown: (texts) => `${quoteAll(texts)}不在模型认识的结构之列，可选的列在下方。`,
  unread: (text) => `没有理解“${text}”。`,
  readAs: (names) => `理解为：${new Intl.ListFormat('zh').format(names)} \`Enter\``,
  readWithYes: (names) => `加上 --yes，就理解为：${new Intl.ListFormat('zh').format(names)}。`,
  didYouMean: '您要找的是',
  orNot: '吗？',
  notKnown: (model, text) => `${model} 不认识“${text}”。`,
  knownElsewhere: (packs) => `用它训练过、也许认识它的其他模型：${packs.join('；')}。`,
  seeModels: '查看模型',
  dismiss: '关闭提示',
};

/** What was made of a scan, in one line. */
export const summary: Messages['summary'] = (given) => {
  const some = (names: readonly string[], what: string) =>
    names.length === 0
      ? []
      : [names.length > 2 ? `${what} ${names.length}` : `${what} ${numbers.list(names)}`];
  return [
    ...(given.found > 0 || given.fromFiles === 0 ? [`找到 ${given.found}`] : []),
    ...(given.fromFiles > 0 ? [`来自文件 ${given.fromFiles}`] : []),
    ...some(given.notFound, '未找到'),
    ...some(given.notAnswered, '未作答'),
    ...some(given.doubtful, '存疑'),
    ...(given.toCheck > 0 ? [`需核对 ${given.toCheck}`] : []),
  ].join('，');
};

export const findings: Messages['findings'] = {
  title: '结果',
  recognise: '这个扫描里有什么？',
  recogniseHint: '查找模型认识的每个结构。也可以在上方输入要找的内容。',
  asTable: '以表格查看结果',
  keepPieces: '同时保留轮廓的小分块',
  keepPiecesHint:
    '不勾选时，凡在测试扫描上效果更好的结构只保留一个相连分块（通常是最大的）。已找到的结果会重新评判。',
  by: (model, version) => `由 ${model} ${version} 给出`,
  askedFor: (text) => `查找时写作“${text}”`,
  quoted: (text) => `“${text}”`,
  hide: (name) => `隐藏 ${name}`,
  show: (name) => `显示 ${name}`,
  goTo: (name) => `转到 ${name}`,
  save: (name) => `将 ${name} 的掩膜存为 NIfTI`,
  saveProbabilities: (name) => `将 ${name} 的概率图存为 NIfTI`,
  saveSurface: (name) => `将 ${name} 的表面存为 STL`,
  remove: (name) => `删除 ${name}`,
  removeUnread: (count) => `删除全部 ${count} 项未理解的内容`,
  colour: (name) => `${name} 的颜色`,
  opacity: (name) => `${name} 的不透明度`,
  opacityLabel: '不透明度',
  outline: (name) => `${name} 的轮廓`,
  threshold: '阈值',
  thresholdHint: '模型给出的概率高于此值的体素属于该对象',
  allPieces: (found) => `全部 ${found} 个分块`,
  leftOut: (volume) => `（略去 ${volume}）`,
  asModel: '恢复为模型所画',
  asFile: '恢复为文件中的样子',
  percent: (percent) => `百分之 ${percent}`,
  percentSign: (percent) => `${percent}%`,
  presence: (score) => `存在评分 ${numbers.fixed(score, 2)}：模型有多确定它在扫描中，而不是轮廓有多准确。`,
  absence: {
    improbable: '此扫描中未找到',
    'too-little': '未找到：能勾画的太少',
    'unfit-scan': '未作答：此扫描不像模型认识的扫描',
  },
  notAStructure: '不是模型认识的结构',
  notFoundOnes: '未找到或未理解',
  order: '排序',
  orders: { asked: '按查找顺序', name: '名称', volume: '体积', verdict: '评价' },
  group: '左右合并',
  showAll: '全部显示',
  hideAll: '全部隐藏',
  alone: (name) => `单独显示 ${name}`,
  eyeHint: (does) => `${does}。按住 Alt：单独显示，再次则恢复其他对象`,
  rename: (name) => `重命名 ${name}`,
  newName: (name) => `${name} 的新名称`,
  members: (name) => `${name} 的各对象`,
  list: '已找到的对象',
  askAllAgain: '全部重新查找',
  answeredAs: (count, was) => `有 ${count} 个答案是按 ${numbers.list(was.map(modalityWord))} 得出的。`,
  untested: (modality) => (modality === 'other' ? '未在此类扫描上测试' : `未在 ${modality} 上测试`),
  untestedHint: '模型的制作者没有给出此结构在此类扫描上的指标。请对照图像核对。',
  otherModality: (was, now) => `按 ${modalityWord(was)} 得出：请按 ${modalityWord(now)} 重新查找`,
  cut: (sides) => `被扫描边缘截断（${sides.map(sideWord).join('、')}）`,
  cutHint: '它延伸到扫描范围的边缘，整体可能更大。',
};

/** What is said of an object besides its size and place: the name, and what it means. */
export const figures: Messages['figures'] = {
  meanIntensity: ['均值', '内部体素的平均强度'],
  sdIntensity: ['标准差', '内部强度的标准差'],
  medianIntensity: ['中位数', '内部有一半体素更暗'],
  p5Intensity: ['P5', '第 5 百分位数：内部 5% 的体素更暗'],
  p95Intensity: ['P95', '第 95 百分位数：内部 95% 的体素更暗'],
  surfaceMm2: ['表面积', '外边界的面积，误差约 2%'],
  longestDiameterMm: ['最长径', '对象上相距最远的两点之间的距离'],
  extentRightLeftMm: ['左右径', '沿患者左右轴的范围'],
  extentAnteriorPosteriorMm: ['前后径', '沿患者前后轴的范围'],
  extentSuperiorInferiorMm: ['上下径', '沿患者头足轴的范围'],
};

/** The number of an intensity, with its unit. */
export function intensity(number: string, modality: Modality): string {
  return modality === 'CT' ? `${number} HU` : number;
}

/** The number of a figure with its unit: the intensities of a scan that is no CT have none. */
export const figure: Messages['figure'] = (number, unit, modality) => UNITS[unit](number, modality);

const UNITS: Readonly<Record<Parameters<Messages['figure']>[1], Messages['intensity']>> = {
  mm: (number) => `${number} mm`,
  mm2: (number) => `${number} mm²`,
  intensity,
};

/** What the model was shown, where it went slice by slice. */
export const slices: Messages['slices'] = {
  planes: { S: '横断面', I: '横断面', A: '冠状面', P: '冠状面', L: '矢状面', R: '矢状面' },
  reading: (given) =>
    `${given.count} 层${given.plane}中的 ${given.there} 层 · ${given.preset} · ${given.axes} · 种子 ${given.seed}`,
  asked: (text) => `所用提示词：“${text}”`,
  readingHint: (axes, through, seed) =>
    `行和列已转向 ${axes}，层面朝 ${through} 方向排列。种子 ${seed} 决定模型的随机数：种子相同，掩膜相同。`,
  together: '各提示词一起解码。',
};

export const table: Messages['table'] = {
  title: (found, asked) => `找到 ${found} / ${asked}`,
  columns: {
    name: '结构',
    volume: '体积',
    surface: '表面积，cm²',
    diameter: '最长径，mm',
    verdict: '评价',
    right: '右，mm',
    anterior: '前，mm',
    superior: '上，mm',
  },
  voxels: '体素 i, j, k',
  toKnow: '须知',
  sidesHint: '结构外框的起止位置，单位 mm，扫描设备坐标（RAS）',
  voxelsHint: '外框沿存储轴的首个和末个体素',
  exports: { table: '表格（CSV）' },
  json: '报告（JSON）',
  close: '关闭表格',
  copy: '复制',
  copyHint: 'CSV 的全部列，按此顺序，可粘贴到电子表格',
  copied: (count) => `已复制 ${count} 行`,
  none: '–',
  range: (from, to) => `${from} … ${to}`,
  cut: (sides) => `被边缘截断：${sides.map(sideWord).join('、')}`,
};
