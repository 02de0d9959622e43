import type { Messages } from '#messages/en.ts';
import type { PersonalPart } from '#results/personal-name.ts';
import { numbers } from './words.ts';

const kinds: Messages['saves']['kinds'] = {
  session: {
    name: '会话（.parse3d）',
    hint: '除扫描之外的一切，以便日后继续：对象、编辑、阈值、测量和视图；parse3d',
  },
  labels: {
    name: '标签图（NIfTI）',
    hint: '全部对象在一幅图像中，另附名称：ITK-SNAP（.txt）、3D Slicer（.ctbl）',
  },
  'seg.nrrd': {
    name: '分割（.seg.nrrd）',
    hint: '全部对象，含名称和颜色，重叠处也保留：3D Slicer',
  },
  'dicom-seg': {
    name: 'DICOM SEG',
    hint: '引用原序列，并按 DICOM 的要求含有患者姓名和标识：PACS、OHIF、3D Slicer',
  },
  masks: { name: '掩膜（NIfTI）', hint: '每个对象一幅图像，取值 0 和 1：任何工具' },
  probabilities: {
    name: '概率图（NIfTI）',
    hint: '每个体素属于各对象的概率，0 到 1：Python、ITK-SNAP、NiiVue',
  },
  stl: { name: '表面（STL）', hint: '每个对象的平滑表面，单位 mm：3D 打印、3D Slicer、Blender' },
  obj: { name: '表面（OBJ）', hint: '全部表面在一个文件中，单位 mm，含名称和颜色：MeshLab、Blender' },
  glb: { name: '表面（GLB）', hint: '全部表面，含名称和颜色，单位米：网页、PowerPoint、Blender' },
  table: { name: '表格（CSV）', hint: '每个答案一行，含全部数值：电子表格、R、Python' },
  comparison: {
    name: '比较（CSV 和 JSON）',
    hint: '每一对的 Dice、Jaccard、体积和表面距离：电子表格、R、Python',
  },
  report: { name: '报告（JSON）', hint: '提示词、数值、评分、版本和哈希：供程序读取' },
  methods: { name: '方法段落（文本）', hint: '结果如何得来，可直接用于论文' },
  figure: { name: '图片（PNG）', hint: '当前的视图，带比例尺和图例' },
};

const personal: Readonly<Record<PersonalPart, string>> = {
  name: '人名',
  date: '日期（可能是出生日期）',
  number: '号码（可能是患者编号）',
};

/** What can be saved, and under which names. */
export const saves: Messages['saves'] = {
  open: '保存…',
  openHint: '所找到对象的标签图、分割、表面、表格和图片',
  title: '保存结果',
  stem: '文件名开头',
  personal: (parts) =>
    `其中似乎含有${numbers.list(parts.map((part) => personal[part]))}。它会随文件流传：除非与任何人无关，请改掉它。`,
  personalInTerminal: (parts) =>
    `文件名似乎含有${numbers.list(parts.map((part) => personal[part]))}。用 --name scan 可避免。`,
  neutral: 'scan',
  useNeutral: '使用“scan”',
  what: '保存内容',
  kinds,
  choose: (name) => `${name}，与其他内容一起`,
  save: (name) => `保存：${name}`,
  saveOne: '保存',
  notCompared: '仅在比较两个结果时可用',
  notDicom: '仅当扫描来自带有标识的 DICOM 文件时可用',
  nothing: '还没有可保存的内容',
  zip: (count) => `将 ${count} 种内容存为一个 zip 文件`,
  all: '全选',
  none: '全不选',
  making: (done, total) => `正在生成第 ${Math.min(done + 1, total)} / ${total} 个文件…`,
  copyMethods: '复制方法段落',
  copied: '已复制',
  close: '关闭',
  figureNote: (version, models) => `${[`parse3d ${version}`, ...models].join(' · ')} · 仅供科研使用`,
  legend: (title, volume) => `${title}，${volume}`,
};
