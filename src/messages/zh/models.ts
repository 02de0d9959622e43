import type { Messages } from '#messages/en.ts';
import { modalityWord, numbers } from './words.ts';

const { diskSize, gibibytes } = numbers;

export const models: Messages['models'] = {
  title: '模型',
  close: '关闭',
  here: '在此设备上',
  embedded: 'Mini',
  embeddedFacts: '随页面提供：用于腹部器官的小型网络。',
  knows: (count, examples) =>
    `认识 ${count} 个结构：${examples.join('、')}${count > examples.length ? ' 等' : ''}。`,
  takesAnyText: '可接受任意文本，不限于名称。',
  withoutTargets:
    '它由较早版本的 parse3d 制作，未说明训练目标：文本按输入原样发送，“这个扫描里有什么？”对每个扫描都问同样的内容。若要改变，请重新转换检查点。',
  madeFor: (modalities) =>
    modalities.length === 0
      ? '适用于 CT、MR 和其他扫描。'
      : `仅适用于 ${numbers.list(modalities.map(modalityWord))}。`,
  routing: '由谁回答',
  routings: {
    best: '认识该结构的最佳模型',
    first: (name) => `${name}；其他模型只回答它不认识的`,
    only: (name) => `仅 ${name}`,
  },
  routingHint:
    '最佳者依次为：对此类扫描有实测指标的，有已发表指标的，已加载的。加载另一个模型需要一些时间；已找到的结果会保留。',
  answersNow: '当前回答者',
  use: '使用',
  answerWith: (title) => `使用 ${title}`,
  verify: '校验',
  verifyNamed: (title) => `校验 ${title}`,
  save: '存为文件',
  saveNamed: (title) => `将 ${title} 存为文件`,
  removeNamed: (title) => `移除 ${title}`,
  removeForGood: '永久移除',
  keep: '保留',
  onDisk: (bytes) => `占用磁盘 ${diskSize(bytes)}`,
  convertedFrom: (file, date) => `，${numbers.date(date)} 由 ${file} 转换`,
  addedFrom: (folder, date) => `，${numbers.date(date)} 由文件夹“${folder}”添加`,
  unfinished: '未完成。请在下方选择同一检查点和精度以继续，或移除它。',
  licence: (name) => `许可：${name}`,
  room: (usedBytes, quotaBytes) =>
    `据浏览器估计，此页面使用了 ${diskSize(quotaBytes)} 存储中的 ${diskSize(usedBytes)}。`,
  persisted: '浏览器已承诺保留模型包。',
  mayBeCleared: '磁盘已满时浏览器可能清除模型包，请保存您要留下的。',
};

/** Published weights that people may bring. */
export const bring: Messages['bring'] = {
  title: '您可以自带的模型',
  what: '这些网络由其作者以自由许可发布，不随页面提供。页面从不自行下载：请在另一个标签页下载文件，再拖入此窗口。它会成为此设备上的模型包，不会向任何地方发送内容。',
  here: '已在此设备上',
  count: (count, modality) => `${count} 个结构，${modality}`,
  more: (count) => `${count} 个为 1.5 mm，仅限 GPU`,
  knows: '认识',
  structures: (count, examples) =>
    `${count} 个结构：${examples.join('、')}${count > examples.length ? ' 等' : ''}。`,
  file: '文件',
  from: '下载自',
  size: '大小',
  bytes: (bytes) => diskSize(bytes),
  sha256: 'SHA-256',
  licence: '许可',
  cost: '耗时',
  onThisDevice: '此设备',
  needsGpu: '不实用：此页面在 CPU 上计算，一个扫描要几小时。',
  hasGpu: '在 GPU 上计算，一个扫描要几分钟。尚未实测。',
  onCpu: '在 CPU 上计算：一个扫描要几分钟。',
  onGpu: '在 GPU 上计算：按运算量估计，一个扫描要几秒。',
};

const LACKS = {
  memory: (name: string) => `以 ${name} 存储时，模型所需的内存超过此处可用的内存。`,
  storage: (name: string) => `浏览器的剩余存储空间不足以按 ${name} 保存。`,
};

