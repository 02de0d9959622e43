import type { Messages } from '#messages/en.ts';
import { numbers } from './words.ts';

const scanOf = (size: readonly number[], spacingMm: readonly number[], modality: string) =>
  `${size.join(' × ')} 体素、体素大小 ${spacingMm.map((mm) => numbers.fixed(mm, 2)).join(' × ')} mm 的${modality === 'other' ? '' : ` ${modality} `}扫描`;

/** Work on a scan that is saved, kept and brought back. */
export const sessions: Messages['sessions'] = {
  open: '打开会话…',
  file: '会话文件（.parse3d）',
  waits: (size, spacingMm, modality) =>
    `此会话不属于当前打开的扫描。它属于${scanOf(size, spacingMm, modality)}：请打开该扫描，其结果会随之恢复。`,
  waitsForFirst: (size, spacingMm, modality) =>
    `会话不含扫描。此会话属于${scanOf(size, spacingMm, modality)}：请打开该扫描，其结果会随之恢复。`,
  forget: '关闭会话',
  back: (from) => `您在 ${numbers.moment(from)} 对此扫描所做的工作已恢复。`,
  discard: '放弃',
  elsewhere:
    '此扫描也在另一个标签页中打开，由那个标签页保留工作。此处所做的不会保留：请将其保存为会话，或在另一个标签页中继续。',
  keptOn: (scans) => `您在 ${scans} 个扫描上的工作保留在此浏览器中，再次打开同一扫描时恢复。`,
  keepQuestion: '在此浏览器中保留工作？',
  yes: '是',
  no: '否',
  keep: '在此浏览器中保留我的工作',
  keepHint:
    '最多保留最近 20 个扫描上找到、绘制和测量的内容，共 1 GB；不保留扫描，也不保留文件名。再次打开同一扫描时恢复。关闭此项会删除全部保留的内容。',
  openScans: '打开的扫描',
  unsaved: '（未保存）',
  unsavedScan: (name) => `${name}：关闭页面会丢失在其上所做的工作`,
  closeScan: (name) => `关闭 ${name}`,
  loss: {
    title: '结果不在任何文件中',
    replaces: (scan) => `此会话将取代在“${scan}”上找到和测量的内容，而这些内容尚未保存。`,
    closes: (scan) => `在“${scan}”上找到和测量的内容尚未保存。关闭扫描会丢失这些内容。`,
    changes: (scan) => `在“${scan}”上找到和测量的内容尚未保存，且与更改后的扫描不符。手工所做的内容会丢失。`,
    change: '放弃并继续',
    close: '不保存并关闭',
    save: '先保存为会话',
    replace: '取代',
    cancel: '取消',
  },
};
