import type { Messages } from '#messages/en.ts';
import { roundTime } from '#model/passport/in-words.ts';
import type { Basis } from '#model/passport/predict.ts';
import { numbers } from './words.ts';

const { diskSize, fixed, gibibytes } = numbers;

const UNITS = { s: 's', min: 'min', h: 'h' } as const;

const duration: Messages['passport']['duration'] = (seconds) => {
  const { unit, from, to } = roundTime(seconds);
  return from === to ? `etwa ${from} ${UNITS[unit]}` : `${from} bis ${to} ${UNITS[unit]}`;
};

const BASES: Readonly<Record<Basis, (runs: number) => string>> = {
  runs: (runs) =>
    `nach ${runs} ${numbers.plural(runs, { one: 'früheren Lauf', other: 'früheren Läufen' })} dieses Modells auf diesem Gerät`,
  benchmark: () => 'allein nach der Messung hier; der erste Lauf verbessert das',
  slices: () => 'nach den Sekunden, die ein Kern eines Servers für eine Schicht brauchte, wie das Paket sagt',
};

const pieces: Messages['passport']['pieces'] = (kind, low, high) => {
  const words = {
    windows: { one: 'Fenster', other: 'Fenster' },
    slices: { one: 'Schicht', other: 'Schichten' },
  };
  return `${low === high ? high : `${low} bis ${high}`} ${numbers.plural(high, words[kind])}`;
};

export const passport: Messages['passport'] = {
  title: 'Dieses Gerät',
  open: 'Über dieses Gerät',
  openHint: 'Was dieses Gerät hat, und wie lange Modelle darauf brauchen',
  close: 'Schließen',
  lead: 'Was diese Seite über das Gerät wissen kann, auf dem sie läuft, und was daraus folgt. Nichts davon verlässt diese Seite.',
  speed: 'Geschwindigkeit',
  gflops: (gflops) =>
    `${numbers.significant(gflops, 2)} GFLOP/s: Faltungen von 3 × 3 × 3 in float32, hier in weniger als einer Sekunde gemessen.`,
  measuring: 'Wird gemessen…',
  unmeasured: 'Noch nicht gemessen.',
  failed: (reason) =>
    `Sie ließ sich nicht messen: ${reason} Versuchen Sie es noch einmal, oder fragen Sie etwas, um zu sehen, wie lange es dauert.`,
  measureAgain: 'Noch einmal messen',
  adapter: 'GPU, laut WebGPU',
  noApi: 'Dieser Browser hat kein WebGPU.',
  noAdapter: 'WebGPU findet keine GPU, die es nutzen kann.',
  adapterFacts: (name, isEmulated) => (isEmulated ? `${name}, vom Prozessor nachgebildet.` : `${name}.`),
  limits: 'Grenzen der GPU',
  limitFacts: (buffer, binding, invocations, shared) =>
    `Puffer von ${gibibytes(buffer)}, von denen ein Shader ${gibibytes(binding)} sieht; Gruppen von ${invocations} mit ${fixed(shared / 1024, 0)} KiB.`,
  float16: 'Rechnen in float16',
  hasFloat16:
    'Die GPU kann es (shader-f16). Die Seite rechnet dennoch in float32, denn float16 kostet Genauigkeit.',
  noFloat16: 'Nicht angeboten und nicht nötig: Die Seite rechnet in float32.',
  cores: 'Prozessor',
  coreFacts: (cores, threads) =>
    `${cores} ${numbers.plural(cores, { one: 'Kern', other: 'Kerne' })} laut Browser, von denen WebAssembly ${threads} nutzen darf.`,
  notIsolated:
    'Nur ein Thread: Die Seite ist nicht von anderen getrennt. Die Site muss mit den Kopfzeilen ausgeliefert werden, die docs/hosting.md nennt.',
  memory: 'Arbeitsspeicher',
  memoryFacts: (fact) =>
    fact.from === 'browser'
      ? `${gibibytes(fact.bytes)} oder mehr (navigator.deviceMemory, gerundet und nach oben begrenzt).`
      : `Dieser Browser sagt es nicht. Nach den Kernen geraten: ${gibibytes(fact.leastBytes)} bis ${gibibytes(fact.mostBytes)}.`,
  storage: 'Plattenplatz',
  storageFacts: (usedBytes, quotaBytes) =>
    `${diskSize(usedBytes)} von ${diskSize(quotaBytes)} belegt, nach der Schätzung des Browsers.`,
  unknown: 'unbekannt',
  models: 'Modelle auf diesem Gerät',
  modelsOn: (scan) => `Modelle auf diesem Gerät, für ${scan}`,
  noScan: 'Öffnen Sie einen Scan, um zu sehen, wie lange jedes Modell für ihn braucht.',
  takes: 'Eine Frage dauert',
  takesThisScan: 'Dieser Scan',
  work: 'Arbeit',
  needs: 'Speicher',
  size: 'Größe',
  latest: 'Letzter Lauf',
  duration,
  unknownTime: {
    'no-figure': 'Unbekannt: Das Modell sagt nicht, wie viel es rechnet.',
    'not-measured': 'Unbekannt, bis die Geschwindigkeit gemessen ist.',
  },
  basis: (basis, runs) => BASES[basis](runs),
  gflop: (low, high) => {
    const [least, most] = [fixed(low, low < 10 ? 1 : 0), fixed(high, high < 10 ? 1 : 0)];
    return `${least === most ? most : `${least} bis ${most}`} GFLOP nach der eigenen Angabe des Pakets`;
  },
  pieces,
  again: (windows) =>
    `Wo nach kleinen Strukturen gefragt wird, ein zweiter Blick auf sie: bis zu ${pieces('windows', windows, windows)} mehr.`,
  plan: ({ on, precision, kind, size, low, high, isPart }) => {
    const weights = precision === undefined ? '' : ` mit Gewichten in ${precision}`;
    const where = isPart ? 'aus dem gewählten Teil' : 'aus dem ganzen Scan';
    return `Auf ${on}, in float32${weights}: ${pieces(kind, low, high)} von ${size.join(' × ')} Werten ${where}.`;
  },
  furtherPrompt: 'Der Scan ist schon eingelesen; weitere Fragen werden nur noch dekodiert.',
  shorter: 'Um weniger zu warten, wählen Sie einen Teil des Scans: Nur was darin liegt, wird angesehen.',
  memoryNeed: (bytes) => `${gibibytes(bytes)} frei`,
  onDisk: (bytes) => diskSize(bytes),
  wentAs: (predicted, took) =>
    predicted === undefined ? `dauerte ${took}` : `vorhergesagt ${predicted}, gebraucht ${took}`,
  seconds: (seconds) => numbers.seconds(1000 * seconds),
  inManager: (time) => `Für diesen Scan braucht es auf diesem Gerät ${time}.`,
  furtherInManager: (time) => `Ein weiterer Prompt zu diesem Scan braucht auf diesem Gerät ${time}.`,
  beforeRun: (time, basis) => `Eine Frage dauert auf diesem Gerät ${time}, ${basis}.`,
  sources:
    'GFLOP: Milliarden Multiplikationen und Additionen. Eine Spanne ist so breit, wie frühere Läufe sich unterschieden. Zeiten und Geschwindigkeit bleiben in diesem Browser, für jedes Modell und Gerät, ohne etwas vom Scan außer seiner Größe, und verbessern die nächste Vorhersage; „Nichts verlässt diesen Rechner“ unten auf der Seite hat einen Knopf, der sie entfernt.',
};