export const convert: Messages['convert'] = {
  add: '添加模型',
  addNamed: (name) => `添加 ${name}`,
  folder: '由 `npm run convert` 制作或从此处保存的模型包，可以作为文件夹添加；请拖入此窗口或选择它。',
  addFolder: '添加文件夹',
  checkpoint:
    '其权重不得转发，因此不随页面提供。请从发布者处取得检查点，在此选择：它从您的磁盘读取，在此浏览器中转换并存储。不会向任何地方发送内容。',
  whichFile:
    '文件为 Hugging Face 上 `microsoft/BiomedParse` 的 `biomedparse_v2.ckpt`，约 4.5 GB，登录并接受条款后可下载。`biomedparse_v1.pt` 及二维模型的文件是其他模型。',
  costs:
    '转换需读取一次 4.5 GB，另占用此浏览器 0.42 至 0.75 GB 存储。之后在浏览器的 CPU 上，每层约需一个核心半分钟，整个扫描需一小时或更久；请只查找部分层，或使用 GPU。',
  unknown: (count) =>
    `检查点包含模型所需的全部内容，另有 ${count} 个模型没有位置的张量。微调过的模型可能如此；共用部分结构的其他模型也可能如此，其结果会是错误的。`,
  withoutThem: (count) => `不带这 ${count} 个继续`,
  accept: '我已阅读这些条款并会遵守。',
  file: '检查点文件',
  choose: '选择检查点',
  picked: (name, bytes) => `${name}，${diskSize(bytes)}`,
  taken: (file, model) => `“${file}”视为 ${model} 的检查点。请阅读下方条款后转换。`,
  nonePicked: 'biomedparse_v2.ckpt 或 .safetensors 文件；也可以拖到这里。',
  convert: '转换',
  source: (url) => `来源：\`${url}\``,
  precision: '所存权重的精度',
  precisionNamed: (name, bytes) => `${name}，${diskSize(bytes)}`,
  notRecommended: '（不推荐）',
  recommended: {
    usual: ({ name }) => `在此设备上推荐：${name}，即通常的选择。已知的设备信息中没有不利于它的内容。`,
    instead: ({ name, usual, lacks }) => `在此设备上推荐：${name}。${LACKS[lacks](usual)}`,
    none: ({ usual, lacks }) => `在此设备上，这些都不推荐。${LACKS[lacks](usual)}`,
  },
};

export const nnunet: Messages['nnunet'] = {
  add: '添加 nnU-Net',
  what: '任何单一输入的 nnU-Net v2，例如 TotalSegmentator 的模型：请选择发布的 zip，或 `checkpoint_final.pth` 连同其 `plans.json` 和 `dataset.json`；也可以把它们或所在文件夹拖到这里。文件从您的磁盘读取，在此浏览器中转换。不会向任何地方发送内容。',
  file: 'nnU-Net 的文件',
  choose: '选择文件',
  reading: (name) => `正在查看 ${name}…`,
  taken: (file, title) => `“${file}”是一个 nnU-Net：${title}。请阅读下方条款后转换。`,
  nonePicked: '例如 Dataset297_TotalSegmentator_total_3mm_1559subj.zip。',
  facts: ({ classes, configuration, patch }) =>
    `认识 ${classes} 个结构（${configuration}，窗口为 ${patch.join(' × ')} 体素）。`,
  configuration: '配置',
  folds: (count) =>
    count === 1 ? '折（fold）：由一个网络回答' : `折（fold）：由 ${count} 个网络共同回答，耗时为 ${count} 倍`,
  fold: (name) => (name === 'all' ? '全部病例' : `第 ${name} 折`),
  remarks: {
    float16: '与 float32 一样好：舍入几乎不改变任何体素。',
    float32: '与发布时相同的权重。',
    int8: '最小；轮廓个别处会移动一个体素。',
  },
  convert: '转换 nnU-Net',
};

