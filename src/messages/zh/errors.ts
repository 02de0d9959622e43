import type { ErrorDetails, UnreadKind } from '#errors.ts';
import type { ErrorSentences } from '#messages/en/errors.ts';
import { bodyPartErrors } from './body-parts.ts';
import { dicom } from './dicom.ts';
import { archiveFaults, headerFaults } from './faults.ts';
import { nnunet } from './nnunet.ts';
import { packErrors } from './pack-errors.ts';
import { segmentationErrors } from './segmentations.ts';
import { endsOf } from './verdict.ts';
import { numbers, quoteAll, quoteAny, short } from './words.ts';

const list = (values: readonly number[]) => values.map(short).join(' × ');

const UNREAD: { readonly [K in UnreadKind]: (format: string) => string } = {
  scan: (format) =>
    `的格式是 ${format}，parse3d 尚不能读取。请将扫描另存为 NIfTI（例如用 3D Slicer），再打开它。`,
  bare: (format) =>
    `的格式是 ${format}，它没有说明扫描在患者体内的方位，左右只能靠猜测。请将扫描连同方向另存为 NIfTI，再打开它。`,
  archive: (format) => `是压缩包（${format}）。请解压后打开其中的扫描。`,
  picture: (format) => `是图片（${format}），不是三维扫描。请打开它所取自的扫描。`,
  document: (format) =>
    `是文档（${format}），不是扫描。请选择 CT 或 MR 扫描，例如 DICOM 文件夹或 .nii.gz 文件。`,
};

/** Why CT and MR cannot be told apart, by `ModalityReason`. */
const UNSURE: Readonly<Record<string, string>> = {
  'unknown-scale': '其分布与 CT 相似，但不是亨氏单位。若确为 CT，请以 HU 保存扫描',
  'like-hounsfield': '其分布与亨氏单位近似，但不完全相同',
  clipped: '两端被截断，如同经过显示窗处理',
};

export const unsure = (name: string, reason: string) =>
  `从数值无法判断“${name}”是 CT 还是 MR：${UNSURE[reason] ?? '两者都符合'}。`;

/** HU + 1024, HU ÷ 1000 and the like. */
function unitsOf(scale: number, offset: number): string {
  const scaled = scale === 1 ? 'HU' : `HU ÷ ${short(1 / scale)}`;
  return offset === 0 ? scaled : `${scaled} ${offset < 0 ? '−' : '+'} ${short(Math.abs(offset))}`;
}

const SESSION_FAULTS: Readonly<Record<ErrorDetails['session-damaged']['reason'], string>> = {
  short: '其长度与所标明的不符',
  packed: '其中一部分无法解压',
  content: '其中含有会话不应有的内容',
  masks: '其掩膜与其扫描不符',
};

