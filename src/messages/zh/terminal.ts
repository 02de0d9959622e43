import type { ErrorSentences } from '#messages/en/errors.ts';
import { bodyPartTerminalErrors } from './body-parts.ts';
import { stageNames } from './faults.ts';

/** In a terminal there is no page to reload and no button to press; codes without a line here are worded as on the page. */
export const terminalErrors: Partial<ErrorSentences> = {
  'several-scans': ({ count }) =>
    `给出的内容中有 ${count} 个扫描，而一次只能打开一个。请用 --series 选择（“npm run read”会列出编号），或用 --jobs 1 处理全部。`,
  ...bodyPartTerminalErrors,
  'dicom-codec': ({ reason }) =>
    `用来解压这些图像的程序无法启动（${reason}）。请运行一次 npm start 以安装 parse3d 所需的内容，然后重新运行命令。`,
  'pack-invalid': ({ field, reason }) =>
    `模型描述在“${field}”处有误（${reason}）。请恢复模型包的原始文件，然后重新运行命令。`,
  'pack-unreachable': ({ file, reason }) =>
    `无法读取模型文件 ${file}（${reason}）。请检查模型包的文件夹是否完整，然后重新运行命令。`,
  'weights-corrupt': ({ file }) =>
    `模型文件 ${file} 与其描述不符，因此没有使用。请恢复模型包的原始文件，然后重新运行命令。`,
  'pack-file-corrupt': ({ pack, file }) =>
    `${pack} 的文件 ${file} 与其描述不符，该模型包不可使用。请重新转换检查点。`,
  'out-of-memory': ({ stage }) =>
    `在“${stageNames[stage] ?? stage}”阶段内存不足。请关闭其他程序，或保存扫描的较小部分，然后重新运行命令。`,
  'worker-lost': ({ reason }) =>
    `处理这个扫描的进程两次中止（${reason}）。可能内存不足：请减小 --jobs 后重新运行命令；如果再次发生，请附上这段文字报告。`,
  'runtime-unavailable': ({ reason }) =>
    `运行模型的程序无法启动（${reason}）。请运行一次 npm start 以安装 parse3d 所需的内容，然后重新运行命令。`,
  internal: ({ where }) =>
    `出现了不应发生的问题（${where}）。请重新运行命令；如果再次发生，请附上这段文字报告。`,
};