export const job: Messages['job'] = {
  titles: {
    convert: ({ title }) => `正在转换为 ${title}`,
    add: ({ title }) => `正在添加“${title}”`,
    verify: ({ title }) => `正在校验 ${title}`,
    export: ({ title }) => `正在保存 ${title}`,
  },
  outcomes: {
    convert: ({ title }) => `${title} 已就绪。请按“使用”让它回答。`,
    add: ({ title }) => `“${title}”已添加，每个文件都经过校验。`,
    verify: ({ title }) => `${title} 的每个文件都与其描述相符。`,
    export: ({ title }) => `${title} 已保存。`,
  },
  steps: {
    verify: '正在读取检查点',
    write: '正在写入模型包',
    check: '正在校验所存内容',
    copy: '正在复制',
  },
  starting: '正在启动…',
  step: (name, done, total) => `${name}：${diskSize(done)} / ${diskSize(total)}`,
  paused: (step) => `${step}，已暂停`,
  left: (step, seconds) =>
    `${step}，此步骤还需约 ${seconds < 90 ? `${seconds} 秒` : `${Math.round(seconds / 60)} 分钟`}`,
  pause: '暂停',
  resume: '继续',
  cancel: '取消',
  mayClose: '您可以关闭此窗口。如果标签页关闭，同一检查点会从最后一个完整文件继续。',
};

export const device: Messages['device'] = {
  title: '此设备',
  packNamed: (name, precision) => `${name}，${precision}：`,
  measured: '模型包所需资源是在没有 GPU 的机器上用 Chromium 测得的；表格见 docs/medimageparse3d.md。',
  computesOn: '计算设备',
  computes: (name, reason) => `${name}。${reason}`,
  memory: '内存',
  memoryUntold: '此浏览器没有告知。',
  memoryTold: (bytes) => `至少 ${gibibytes(bytes)}，据浏览器自己的约数（navigator.deviceMemory）。`,
  bufferLimit: 'GPU 缓冲区上限',
  bufferLimitFacts: (bytes) => `${gibibytes(bytes)}（适配器的 maxBufferSize）。`,
  memoryLimit: '内存上限',
  memoryLimitFacts: (bytes) => `${gibibytes(bytes)}（WebAssembly 可寻址的全部）。`,
  float16: 'float16 运算',
  hasFloat16: 'GPU 支持（shader-f16）；模型包仍以 float32 计算。',
  noFloat16: '不可用；也不需要，因为模型包以 float32 计算。',
  verdicts: {
    'runs-on-cpu': ({ needBytes, memoryBytes, secondsPerSlice }) => {
      const has = memoryBytes === undefined ? '' : `；此机器有 ${gibibytes(memoryBytes)} 或更多`;
      const pace =
        secondsPerSlice === undefined ? '' : `，服务器的一个核心处理一层用了 ${secondsPerSlice} 秒`;
      return `此设备可以在 CPU 上运行它：需要 ${gibibytes(needBytes)} 空闲内存${has}${pace}。`;
    },
    'runs-on-gpu': ({ needBytes, bufferBytes }) =>
      `如果 GPU 有 ${gibibytes(needBytes)} 空闲显存，此设备可以在 GPU 上运行它：允许其不超过 ${diskSize(bufferBytes)} 的缓冲区。尚未在真实 GPU 上实测。`,
    'too-little-memory': ({ needBytes, memoryBytes }) =>
      `此设备不能运行它，因为需要 ${gibibytes(needBytes)} 空闲内存，而浏览器称此机器有 ${gibibytes(memoryBytes)}。`,
    'heap-too-small': ({ needBytes, limitBytes }) =>
      `此设备不能运行它，因为在 WebAssembly 中需要 ${gibibytes(needBytes)}，而其上限为 ${gibibytes(limitBytes)}，也没有可用的 GPU。`,
    'buffers-too-small': ({ needBytes, limitBytes }) =>
      `此设备不能在其 GPU 上运行它，因为缓冲区上限为 ${diskSize(limitBytes)}，而它需要 ${diskSize(needBytes)}。要使用 CPU，请在页面地址后加上 ?backend=wasm。`,
    unknown: () => '它在此处需要多少内存尚未测量。',
  },
};