export const errors: ErrorSentences = {
  'session-damaged': ({ reason }) =>
    `无法读取会话：${SESSION_FAULTS[reason]}。未作任何更改。请打开它的另一个副本。`,
  'session-newer': ({ version }) =>
    `此会话由更新版本的 parse3d 保存（格式 ${version}），当前版本不认识。请重新加载页面以获得最新版本，再打开该会话。`,
  'session-unkept': ({ reason }) =>
    `${reason === 'full' ? '浏览器已没有空间保留这些工作' : `浏览器未保留这些工作（${reason}）`}，重新加载会丢失此后所做的内容。请将其保存为会话（Ctrl+S）。`,
  'run-stopped': ({ name, prompts }) =>
    `在“${name}”上的查找（${prompts.join('；')}）因打开另一扫描而停止。请在打开的扫描列表中回到“${name}”，再重新查找。`,
  'scan-changed': ({ name }) =>
    `“${name}”的文件现在是另一个扫描。只要它仍在打开的扫描列表中，在其上找到的内容就会保留。请打开它原来的文件，或在列表中关闭它并保存其会话。`,
  'not-a-scan': ({ name }) =>
    `parse3d 不认识“${name}”的格式。请选择 CT 或 MR 扫描，例如 DICOM 文件夹或 .nii.gz 文件。`,
  'format-unread': ({ name, format, kind }) => `“${name}”${UNREAD[kind](format)}`,
  'nothing-to-open': ({ name }) => `“${name}”中没有文件。请选择扫描所在的文件夹或压缩包。`,
  'archive-unread': ({ name, fault, file }) =>
    `无法读取“${name}”：${archiveFaults[fault](file)}。请重新复制或下载该压缩包，或解压后打开文件夹。`,
  'damaged-gzip': ({ name }) => `“${name}”已损坏：内容与其校验和不符。请重新复制或下载，再打开新的副本。`,
  'gzip-unchecked': ({ name }) =>
    `“${name}”已打开，但其中扫描之后的内容过多，未比对校验和。请确认这是您要打开的文件。`,
  'file-truncated': ({ name }) => `“${name}”不完整，缺少部分体素。请重新复制或下载，再打开新的副本。`,
  'file-unreadable': ({ name, reason }) =>
    `无法读取“${name}”（${reason}）。请确认文件仍在且未损坏，再重新打开。`,
  'volume-not-3d': ({ name, shape }) =>
    `“${name}”含有 ${list(shape)} 个值，不是单个三维体数据。请从中保存一个三维体数据，再打开它。`,
  'volume-datatype': ({ name, datatype }) =>
    `“${name}”以 ${datatype} 存储体素，并非每个体素一个数值。请转换为整数或浮点数，再重新打开。`,
  'volume-too-large': ({ name, bytes, most }) =>
    `“${name}”标明其体素占 ${numbers.gibibytes(bytes)}，而 parse3d 最多打开 ${numbers.gibibytes(most)} 的扫描。请保存扫描的较小部分，再打开它。`,
  'volume-spacing': ({ name, spacingMm }) =>
    `“${name}”给出的体素大小为 ${list(spacingMm)} mm，不可能正确。请更正文件头中的体素大小，再重新打开。`,
  'volume-position': ({ name, offsetMm }) =>
    `“${name}”的起点在 ${list(offsetMm)} mm，超出任何扫描设备的范围。请更正文件头中的偏移，再重新打开。`,
  'volume-no-affine': ({ name }) =>
    `“${name}”没有说明它在患者体内的方位，左右只能靠猜测。请连同方向一起保存（NIfTI 的 qform 或 sform，NRRD 的 space 和 space directions），再重新打开。`,
  'volume-affine-singular': ({ name }) =>
    `“${name}”的方向会把患者压成平面。请更正文件头中的 qform 或 sform，再重新打开。`,
  'volume-extent': ({ name, extentMm }) =>
    `按文件头，“${name}”的范围为 ${list(extentMm)} mm，比任何患者都大。请更正文件头中的体素大小，再重新打开。`,
  'modality-unsure': ({ name, reason }) =>
    `${unsure(name, reason)}在查找之前，请在其名称旁选择模态；在终端中请用 --modality。`,
  'labels-not-scan': ({ name }) =>
    `“${name}”看起来是分割结果而不是扫描：只有少数几个整数，且在整片区域内相同。请打开勾画时所用的扫描，其中的对象随后会加入；如果它确实是扫描，请在其名称旁选择模态，在终端中请用 --modality。`,
  'scan-turned': ({ name, flips }) =>
    `按您的选择，“${name}”的${endsOf(flips)}视为颠倒；报告会注明。导出的文件仍使用其原来的网格。使用数值之前，请核对左、前、头在哪一侧。`,
  'ct-units': ({ name, scale, offset }) =>
    `“${name}”存储的不是亨氏单位，而是 ${unitsOf(scale, offset)}，已按此读取。请核对视图中的数值；如有错误，请以 HU 保存扫描。`,
  'ct-floored': ({ name }) =>
    `“${name}”像是一份把 0 HU 以下全部变为 0 的 CT，空气与脂肪无法区分，轮廓可能不够准确。如有设备直接输出的扫描，请打开它。`,
  'mr-shifted': ({ name, by }) =>
    `“${name}”的背景低于 0，如同经过标准化的 MR；已给每个值加上 ${short(by)}。请确认它是 MR。`,
  'mr-background': ({ name, value }) =>
    `“${name}”的背景值（${short(value)}）落在身体的数值范围内，已改为最低值。请确认视图中的身体完整。`,
  'mr-noisy-background': ({ name }) =>
    `“${name}”中患者周围与体内一样亮，且有噪声，轮廓可能出错。请打开该扫描的其他重建，或已去除背景的版本。`,
  'little-body': ({ name, ml }) =>
    `“${name}”中只有 ${numbers.fixed(ml, 1)} mL 的身体，因此“未找到”说明不了什么。请核对体素大小，或打开范围更大的扫描。`,
  'affine-placeholder': ({ name, isSized }) =>
    `“${name}”给出的${isSized ? '' : '体素为 1 × 1 × 1 mm，'}坐标轴恰好沿患者各方向，原点在第一个体素：这是程序在不知情时写入的内容。左右${isSized ? '' : '、大小'}和答案都可能有误。请打开它所取自的扫描，或把真实方向写入文件头。`,
  'data-missing': ({ name, missing }) =>
    `“${name}”只是文件头：体素在“${missing}”中，而它不在给出的文件里。请两个文件一起选择或拖入。`,
  'header-faulty': ({ name, field, fault, count }) =>
    `“${name}”的文件头在“${field}”处无法理解（${headerFaults[fault](count)}）。请重新保存扫描，例如存为 NIfTI，再打开它。`,
  'encoding-unread': ({ name, encoding }) =>
    `“${name}”存放体素的方式（${encoding}）parse3d 不能读取。请重新存为单个文件，例如 NIfTI 或 NRRD，用 gzip 压缩或不压缩，再打开它。`,
  'nifti-forms-differ': ({ name, followed, sform, qform }) =>
    `“${name}”对其方位给出两种不同说法：sform 为 ${sform}，qform 为 ${qform}。已采用 ${followed}。请确认左右正确。`,
  'nifti-sform-empty': ({ name }) => `“${name}”的 sform 已启用但内容为空，因此采用 qform。请确认左右正确。`,
  'nifti-unit': ({ name, unit }) =>
    `“${name}”标明尺寸单位为 ${unit}，与任何患者都不符，已按毫米处理。请核对所显示的体素大小。`,
  'nifti-step-negative': ({ name }) =>
    `“${name}”给出负的体素大小，没有意义；已像其他程序一样忽略其符号。请确认左右正确。`,
  'volume-constant': ({ name, value }) =>
    `“${name}”的所有体素值相同（${value}），没有可看的内容。请打开它所取自的扫描。`,
  'volume-not-finite': ({ name }) => `“${name}”没有一个体素是数值。请重新导出扫描，再打开新文件。`,
  'volume-intensity': ({ name, low, high }) =>
    `“${name}”的强度从 ${low.toPrecision(3)} 到 ${high.toPrecision(3)}，任何扫描设备都不会如此。请检查其数据类型、斜率和截距，更正后重新打开。`,
  ...dicom,
  ...segmentationErrors,
  ...nnunet,
  'prompt-empty': () => '提示词中没有任何结构。请输入要查找的内容，例如“左肾”。',
  'prompt-left-out': ({ names }) =>
    `按提示词所述，${quoteAll(names)}已略去。若要勾画，请去掉“不要”一类的词再查找。`,
  'prompt-exception': ({ texts }) =>
    `您要查找除${quoteAll(texts)}之外的全部，而模型不认识它。请写出模型认识的名称，或查找全部后隐藏其余。`,
  'prompt-sideless': ({ texts, names }) =>
    `没有勾画${quoteAll(texts)}，因为模型在此不分左右。请查找${quoteAny(names)}以勾画其全部。`,
  'prompt-body-part': () => '能找到什么取决于扫描显示的身体部位。请在扫描名称旁或此处选择部位，再重新提问。',
  'prompt-report': () => '这段文字像是检查报告，因此没有勾画。请只输入要查找的名称，例如“肝，左肾”。',
  'prompt-length': ({ characters, most }) =>
    `提示词有 ${numbers.fixed(characters, 0)} 个字符，最多读取 ${numbers.fixed(most, 0)} 个。请只输入要查找的名称，例如“肝，左肾”。`,
  'prompt-unknown': ({ text, pack, nearest, elsewhere }) =>
    `${pack} 不认识“${text}”${elsewhere.map((other) => `；另一个模型 ${other} 也许认识`).join('')}。请查找${nearest.length === 0 ? '其列表中的结构' : quoteAny(nearest)}。`,
  ...bodyPartErrors,
  'prompt-too-long': ({ text, maxTokens }) =>
    `“${text.slice(0, 40)}…”超出模型可读的长度（${maxTokens} 个词元）。请用几个词写出结构名称。`,
  ...packErrors,
  'several-scans': ({ count }) => `给出的内容中有 ${count} 个扫描，而一次只能打开一个。请选择其中一个。`,
  'modality-unstated': ({ name, reason }) => `${unsure(name, reason)}请在上方选择扫描类型，再重新开始。`,
  'batch-running': ({ done, of }) =>
    `批处理正在运行（${done} / ${of} 个扫描），引擎一次只做一件事。请等待，或先停止它：按钮在页脚。`,
  'batch-must-wait': () => '正在回答提示词或打开扫描。请等待或取消，再开始批处理。',
  'batch-unwritable': ({ folder, reason }) =>
    `${folder === '' ? '该文件夹' : `“${folder}”`}无法写入结果（${reason}）。请腾出磁盘空间或选择其他文件夹，再重新开始。`,
  'batch-table-foreign': ({ folder, file }) =>
    `“${folder}”中的 ${file} 不是此版本的批处理所写，因此保持原样。请选择其他文件夹，或重命名该文件，再重新开始。`,
  'copy-refused': ({ reason }) => `浏览器不允许复制表格（${reason}）。请改为保存成文件：“表格（CSV）”。`,
  'link-elsewhere': ({ address }) =>
    `链接所指的扫描不在本页面的站点上（${address.slice(0, 80)}），因此没有获取。请保存该文件，再在这里打开。`,
  'sample-missing': ({ name }) => `本站点没有示例扫描 ${name}。请打开您自己的扫描。`,
  'arguments-invalid': ({ reason }) => `${reason}。请用 --help 查看用法。`,
  internal: ({ where }) =>
    `出现了不应发生的问题（${where}）。请重新加载页面再试；如果再次发生，请附上这段文字报告。`,
};
