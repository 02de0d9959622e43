import type { Messages } from '#messages/en.ts';

/** How prompts are asked. */
export const asking: Messages['asking'] = {
  part: '扫描部位',
  partHint: '“这个扫描里有什么？”会查找什么、用什么措辞：模型是用“Liver in abdominal CT”这样的句子训练的。',
  notSaid: '未说明',
  parts: {
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
  },
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
  inRegionOnly: '在已查看的部分内',
  slicesLooked: (looked, count) => `已查看 ${count} 层中的 ${looked} 层`,
};
