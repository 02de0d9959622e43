import { type EditTool, isEdited } from '#results/edit-tools.ts';
import { type FoundObject, isByModel } from '#results/finding.ts';
import { keptAs } from '#results/kept-piece.ts';
import type { MethodsFacts, UsedModel } from '#results/methods-facts.ts';
import type { WorldBox } from '#volume/types.ts';
import { tools } from './edit.ts';
import { numbers, quoteAll } from './words.ts';

const MODALITY = { CT: 'CT', MR: 'MR', other: '其他类型' };
const BACKEND = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: '处理器' };
/** Digits of a SHA-256 that are told: enough to know a file by. */
const HASH_DIGITS = 12;
/** Digits of a threshold or an intensity: all that anybody sets. */
const DIGITS = 6;

/** A paragraph for the methods of a paper, to be pasted as it stands. */
export function methods(facts: MethodsFacts): string {
  const { appVersion, at, models } = facts;
  const sentences = [
    `分割由 parse3d ${appVersion} 于 ${at.toISOString().slice(0, 10)} 在用户自己的计算机上完成；该程序仅供科研使用，不是医疗器械。`,
    ...models.flatMap(modelSentences),
    scanSentence(facts),
    ...promptSentences(facts),
    ...outlineSentences(facts),
    ...(facts.objects.length > 0
      ? ['体积为体素数乘以单个体素的体积；表面积按 Crofton 公式估计；最长径为对象内相距最远两点之间的距离。']
      : []),
  ];
  return `${sentences.join('')}\n`;
}

function modelSentences({ pack, devices, readings, sent, regions }: UsedModel): readonly string[] {
  const { name, id, version, precision, files } = pack;
  const stored = precision ? `，权重以 ${precision} 存储` : '';
  const hashes = files.map(({ path, sha256 }) => `${path} ${sha256.slice(0, HASH_DIGITS)}`).join('、');
  const where = devices.map(({ backend, name: device, threads }) => {
    const more = [
      ...(device === BACKEND[backend] ? [] : [device]),
      ...(threads > 1 ? [`${threads} 个线程`] : []),
    ];
    return more.length > 0 ? `${BACKEND[backend]}（${more.join('，')}）` : BACKEND[backend];
  });
  return [
    `所用模型为 ${name}，版本 ${version}（模型包“${id}”${stored}；其文件的 SHA-256 前 ${HASH_DIGITS} 位：${hashes}），在 ${numbers.list(where)} 上运行。`,
    ...readings.map(
      ({ preset, low, high, axes, through, seed, together, existenceThreshold }) =>
        `模型沿 ${through} 方向逐层应用，行和列转向 ${axes}，强度范围从 ${numbers.significant(low, DIGITS)} 到 ${numbers.significant(high, DIGITS)}（预设“${preset}”），随机种子为 ${seed}；各提示词${together ? '一起' : '逐个'}解码，存在概率达到 ${numbers.significant(existenceThreshold, DIGITS)} 的层才计入。`,
    ),
    ...(sent.length > 0 ? [`发送给模型的提示词为${quoteAll(sent)}。`] : []),
    ...regions.flatMap(regionSentence),
  ];
}

function regionSentence(box: WorldBox | undefined): readonly string[] {
  if (!box) return [];
  const ends = [0, 1, 2].map((axis) =>
    [box.from, box.to].map((at) => numbers.fixed(at[axis] ?? 0, 1)).join(' 至 '),
  );
  return [`只查找了长方体 x ${ends[0]}、y ${ends[1]}、z ${ends[2]} mm（RAS+）之内；未查看扫描的其余部分。`];
}

function scanSentence({ modality, modalityIsGuess }: MethodsFacts): string {
  return `扫描的模态认定为 ${MODALITY[modality]}${modalityIsGuess ? '，由其强度推测' : ''}。`;
}

function promptSentences({ prompts, notFound, notUnderstood }: MethodsFacts): readonly string[] {
  if (prompts.length === 0) return [];
  return [
    `文本提示词为${quoteAll(prompts)}。`,
    ...(notFound.length > 0 ? [`扫描中未找到：${numbers.list(notFound)}。`] : []),
    ...(notUnderstood.length > 0 ? [`未能理解因而未查找：${quoteAll(notUnderstood)}。`] : []),
  ];
}

function outlineSentences({ objects }: MethodsFacts): readonly string[] {
  const answered = objects.filter(isByModel);
  const drawn = objects.filter(({ isDrawn }) => isDrawn).map(withTools);
  const read = objects
    .filter(({ fromFile }) => fromFile)
    .map((object) => `${withTools(object)}（${origin(object)}）`);
  return [
    ...modelOutlines(answered),
    ...(drawn.length > 0 ? [`未使用模型、手动绘制：${numbers.list(drawn)}。`] : []),
    ...(read.length > 0 ? [`从文件读入、并非由本软件生成：${numbers.list(read)}。`] : []),
  ];
}

function modelOutlines(objects: readonly FoundObject[]): readonly string[] {
  if (objects.length === 0) return [];
  const thresholds = grouped(objects, ({ threshold }) => `高于 ${numbers.significant(threshold, DIGITS)}`);
  const pieces = grouped(objects, (object) => KEPT[keptAs(object)]);
  const changed = objects.filter(({ isChanged, edits }) => isChanged || isEdited(edits)).map(withTools);
  return [
    `体素的概率${thresholds} 时属于对象。`,
    `每个对象保留：${pieces}。`,
    changed.length === 0
      ? '没有手动修改任何轮廓。'
      : `手动修改：${numbers.list(changed)}；其余均为模型所画。`,
  ];
}

const KEPT = {
  all: '全部相连分块',
  largest: '最大的相连分块',
  inPlace: '相对其他器官位置合理的最大相连分块',
  chosen: '手动选择的分块',
};

const origin = ({ fromFile }: FoundObject) =>
  `${fromFile?.file ? `“${fromFile.file}”` : '文件'}中的标签 ${fromFile?.label}`;

/** An object, and how often each tool was used on it. */
function withTools({ title, edits }: FoundObject): string {
  const used = Object.entries(edits).map(([tool, times]) => `${tools[tool as EditTool]} × ${times}`);
  return used.length > 0 ? `${title}（${used.join('，')}）` : title;
}

/** What all have alike once; else each with whom it holds for. */
function grouped<T extends { readonly title: string }>(
  objects: readonly T[],
  say: (object: T) => string,
): string {
  const groups = new Map<string, string[]>();
  for (const object of objects) groups.set(say(object), [...(groups.get(say(object)) ?? []), object.title]);
  if (groups.size === 1) return [...groups.keys()].join();
  return numbers.list([...groups].map(([what, titles]) => `${what}（${titles.join('、')}）`));
}
