import type { Messages } from '#messages/en.ts';
import type { SceneDoubt } from '#model/scene/scene.ts';
import type { ScanDoubt } from '#results/orientation.ts';
import type { Doubt, DoubtKind, VerdictLevel } from '#results/verdict.ts';
import type { Flip } from '#volume/turn.ts';
import { direction, modalityWord, numbers, sideWord } from './words.ts';

const words: Readonly<Record<VerdictLevel, string>> = {
  sure: '可信',
  check: '需核对',
  doubtful: '存疑',
};

const { millilitres, fixed } = numbers;
const percent = (share: number) => `${fixed(100 * share, 0)}%`;
const hu = (value: number) => fixed(value, 0);

type Sentences = { readonly [Kind in DoubtKind]: (doubt: Extract<Doubt, { kind: Kind }>) => string };

const sentences: Sentences = {
  small: ({ volumeMl, usualMl }) =>
    `${millilitres(volumeMl)} 小于通常值（${millilitres(usualMl[0])} 或以上）`,
  large: ({ volumeMl, usualMl }) =>
    `${millilitres(volumeMl)} 大于通常值（${millilitres(usualMl[1])} 或以下）`,
  side: ({ side }) => `位于患者${sideWord(side)}侧，不是它应在的一侧`,
  place: ({ mm, towards }) => `相对其他器官，比应在的位置偏${sideWord(towards)} ${fixed(mm / 10, 0)} cm`,
  shared: ({ other, share }) => `其中 ${percent(share)} 同时也属于 ${other}`,
  jump: ({ slices: [before, after] }) => `第 ${before} 层与第 ${after} 层之间图像突变，似乎缺少层面`,
  stretched: ({ times }) =>
    `此扫描中器官的高度相对于宽度为通常的 ${fixed(times, 1)} 倍：体素大小可能有误，体积也随之有误`,
  outside: () => '位于患者体外',
  intensity: ({ mean, usual }) => `${hu(mean)} HU 与该器官不符（应为 ${hu(usual[0])} 至 ${hu(usual[1])} HU）`,
  'other-piece': ({ volumeMl, towards }) =>
    `另一分块更合适：${[millilitres(volumeMl), direction(towards)].filter(Boolean).join('，')}`,
  parted: ({ found, keptShare }) => `分为 ${found} 块；保留的占 ${percent(keptShare)}`,
  edited: ({ isDrawn }) => (isDrawn ? '手动绘制' : '经手动编辑'),
  vague: ({ smallestMl, largestMl }) =>
    `边界模糊：${millilitres(smallestMl)} 至 ${millilitres(largestMl)}，取决于阈值`,
  presence: ({ existence }) => `扫描中可能有，也可能没有（存在评分 ${fixed(existence, 2)}）`,
  company: ({ marked, of }) => `此扫描的 ${of} 个轮廓中有 ${marked} 个存疑`,
  unfamiliar: ({ doubt }) => `不是模型认识的扫描：${unfamiliar[doubt].why}`,
  'too-little': ({ volumeMl }) => `有类似之处，但只能勾画出 ${millilitres(volumeMl)}`,
  'nothing-seen': () => '此扫描中没有找到模型认识的任何结构：可能是身体的其他部位，或范围太小',
  'small-view': ({ cm }) =>
    `扫描中可见的患者范围太小，无法确定（${cm.map((each) => fixed(each, each < 1 ? 1 : 0)).join(' × ')} cm）`,
};

function sentence(doubt: Doubt): string {
  const say = sentences[doubt.kind] as (doubt: Doubt) => string;
  return say(doubt);
}

/** What to think of an answer. */
export const verdict: Messages['verdict'] = {
  word: (level) => words[level],
  doubt: sentence,
  told({ level, doubts }) {
    const why = doubts.map(sentence).join('；');
    return why ? `${words[level]}：${why}` : words[level];
  },
};

