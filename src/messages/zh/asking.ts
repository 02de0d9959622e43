import type { Messages } from '#messages/en.ts';
import { numbers } from './words.ts';

/** How prompts are asked. */
export const asking: Messages['asking'] = {
  only: '只看扫描的一部分…',
  onlyHint: '未触及该部分的层和窗口不会计算，因而节省时间。对其余部分不作任何说明。',
  planes: { axial: '横断面', coronal: '冠状面', sagittal: '矢状面' },
  slices: '层',
  plane: '平面',
  first: '第一层',
  to: '至',
  last: '最后一层',
  useSlices: '只查找这些层',
  inView: '当前可见部分',
  around: (name) => `${name}周围`,
  margin: '边距（mm）',
  region: ({ plane, first, last }) => {
    const name = { axial: '横断面', coronal: '冠状面', sagittal: '矢状面' }[plane];
    return first === last ? `仅${name}第 ${first} 层` : `仅${name}第 ${first}–${last} 层`;
  },
  box: (size) => `仅 ${size.join(' × ')} 体素的长方体`,
  wholeAgain: '重新查找整个扫描',
  notLookedAt: (region) => `${region}：未查看扫描的其余部分。`,
  asFarAsNeeded: (run, of) =>
    `共 ${of} 个窗口，只计算了轮廓所需的 ${run} 个。“这个扫描里有什么？”会计算全部窗口。`,
  inRegionOnly: '在已查看的部分内',
  oneEach: '逐个成为对象',
  oneEachHint:
    '在模型看到边缘处及断开处拆分：每个病灶或淋巴结成为单独的对象，有各自的数值。撤销可恢复为一个。',
  how: '查找方式…',
  orientation: '展示方向',
  orientationHint:
    '展示给模型的列、行和层的走向。其训练数据的存储方向不一，影响多大只有真实权重才能说明。若轮廓有误，请尝试其他方向。所有提示用同一方向可共享每层的计算。',
  asTrained: '按各目标的训练方式',
  existence: '层计入的下限',
  existenceHint: '模型认为某层存在该结构的概率须达到多少。找到太少则调低，太多则调高。',
  seed: '随机种子',
  seedHint: '决定模型的随机数：种子相同，掩膜相同。换种子可看出其把握程度。',
  together: '提示一起解码',
  togetherHint: '与原版相同：同一次查找的提示不共用体素，且会互相影响掩膜。',
  asDeclared: '恢复模型默认',
  asDeclaredNow: '接下来的提示按模型默认方式查找。',
  forNext: '对接下来的提示有效。',
  curve: ({ most, at, first, last, threshold }) =>
    `第 ${first}–${last} 层的存在概率：最高 ${numbers.fixed(100 * most, 0)}%，在第 ${at} 层；达到 ${numbers.fixed(100 * threshold, 0)}% 计入`,
};
