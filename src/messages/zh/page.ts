import type { DeviceReason } from '#engine/engine.ts';
import type { Messages } from '#messages/en.ts';
import { modalityWord, numbers } from './words.ts';

export const title: Messages['title'] = {
  openAnother: '打开另一个扫描',
  close: '关闭此扫描',
  about: '关于 parse3d',
  openFolder: '打开文件夹',
  opening: (name) => `正在打开 ${name}…`,
  looked: (done, of) => `已查看 ${done} / ${of} 个文件`,
  stopOpening: '停止',
  scanFile: '扫描文件',
  scanFolder: '扫描文件夹',
  grid: (size, spacingMm) =>
    `${size.join(' × ')} 体素，每个 ${spacingMm.map((mm) => numbers.fixed(mm, 1)).join(' × ')} mm`,
  modality: '模态',
  modalityHint: '许多文件没有说明由什么设备产生。如有错误，请在此更正。',
  modalities: { CT: 'CT', MR: 'MR', other: '其他' },
  whichModality: 'CT 还是 MR？',
  guessed: (modality) => `${modalityWord(modality)}（推测）`,
  modelSees: '模型所见',
  modelSeesHint: '模型看到 256 级灰度。这里决定在之后的提示词中，哪些强度为黑、哪些为白。',
  asPromptNeeds: '按提示词所需',
};

export const welcome: Messages['welcome'] = {
  title: '说出结构，看见三维。',
  lead: '打开腹部 CT 或 MR，输入“左肾”，parse3d 就会勾画它、测量它，并可保存掩膜。',
  drop: (formats) => `把扫描拖到任意位置：DICOM 文件夹或 zip，以及 ${formats.join('、')}`,
  choose: '选择文件',
  chooseFolder: '选择文件夹',
  sample: '试用示例',
  privacy: '全部计算都在此浏览器中进行。您的扫描不会离开这台机器。',
  hovering: '松开即可打开',
};

const deviceReasons: {
  readonly [K in DeviceReason['kind']]: (reason: DeviceReason & { kind: K }) => string;
} = {
  preferred: () => '这是此浏览器提供的最快方式。',
  'no-webgpu-api': () => '此浏览器没有 WebGPU，因此模型在 CPU 上运行。',
  'no-adapter': () => 'WebGPU 没有找到可用的 GPU，因此模型在 CPU 上运行。',
  'software-adapter': ({ name }) => `这里的 WebGPU 只是模拟（${name}）；CPU 更快。`,
  'webgpu-failed': ({ message }) => `WebGPU 失败（${message}），因此模型在 CPU 上运行。`,
  requested: () => '页面地址如此要求。',
};

export const status: Messages['status'] = {
  disclaimer: '仅供科研使用。不是医疗器械。',
  privacy: '没有任何内容离开这台机器',
  dark: '断网：不出也不进',
  privacyHint: '此页面请求了什么，以及一个禁止一切请求的开关',
  notLoaded: '模型未加载',
  unavailable: '模型不可用',
  tryAgain: '重试',
  model: (name, version) => `模型：${name} ${version}`,
  models: '模型',
  modelsBusy: (percent) => `模型：此步骤 ${percent}%`,
  gpu: (name) => `WebGPU：${name}`,
  cpu: (kind, threads) => `${kind}：${threads} 个线程`,
  fastestIsGpu: 'WebGPU 是此浏览器提供的最快方式。',
  requestedSingle: '页面地址如此要求；只有一个线程。',
  deviceReasons,
};

export const network: Messages['network'] = {
  title: '网络',
  what: '扫描、提示词和结果都留在此浏览器中。页面只能访问本站点、只取自己的文件；其他任何地址都被浏览器拒绝。',
  offline: {
    unknown: '尚不清楚页面能否在没有网络时打开。',
    keeping: '正在把页面保存到此浏览器，以便在没有网络时打开。',
    'not-kept': '此浏览器没有保存页面，可能是空间不足或不被允许：只能在有网络时打开。',
  },
  kept: (bytes) =>
    `页面、模型和示例已保存在此浏览器中（${numbers.megabytes(bytes)}）：没有网络也能打开和工作。`,
  goDark: '断网',
  goDarkHint:
    '断网期间，没有请求到达网络，连发往本站点的也没有；由已保存的内容应答。在您关闭之前一直如此。只有浏览器自己仍会询问 service-worker.js 是否有变化。',
  requests: '此页面及其后台线程的请求',
  requestsHint: '最新的在前。首次访问时，加载页面本身的请求不在其中：那时还无法记录。',
  noRequests: '还没有。',
  from: {
    kept: '由已保存的内容应答',
    network: '本站点',
    refused: '已拒绝：页面处于断网状态',
    failed: '没有应答',
  },
  keptHere: '此浏览器保存了什么',
  keptHint:
    '您添加的模型包、逐层读取的扫描的特征、页面自己的文件、本设备的速度，您选择的模型、语言和外观，以及在您同意时对最近扫描所做的工作。没有扫描。',
  removeAll: '全部移除…',
  removeSure: '您制作的模型包和保留的工作将永久消失，打开的扫描会关闭。',
  removeForGood: '全部移除',
  keepIt: '保留',
  update: 'parse3d 有新版本。',
  updateWithResults: 'parse3d 有新版本。重新加载会关闭扫描；请先保存结果。',
  reload: '重新加载',
};

export const notices: Messages['notices'] = {
  dismiss: '关闭提示',
  engineQuiet: (quietMs) =>
    `引擎已有 ${numbers.seconds(quietMs)} 没有应答。它可能正忙：线程少时，大模型的一步要几分钟。如果您认为它卡住了，请重启引擎；已找到的结果会保留，您要查找的会重新查找。`,
  engineStuck: (minutes) =>
    `您等待的内容已有 ${minutes} 分钟没有进展。在较慢的设备上这可能是正在计算，您可以继续等待。如果您认为它卡住了，请重启引擎；已找到的结果会保留，您要查找的会重新查找。批量扫描会停下，再次启动后继续。如果再次卡住，请在“${status.models}”中选择另一个模型。`,
  restartEngine: '重启引擎',
  tryGpuAgain: '重新尝试显卡',
};

export const breakdown: Messages['breakdown'] = {
  title: 'parse3d 无法继续',
  reload: '重新加载',
  noViews: (reason) =>
    `3D 视图无法启动（${reason}）。请使用支持 WebGL2 的浏览器，例如最新的 Chrome、Edge 或 Chromium，再重新加载。`,
};

export const about: Messages['about'] = {
  title: '关于 parse3d',
  what: '根据输入的提示词勾画三维医学图像中的结构。模型在此浏览器中运行：扫描、提示词和掩膜都留在这台机器上，并有安全策略阻止页面联系任何其他站点。',
  disclaimer: '**仅供科研使用。不是医疗器械。** 轮廓和体积可能有误；请对照图像核对。',
  close: '关闭',
  model: (name, version) => `模型：${name} ${version}`,
  trainedOn: '训练数据',
  theme: '页面外观',
  themeOfSystem: '跟随系统',
  themes: { dark: '深色', light: '浅色' },
  language: '页面语言',
  languageOfBrowser: '按浏览器设置',
  languageHint: '重新加载后页面使用该语言。这会关闭扫描；请先保存结果。',
  reload: '重新加载',
};
