import type { Messages } from '#messages/en.ts';
import { roundTime } from '#model/passport/in-words.ts';
import type { Basis } from '#model/passport/predict.ts';
import { numbers } from './words.ts';

const { diskSize, fixed, gibibytes } = numbers;

const UNITS = { s: '秒', min: '分钟', h: '小时' } as const;

const duration: Messages['passport']['duration'] = (seconds) => {
  const { unit, from, to } = roundTime(seconds);
  return from === to ? `约 ${from} ${UNITS[unit]}` : `${from} 至 ${to} ${UNITS[unit]}`;
};

const BASES: Readonly<Record<Basis, (runs: number) => string>> = {
  runs: (runs) => `依据该模型在本设备上先前的 ${runs} 次运行`,
  benchmark: () => '仅依据基准测试；第一次运行后会修正',
  slices: () => '依据模型包给出的服务器单核处理一层所用的秒数',
};

const pieces: Messages['passport']['pieces'] = (kind, low, high) =>
  `${low === high ? high : `${low} 至 ${high}`} ${kind === 'windows' ? '个窗口' : '层'}`;

export const passport: Messages['passport'] = {
  title: '本设备',
  open: '关于本设备',
  openHint: '本设备有什么，以及各模型在其上需要多久',
  close: '关闭',
  lead: '本页面能够得知的所在设备的情况，以及由此得出的结论。这些信息不会离开本页面。',
  speed: '速度',
  gflops: (gflops) =>
    `${numbers.significant(gflops, 2)} GFLOP/s：float32 的 3 × 3 × 3 卷积，在此用不到一秒测得。`,
  measuring: '正在测量…',
  unmeasured: '尚未测量。',
  failed: (reason) => `无法测量：${reason} 请再试一次，或直接提问以查看所需时间。`,
  measureAgain: '重新测量',
  adapter: 'GPU（据 WebGPU）',
  noApi: '此浏览器没有 WebGPU。',
  noAdapter: 'WebGPU 没有找到可用的 GPU。',
  adapterFacts: (name, isEmulated) => (isEmulated ? `${name}，由处理器模拟。` : `${name}。`),
  limits: 'GPU 限制',
  limitFacts: (buffer, binding, invocations, shared) =>
    `缓冲区 ${gibibytes(buffer)}，着色器可见其中 ${gibibytes(binding)}；工作组 ${invocations}，共享 ${fixed(shared / 1024, 0)} KiB。`,
  float16: 'float16 运算',
  hasFloat16: 'GPU 支持（shader-f16）。页面仍以 float32 计算，因为 float16 会损失精度。',
  noFloat16: '不提供，也不需要：页面以 float32 计算。',
  cores: '处理器',
  coreFacts: (cores, threads) => `据浏览器有 ${cores} 个核，WebAssembly 可使用其中 ${threads} 个。`,
  notIsolated: '只有一个线程：页面未与其他页面隔离。网站须以 docs/hosting.md 所列的标头提供。',
  memory: '内存',
  memoryFacts: (fact) =>
    fact.from === 'browser'
      ? `${gibibytes(fact.bytes)} 或更多（navigator.deviceMemory，经取整且有上限）。`
      : `此浏览器不提供。按核数猜测：${gibibytes(fact.leastBytes)} 至 ${gibibytes(fact.mostBytes)}。`,
  storage: '存储空间',
  storageFacts: (usedBytes, quotaBytes) =>
    `据浏览器估计，已用 ${diskSize(usedBytes)}，共 ${diskSize(quotaBytes)}。`,
  unknown: '未知',
  models: '本设备上的模型',
  modelsOn: (scan) => `本设备上的模型，用于 ${scan}`,
  noScan: '打开一个扫描，即可查看每个模型需要多久。',
  takes: '一次提问需要',
  takesThisScan: '此扫描',
  work: '计算量',
  needs: '内存',
  size: '大小',
  latest: '上次运行',
  duration,
  unknownTime: {
    'no-figure': '未知：模型没有说明其计算量。',
    'not-measured': '测量速度之前未知。',
  },
  basis: (basis, runs) => BASES[basis](runs),
  gflop: (low, high) => {
    const [least, most] = [fixed(low, low < 10 ? 1 : 0), fixed(high, high < 10 ? 1 : 0)];
    return `${least === most ? most : `${least} 至 ${most}`} GFLOP（据模型包自己的数字）`;
  },
  pieces,
  again: (windows) => `问及小结构时会再看一次：最多再加 ${pieces('windows', windows, windows)}。`,
  plan: ({ on, precision, kind, size, low, high, isPart }) => {
    const weights = precision === undefined ? '' : `，权重为 ${precision}`;
    const where = isPart ? '所选部分' : '整个扫描';
    return `在 ${on} 上以 float32 计算${weights}：${where}的 ${pieces(kind, low, high)}，每个 ${size.join(' × ')} 个采样。`;
  },
  furtherPrompt: '扫描已编码；后续提问只需解码。',
  shorter: '若想少等，请选择扫描的一部分：只查看其中的内容。',
  memoryNeed: (bytes) => `空闲 ${gibibytes(bytes)}`,
  onDisk: (bytes) => diskSize(bytes),
  wentAs: (predicted, took) => (predicted === undefined ? `用时 ${took}` : `预测 ${predicted}，用时 ${took}`),
  seconds: (seconds) => numbers.seconds(1000 * seconds),
  inManager: (time) => `在本设备上处理此扫描需要 ${time}。`,
  furtherInManager: (time) => `在本设备上对此扫描再次提问需要 ${time}。`,
  beforeRun: (time, basis) => `在本设备上，一次提问需要 ${time}，${basis}。`,
  sources:
    'GFLOP：十亿次乘法和加法。范围的宽度取决于先前运行的差异。用时和速度按模型和设备保存在此浏览器中，除扫描大小外不含扫描的任何内容，并用于修正下一次预测；页面底部的“没有任何内容离开这台机器”中有移除它们的按钮。',
};
