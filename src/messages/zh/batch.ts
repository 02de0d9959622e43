import type { Messages } from '#messages/en.ts';
import { numbers, quoteAll } from './words.ts';

/** Many scans, one after another. */
export const batch: Messages['batch'] = {
  open: (count) => `处理全部 ${count} 个扫描…`,
  title: '处理全部扫描',
  close: '关闭；正在运行的批处理会继续',
  lead: (count, name) =>
    `对${name && `“${name}”中的`} ${count} 个扫描依次使用同一组提示词：每个扫描得到一份标签图和一份报告，全部合为一张表（findings.csv）。`,
  prompts: '用于每个扫描的提示词',
  example: '肝，左肾',
  everything: '模型认识的全部结构',
  modality: '扫描类型',
  modalities: { asFiles: '以各文件所述为准', CT: '全部是 CT', MR: '全部是 MR' },
  intoFolder: (name) => `结果写入文件夹“${name}”。`,
  whichFolder: '之后会请您选择文件夹；结果一产生就写入其中。',
  intoZip:
    '此浏览器不允许网页写入文件夹。结果将以一个 zip 文件给出：在全部完成或您停止时，以及每积满 1 GB 时。在此之前关闭页面，结果会丢失。',
  chooseFolder: '选择文件夹',
  otherFolder: '选择其他文件夹',
  start: '开始',
  goOn: '重新开始',
  startOnly: (names) =>
    names.length > 3 ? `只用已理解的 ${names.length} 项开始` : `只用${numbers.list(names)}开始`,
  unread: (texts) => `没有理解${quoteAll(texts)}。`,
  notStarted: '没有开始。',
  notStartedYet: '尚未开始：请更正，或再按一次以略去它。',
  stop: '停止',
  stopping: '正在停止…',
  scans: '扫描',
  progress: (over, of, failed) => `${over} / ${of} 个扫描${failed > 0 ? `，${failed} 个失败` : ''}`,
  progressBar: '已完成的扫描',
  waiting: '等待中',
  reading: '正在读取文件…',
  writing: '正在写入结果…',
  done: (found, of, unread, stem) =>
    `找到 ${found} / ${of}${unread.length > 0 ? `，没有理解：${quoteAll(unread)}` : ''} → ${stem}_labels.nii.gz`,
  skipped: (stem) => `已跳过：${stem}_labels.nii.gz 已存在，提示词和模型相同`,
  status: (over, of, isRunning) =>
    `${isRunning ? '批处理' : over === of ? '批处理已结束' : '批处理已停止'}：${over} / ${of}`,
};
