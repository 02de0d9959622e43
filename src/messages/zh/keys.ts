import type { Messages } from '#messages/en.ts';

/** Where it is not what the key types; Chinese keyboards have the others printed in English. */
const printed: Readonly<Record<string, string>> = {
  ' ': '空格',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** Keys and the mouse, in one dialog. */
export const keys: Messages['keys'] = {
  title: '按键与鼠标',
  open: '按键与鼠标（?）',
  close: '关闭',
  places: {
    page: '任何位置',
    prompt: '在提示词框中',
    edit: '编辑对象时',
    list: '在对象列表中',
    scan: '已打开扫描时',
    views: '焦点在视图上时',
    marks: '焦点在测量上时',
  },
  effects: {
    prompt: '转到提示词框',
    cancel: '取消正在进行的查找',
    layout: '布局',
    keys: '显示这些按键',
    saveSession: '保存会话',
    find: '查找',
    suggestions: '选择建议',
    accept: '采用建议',
    next: '选择下一个或上一个对象',
    ends: '选择第一个或最后一个对象',
    toggle: '展开或收起',
    eye: '隐藏或显示',
    alone: '单独显示；再按一次恢复其他对象',
    rename: '重命名',
    remove: '删除',
    step: '移动十字线',
    nudge: '移动它；按住 Shift 移动更远',
    slices: '逐层翻看',
  },
  name: (key) =>
    key.replace(/[^+]+$/, (last) => printed[last] ?? (last.length === 1 ? last.toUpperCase() : last)),
  mouse: [
    ['左键拖动', '移动十字线；旋转 3D 视图'],
    ['右键拖动', '窗宽和窗位'],
    ['滚轮，Ctrl + 滚轮', '翻层，缩放'],
    ['Shift + 拖动', '平移'],
    ['单击对象', '选中它'],
    ['双击', '只看该视图，再次双击恢复'],
    ['拖动测量的点或线', '移动它；数值随之更新'],
    ['Alt + 单击眼睛', '单独显示该对象'],
  ],
  mouseTitle: '鼠标',
};
