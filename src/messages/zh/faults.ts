import type { ArchiveFault, DicomFault, HeaderFault } from '#errors.ts';

/** Why an archive is not read; `file` is the one in it that is meant. */
export const archiveFaults: Readonly<Record<ArchiveFault, (file: string | undefined) => string>> = {
  'list-broken': () => '其目录已损坏或不完整',
  'list-too-long': () => '其目录列出的文件比任何检查都多',
  'list-contradicts': () => '其目录与内容不符',
  locked: () => '它有密码保护',
  packing: () => '其压缩方式不常见',
  'file-misplaced': () => '其中有文件不在应在的位置',
  'file-broken': (file) => `其中的${file === undefined ? '一个文件' : `“${file}”`}已损坏`,
};

/** What is wrong with a field of a header; so many numbers belong there. */
export const headerFaults: Readonly<Record<HeaderFault, (count: number | undefined) => string>> = {
  missing: () => '缺少该项',
  endless: () => '文件头没有结尾',
  numbers: (count) => (count === undefined ? '应为数值' : `应为 ${count} 个数值`),
  'no-number': () => '其中一项不是数值',
  vectors: () => '每个轴应有一个向量',
  endian: () => '应为 little 或 big',
  differing: () => '各项不一致',
  unit: () => '不认识这种长度单位',
  'no-file': () => '没有写明文件',
  'no-place': () => '不是文件中的有效位置',
  'no-rotation': () => '不是旋转',
};

/** What is wrong with a DICOM file. */
export const dicomFaults: Readonly<Record<DicomFault, string>> = {
  'header-broken': '文件头有误或不完整',
  'header-endless': '文件头没有结尾',
  unpackable: '无法解压',
  'no-size': '没有说明图像大小',
  bits: '各位数说明互相矛盾',
  'picture-size': '图像大小与说明不符',
  'picture-unpackable': '图像无法解压',
  'pictures-apart': '无法区分其中的各幅图像',
  'pixels-misplaced': '像素不在应在的位置',
  'no-meaning': '没有说明像素的含义',
};

/** What was being done, by the engine's stages and the reader. */
export const stageNames: Readonly<Record<string, string>> = {
  download: '下载模型',
  verify: '校验模型',
  compile: '准备模型',
  preprocess: '准备扫描',
  encode: '提取特征',
  'read-prompt': '读取提示词',
  decode: '勾画',
  slice: '勾画',
  postprocess: '把轮廓放回扫描',
  read: '读取扫描',
};
