import type { ErrorDetails } from '#errors.ts';
import { checkpointFaults } from './checkpoint-faults.ts';
import { difference } from './differences.ts';
import { stageNames } from './faults.ts';
import { numbers } from './words.ts';

type Code =
  | `pack-${string}`
  | `checkpoint-${string}`
  | `storage-${string}`
  | 'weights-corrupt'
  | 'one-instance'
  | 'answer-gone'
  | 'packs-busy'
  | 'results-unwritable'
  | 'not-removed'
  | 'out-of-memory'
  | 'device-lost'
  | 'worker-lost'
  | 'runtime-unavailable';

type Sentences = { readonly [C in Code & keyof ErrorDetails]: (details: ErrorDetails[C]) => string };

const megabytes = (bytes: number) => `${numbers.fixed(bytes / 1e6, 0)} MB`;

/** What is said of models, of what the browser keeps, and of what computes. */
export const packErrors: Sentences = {
  'pack-invalid': ({ field, reason }) =>
    `模型描述在“${field}”处有误（${reason}）。请恢复模型包的原始文件，再重新加载页面。`,
  'pack-unreachable': ({ file, reason }) =>
    `无法获取模型文件 ${file}（${reason}）。请检查与本站点的连接，然后重试。`,
  'weights-corrupt': ({ file }) =>
    `模型文件 ${file} 与其描述不符，因此没有使用。请重试以重新下载；如果仍然失败，请恢复模型包的原始文件。`,
  'checkpoint-unreadable': ({ name, fault, subject = '' }) =>
    `无法转换“${name}”：${checkpointFaults[fault](subject)}。请选择发布者提供的 .ckpt、.safetensors 或 .zip 文件。`,
  'checkpoint-damaged': ({ name, fault, subject = '' }) =>
    `“${name}”已损坏：${checkpointFaults[fault](subject)}。请重新复制或下载，再转换新的副本。`,
  'checkpoint-other-model': ({ name, missing, unknown, misshapen }) =>
    `“${name}”中的模型不是此模型：${difference({ missing, unknown, misshapen })}。请选择为此模型发布的检查点。`,
  'pack-file-corrupt': ({ pack, file }) =>
    `${pack} 的文件 ${file} 与其描述不符，该模型包不可使用。请移除该模型包，再重新转换检查点或添加文件夹。`,
  'pack-exists': ({ pack }) => `${pack} 已存储在此浏览器中。请使用已有的，或先移除它再添加新的。`,
  'one-instance': ({ name }) => `“${name}”是一个对象，没有可分之处。请提高其阈值再试，或手动擦出间隙。`,
  'answer-gone': ({ name }) => `“${name}”的概率已不在内存中。请重新查找，再作更改。`,
  'pack-gone': ({ pack, instead }) =>
    `模型包 ${pack} 已不在此浏览器的存储中，改由 ${instead} 回答。请重新转换检查点或添加模型包的文件夹。`,
  'pack-damaged': ({ pack, file, instead }) =>
    `存储的模型包 ${pack} 已不完整（${file}），改由 ${instead} 回答。请在“模型”中移除该模型包，再重新转换检查点或添加模型包的文件夹。`,
  'pack-too-large': ({ pack, instead }) =>
    `浏览器在此页面加载模型包 ${pack} 时终止了它，很可能是内存不足，改由 ${instead} 回答。请关闭其他标签页和程序，再在“模型”中重新选择该模型包。`,
  'pack-file-other': ({ name }) =>
    `“${name}”不是模型。请选择 nnU-Net v2 的 zip、文件夹或文件（检查点连同其 plans.json 和 dataset.json），检查点（.ckpt、.safetensors、.pt 或 .pth），或解压后的模型包文件夹。`,
  'pack-folder-without-manifest': ({ folder }) =>
    `“${folder}”中没有 manifest.json，因此不是模型包。请选择由“npm run convert”或导出写出的文件夹。`,
  'pack-folder-incomplete': ({ folder, file }) =>
    `“${folder}”缺少 ${file}，或其大小与描述不符。请重新复制整个文件夹，再添加新的副本。`,
  'packs-busy': () => 'parse3d 的另一个标签页正在更改存储的模型包。请等待或关闭它，然后重试。',
  'results-unwritable': ({ folder, reason }) =>
    `没有写入结果，因为 ${folder} 无法写入：${reason}。请腾出磁盘空间，或用 --out 选择其他文件夹。`,
  'storage-insecure': () =>
    '此页面经未加密的 http 来自另一台计算机，浏览器不给这样的页面用于模型包的存储。Mini 仍可使用。如需其他模型，请通过 https 打开页面，或在本机运行 parse3d 并在 localhost 打开。',
  'storage-unavailable': ({ reason }) =>
    `此浏览器没有给页面用于模型包的存储（${reason}）。请退出无痕浏览，或使用最新的 Chrome、Edge 或 Chromium，然后重试。`,
  'not-removed': ({ reason }) =>
    `此浏览器保留的内容未能全部移除（${reason}）。请关闭其他 parse3d 标签页后重试，或在浏览器设置中清除本站点的数据。`,
  'storage-full': ({ neededBytes, freeBytes }) =>
    `模型包需要 ${megabytes(neededBytes)}，${
      freeBytes === undefined
        ? '而浏览器只收下了一部分：它给此页面的存储或磁盘已满'
        : `而浏览器给此页面的存储只剩 ${megabytes(freeBytes)}`
    }。请腾出磁盘空间或移除一个模型包，然后重试。`,
  'out-of-memory': ({ stage }) =>
    `在“${stageNames[stage] ?? stage}”阶段内存不足。请关闭其他标签页和程序，或打开扫描的较小部分，然后重试。`,
  'device-lost': ({ reason }) =>
    `显卡无法继续运行模型（${reason}），改由处理器计算，耗时更长。已找到的结果会保留。请重新尝试显卡，或照此继续。`,
  'worker-lost': ({ reason }) =>
    `此页面的后台部分已停止（${reason}）。请重试；如果再次发生，请关闭其他标签页和程序，再重新加载页面。`,
  'runtime-unavailable': ({ reason }) =>
    `运行模型的程序无法启动（${reason}）。请检查与本站点的连接，然后重试。`,
};
