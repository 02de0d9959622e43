import type { Messages } from '#messages/en.ts';

const partWords = { volume: '体数据', time: '时间点', echo: '回波' };

/** What was found in what was given, to choose from. */
export const found: Messages['scans'] = {
  title: '选择扫描',
  close: '关闭列表',
  found: (count, name) => (name ? `“${name}”中有 ${count} 个扫描。` : `${count} 个扫描。`),
  others: (count, apart, segmentations) =>
    count > 1 ? `${count} 个扫描` : segmentations > 0 ? `${segmentations} 个分割结果` : `略去 ${apart} 个`,
  leftOut: (count) => `已略去：${count} 个文件`,
  files: (count) => `${count} 个文件`,
  part: ({ kind, n, of, timeMs }) =>
    `${partWords[kind]} ${n} / ${of}${timeMs === undefined ? '' : `，${timeMs} ms`}`,
  kernel: (name) => `卷积核 ${name}`,
  isOpen: '当前打开',
  modality: (modality, word) => word ?? modality ?? '',
};
