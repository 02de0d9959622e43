import type { Messages } from '#messages/en.ts';
import type { EditTool } from '#results/edit-tools.ts';
import { intensity } from './findings.ts';
import { numbers } from './words.ts';

const planes = { axial: '横断面', coronal: '冠状面', sagittal: '矢状面' };

/** Of each tool, as undo, counts and the methods paragraph name it. */
export const tools: Readonly<Record<EditTool, string>> = {
  brush: '画笔',
  erase: '橡皮擦',
  'smart-fill': '智能填充',
  pieces: '分块',
  interpolate: '插值',
  'fill-holes': '填充空洞',
  'minimum-size': '最小体积',
  smooth: '平滑',
  grow: '扩张',
  shrink: '收缩',
};

/** What undo and redo may be about, besides tools. */
const acts = {
  threshold: '阈值',
  'keep-pieces': '分块',
  part: '拆分为多个对象',
  'as-model': '恢复为模型所画',
  'as-file': '恢复为文件中的样子',
  'new-object': '新建对象',
  'from-file': '来自文件的对象',
  delete: '删除',
  replace: '以新答案替换',
  rename: '重命名',
  colour: '颜色',
  opacity: '不透明度',
  show: '显示',
  hide: '隐藏',
  group: '分组',
};

type Act = EditTool | keyof typeof acts;

const named = (kind: Act, title: string | undefined) => {
  const what = kind in tools ? tools[kind as EditTool] : acts[kind as keyof typeof acts];
  return title ? `${what}（${title}）` : what;
};

const times = (count: number) => (count > 1 ? ` ×${count}` : '');

/** Changing outlines by hand. */
export const edit: Messages['edit'] = {
  start: (title) => `编辑 ${title}`,
  startNone: '编辑',
  startHint: '手动修改所选对象的轮廓',
  startNoneHint: '请先选择一个对象，或新画一个',
  newObject: '新建对象',
  newHint: '从空白开始画一个自己的对象',
  newName: '新对象的名称',
  draw: '绘制',
  cancel: '取消',
  undo: '撤销',
  redo: '重做',
  undoWhat: (kind, title) => `撤销：${named(kind, title)}`,
  redoWhat: (kind, title) => `重做：${named(kind, title)}`,
  bar: (title) => `编辑 ${title}`,
  editing: '正在编辑',
  tool: '工具',
  modes: { brush: '画笔', erase: '擦除', 'smart-fill': '智能填充', pieces: '分块' },
  modeHints: {
    brush: '在层面上拖动以添加（B）。按住 Ctrl 则擦除。',
    erase: '在层面上拖动以擦除（E）。按住 Ctrl 则添加。',
    'smart-fill': '单击以添加半径之内相连且强度在范围内的部分（F）',
    pieces: '单击一个相连的分块，删除它或其余全部（P）',
  },
  extent: '作用范围',
  slice: '层面',
  solid: '3D',
  sliceHint: '工具只作用于当前层面，厚度为一层',
  solidHint: '工具在三维中作用：画笔是一个球',
  radius: '半径',
  radiusHint: '画笔半径，单位 mm。`[` 缩小，`]` 放大。',
  onlyRange: '仅限强度范围',
  onlyRangeHint: '画笔和橡皮擦只改变强度在此范围内的体素',
  range: '强度',
  from: '最低强度',
  to: '最高强度',
  dash: '–',
  unit: { CT: 'HU', MR: '', other: '' },
  fromCrosshair: '取自十字线',
  fromCrosshairHint: '十字线周围 3 mm 内的均值，上下各 2.5 个标准差',
  clickDrops: '单击删除',
  drops: { it: '该分块', others: '其余全部分块' },
  whole: '整个对象',
  fillHoles: '填充空洞',
  fillHolesHint: { slice: '填充每个层面上被包围的部分', solid: '填充三维中被包围的部分' },
  interpolate: (count) => (count > 0 ? `插值 ${count} 层` : '插值'),
  interpolateHint: (slices) => `在您画过的层面之间补画：${slices.join('、')}`,
  interpolateNone: '请先在同一平面的两个层面上绘制，两者之间至少隔一层',
  smooth: '平滑',
  grow: '扩张',
  shrink: '收缩',
  by: '幅度',
  byHint: '平滑、扩张或收缩的幅度，单位 mm',
  reach: (plane) => (plane ? `mm，仅在${planes[plane]}内` : 'mm，三维'),
  reachHint: (plane) =>
    plane ? `在每个${planes[plane]}层面内单独进行，不跨层面。要向所有方向作用，请选择三维。` : '向所有方向',
  dropUnder: '去除小于此值的分块',
  least: '要保留的最小分块，单位 mL',
  millilitres: 'mL',
  done: '完成',
  doneHint: '结束编辑（Esc）',
  busy: (tool) => `正在计算：${tools[tool]}…`,
  news: {
    nothing: (tool) => `${tools[tool]}：此处没有可改变的内容`,
    outOfRange: (value) =>
      value === undefined
        ? '那里在扫描之外。请单击扫描内部。'
        : `那里的 ${value} 不在范围内。请改变范围，或单击别处。`,
    withinVoxel: (mm, voxelMm) =>
      `${numbers.millimetres(mm)} 小于一个体素（${numbers.millimetres(voxelMm)}），没有任何改变。请选更大的值。`,
    noPiece: '那里没有分块。请单击对象。',
    stepsDropped: (count) => `有 ${count} 步不能再撤销：撤销所用的内存已满。`,
  },
  voxelIntensity: intensity,
  byHand: '经手动编辑',
  drawnByHand: '手动绘制',
  counts: (counts) =>
    Object.entries(counts)
      .map(([tool, count]) => `${tools[tool as EditTool]}${times(count)}`)
      .join('、'),
  keyEffects: {
    brush: '画笔',
    erase: '擦除',
    smartFill: '智能填充',
    pieces: '分块',
    extent: '仅层面，或三维',
    radius: '缩小或放大画笔',
    done: '结束编辑',
    undo: '撤销',
    redo: '重做',
  },
  again: {
    title: '此对象经手动编辑',
    what: (titles) => `您编辑过 ${numbers.list(titles)}。新答案可以与现有的并存，也可以替换它。`,
    beside: '保留我的，并列显示',
    replace: '替换我的',
    cancel: '取消',
    hint: '被替换的内容可用“撤销”恢复。',
  },
};
