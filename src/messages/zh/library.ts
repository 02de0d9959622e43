import type { Messages } from '#messages/en.ts';
import { bodyPartLibraryErrors } from './body-parts.ts';
import { unsure } from './errors.ts';

/** A program has neither a page nor a command to run again; codes without a line here are worded as on the page. */
export const libraryErrors: Messages['libraryErrors'] = {
  ...bodyPartLibraryErrors,
  'pack-invalid': ({ field, reason }) =>
    `模型包的描述在“${field}”处有误（${reason}）。请恢复其原始文件，然后重新创建引擎。`,
  'modality-unsure': ({ name, reason }) =>
    `${unsure(name, reason)}请用 { modality: 'CT' } 或 { modality: 'MR' } 说明。`,
  'labels-not-scan': ({ name }) =>
    `“${name}”看起来是分割结果，而不是扫描：只有少数整数，且整片区域相同。请读取它所依据的扫描；若确为扫描，请用 { modality: 'CT' } 或 { modality: 'MR' } 说明。`,
  'several-scans': ({ count }) =>
    `给出的内容中有 ${count} 个扫描，而一次只能读取一个。请用 { series: 1 } 到 { series: ${count} } 选择；listScans() 会列出名称。`,
  'prompt-body-part': () => "能找到什么取决于扫描显示的身体部位。请说明部位，例如 { bodyPart: 'abdomen' }。",
  'pack-unreachable': ({ file, reason }) =>
    `无法读取模型文件 ${file}（${reason}）。请检查模型包的文件夹是否完整且可访问，然后重新创建引擎。`,
  'weights-corrupt': ({ file }) =>
    `模型文件 ${file} 与其描述不符，因此没有使用。请恢复模型包的原始文件，然后重新创建引擎。`,
  'out-of-memory': ({ stage }) =>
    `内存不足（${stage}）。请关闭不需要的引擎和扫描，或给出扫描的较小部分，然后重新提问。`,
  'worker-lost': ({ reason }) =>
    `执行工作的线程已丢失（${reason}）。请重新提问；如果再次发生，可能内存不足。`,
  'runtime-unavailable': ({ reason }) =>
    `运行模型的程序无法启动（${reason}）。请检查程序库是否完整安装或复制，然后重新创建引擎。`,
  'dicom-codec': ({ reason }) =>
    `用来解压这些图像的程序无法启动（${reason}）。请检查程序库是否完整安装或复制，然后重新读取扫描。`,
  'link-elsewhere': ({ address }) =>
    `“${address.slice(0, 80)}”不在本页面的站点上，因此没有获取。请把它放在页面旁边，或直接给出其字节或文件。`,
  'arguments-invalid': ({ reason }) => `${reason}。请查看 docs/library.md。`,
  internal: ({ where }) =>
    `出现了不应发生的问题（${where}）。请重新创建引擎；如果再次发生，请附上这段文字报告。`,
};

/** What the element for other pages says beside the page's own words. */
export const library: Messages['library'] = {
  saveLabels: '保存标签图',
  goTo: '前往',
  notAnswered: '未作答',
  notFound: '未找到',
  openFirst: '请先打开扫描：选择文件，或将其拖放到这里。',
  notInPage: '该元素只有在页面中才能作答。请先把它放入页面。',
};
