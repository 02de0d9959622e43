import type { ErrorDetails } from '#errors.ts';
import type { Messages } from '#messages/en.ts';
import type { BodyPart } from '#volume/body-part.ts';
import { numbers, quoteAll } from './words.ts';

const names: Readonly<Record<BodyPart, string>> = {
  head: '头部',
  neck: '颈部',
  chest: '胸部',
  heart: '心脏',
  abdomen: '腹部',
  pelvis: '盆腔',
  spine: '脊柱',
  limbs: '四肢',
  'whole-body': '全身',
  microscopy: '显微镜',
};

const shown = (parts: readonly BodyPart[]) => numbers.list(parts.map((part) => names[part]));

/** What a scan shows. */
export const bodyParts: Messages['bodyParts'] = {
  label: '扫描部位',
  hint: '决定“这个扫描里有什么？”会查找什么。文件中写明时从文件读取，但常常有误：请在此更正。',
  notKnown: '未知',
  names,
  several: (parts) => parts.map((part) => names[part]).join('、'),
  likely: (part) => `${names[part]}？`,
  shown,
  knowsHere: (model, count, of, parts) =>
    `${model}：${of} 个结构中的 ${count} 个（据称扫描部位是${shown(parts)}）`,
  knowsNothing: (model, parts) => unknown(model, parts, []),
  askAnyway: '仍然查找',
  askAnywayHint: '即使据称扫描不显示它也会查找；在您说明扫描部位或打开另一扫描之前有效。',
};

const absent = (all: readonly string[], parts: readonly BodyPart[]) =>
  `未查找${quoteAll(all)}：据称扫描部位是${shown(parts)}，而它${all.length > 1 ? '们' : ''}不在那里。`;

const unknown = (pack: string, parts: readonly BodyPart[], elsewhere: readonly string[]) =>
  `据称扫描部位是${shown(parts)}，而 ${pack} 不认识那里的任何结构。${elsewhere.length > 0 ? `认识的其他模型：${elsewhere.join('；')}。` : ''}`;

export const bodyPartErrors = {
  'body-part-likely': ({ name, part, wideMm, deepMm }: ErrorDetails['body-part-likely']) =>
    `“${name}”的部位可能是${names[part]}：其中的人体宽 ${numbers.fixed(wideMm, 0)} mm、前后 ${numbers.fixed(deepMm, 0)} mm，而文件没有说明。请在名称旁选择扫描部位，或在终端中使用 --body-part。`,
  'prompt-beyond-part': ({ names: all, parts }: ErrorDetails['prompt-beyond-part']) =>
    `${absent(all, parts)}请在名称旁更正扫描部位，或仍然查找。`,
  'prompt-part-unknown': ({ pack, parts, elsewhere }: ErrorDetails['prompt-part-unknown']) =>
    `${unknown(pack, parts, elsewhere)}请在名称旁更正扫描部位，选择其他模型，或仍然查找。`,
};

/** The same in a terminal. */
export const bodyPartTerminalErrors = {
  'prompt-beyond-part': ({ names: all, parts }: ErrorDetails['prompt-beyond-part']) =>
    `${absent(all, parts)}请用 --body-part 说明扫描部位，或加上 --anyway。`,
  'prompt-part-unknown': ({ pack, parts, elsewhere }: ErrorDetails['prompt-part-unknown']) =>
    `${unknown(pack, parts, elsewhere)}请用 --body-part 说明扫描部位，用 --pack 选择其他模型包，或加上 --anyway。`,
};

/** The same for programs. */
export const bodyPartLibraryErrors = {
  'body-part-likely': ({ name, part, wideMm, deepMm }: ErrorDetails['body-part-likely']) =>
    `“${name}”的部位可能是${names[part]}：其中的人体宽 ${numbers.fixed(wideMm, 0)} mm、前后 ${numbers.fixed(deepMm, 0)} mm，而文件没有说明。如果确实如此，请给出 { bodyPart: '${part}' }。`,
  'prompt-beyond-part': ({ names: all, parts }: ErrorDetails['prompt-beyond-part']) =>
    `${absent(all, parts)}请用 { bodyPart } 说明扫描部位，或以 { anyway: true } 提问。`,
  'prompt-part-unknown': ({ pack, parts, elsewhere }: ErrorDetails['prompt-part-unknown']) =>
    `${unknown(pack, parts, elsewhere)}请用 { bodyPart } 说明扫描部位，用其他模型包创建引擎，或以 { anyway: true } 提问。`,
};