/** The connected pieces of an outline. */
export const pieces: Messages['pieces'] = {
  of: (name) => `${name} 的分块`,
  one: (number, volume, sides) => `${number} · ${[volume, direction(sides)].filter(Boolean).join('，')}`,
  smaller: (count) => `以及 ${count} 个更小的分块`,
  locate: (number, name) => `转到 ${name} 的分块 ${number}`,
  lastStays: '最后一个分块会保留；请改为删除对象',
  useIt: '改用它',
};

const ENDS: Readonly<Record<Flip, string>> = {
  'left-right': '左右',
  'front-back': '前后',
  'head-foot': '头足',
};

/** 左右、左右和头足 */
export const endsOf = (flips: readonly Flip[]) => numbers.list(flips.map((flip) => ENDS[flip]));

/** What the answers say against the scan itself. */
const unfamiliar: Readonly<Record<SceneDoubt, { readonly why: string; readonly next: string }>> = {
  'no-ct': {
    why: '其数值不是 CT 的数值，而它被认作 CT',
    next: '请核对其模态。',
  },
  'a-ct': {
    why: '其数值是 CT 的亨氏单位，而它被认作别的类型',
    next: '请核对其模态。',
  },
  inverted: {
    why: '患者周围比患者本身更亮：黑白似乎颠倒',
    next: '请按扫描仪原有的数值重新导出扫描。',
  },
  empty: {
    why: '其中看不到患者',
    next: '请核对打开的扫描是否正确。',
  },
  size: {
    why: '其中的人比任何人都大或都小',
    next: '请核对文件头中的体素大小。',
  },
  unlike: {
    why: '其中的器官与患者体内的不一样',
    next: '它可能是身体的其他部位，或者方向有误、左右颠倒、体素大小有误。请核对其模态、体素大小，以及左、前、头在哪一侧。',
  },
};

type OfScan = { readonly [Kind in ScanDoubt['kind']]: (doubt: Extract<ScanDoubt, { kind: Kind }>) => string };

/** What the answers say against the scan itself, by what it is. */
const ofScan: OfScan = {
  unfamiliar: (doubt) =>
    `这不像 ${doubt.model} 认识的扫描（按 ${modalityWord(doubt.modality)} 处理）：${unfamiliar[doubt.doubt].why}。${unfamiliar[doubt.doubt].next}${doubt.isAnswered ? '之所以作答，是因为您要求这样做：请勿依赖。' : ''}`,
  jump: (doubt) =>
    `第 ${doubt.slice + 1} 层与第 ${doubt.slice + 2} 层（按存储顺序，从 1 开始）之间图像的变化是其附近的 ${fixed(doubt.times, 1)} 倍：那里可能缺少层面，或者扫描由几部分拼接而成，或者患者移动过。请在其他平面中查看。跨越此处的体积和长度可能偏小。`,
  stretched: (doubt) =>
    `此扫描中器官的高度相对于宽度为其他患者的 ${fixed(doubt.times, 1)} 倍。请核对文件头中的体素大小，尤其是层间距：所有体积和长度都取决于它。`,
  turned: (doubt) =>
    `${endsOf(doubt.flips)}似乎颠倒：各器官的相对位置如同镜像。文件头可能有误。如果图像看来也是如此，请翻转扫描。`,
  unfit: (doubt) =>
    `${doubt.of} 个轮廓中有 ${doubt.marked} 个存疑。扫描的类型可能与认定的不同，或者方向有误。请核对其模态，以及左、前、头在哪一侧。`,
};

export const scanDoubt: Messages['scanDoubt'] = {
  says: (doubt: ScanDoubt) => (ofScan[doubt.kind] as (doubt: ScanDoubt) => string)(doubt),
  show: '显示这些层面',
  turn: (flips) => `对调${endsOf(flips)}`,
  turnHint: '已找到的结果将被丢弃，并在翻转后的扫描上重新查找。报告会注明扫描经过翻转。',
  isTurned: (flips) => `您已对调${endsOf(flips)}。`,
  runAgain: (ends) => `请加上 --turn ${ends} 重新运行，看看是否更合适。`,
  turnBack: '翻转回来',
  anyway: '仍然作答',
  anywayHint: '显示模型对此扫描的结果，并标为存疑。',
  runAnyway: '请加上 --anyway 重新运行，看看模型仍会给出什么结果。',
};
