import type { DeviceReason } from '#engine/engine.ts';
import type { Modality } from '#volume/types.ts';
import { numbers } from './words.ts';

export const title = {
  openAnother: 'Open another scan',
  close: 'Close this scan',
  about: 'About parse3d',
  openFolder: 'Open a folder',
  opening: (name: string) => `Opening ${name}…`,
  looked: (done: number, of: number) => `${done} of ${of} files looked at`,
  stopOpening: 'Stop',
  scanFile: 'Scan file',
  scanFolder: 'Scan folder',
  grid: (size: readonly number[], spacingMm: readonly number[]) =>
    `${size.join(' × ')} voxels of ${spacingMm.map((mm) => numbers.fixed(mm, 1)).join(' × ')} mm`,
  modality: 'Modality',
  modalityHint: 'Many files do not say what made them. Correct it here if it is wrong.',
  modalities: { CT: 'CT', MR: 'MR', other: 'other' } satisfies Record<Modality, string>,
  whichModality: 'CT or MR?',
  guessed: (modality: string) => `${modality} (guessed)`,
  modelSees: 'Model sees',
  modelSeesHint:
    'The model sees 256 shades of grey. This says which intensities become black and white, for the next prompts.',
  asPromptNeeds: 'As the prompt needs',
};

export const welcome = {
  title: 'Name a structure. See it in 3D.',
  lead: 'Open an abdominal CT or MR, type “left kidney”, and parse3d outlines it, measures it and lets you save the mask.',
  drop: (formats: readonly string[]) =>
    `Drop a scan anywhere: a ${numbers.either(['DICOM folder or zip', ...formats])}`,
  choose: 'Choose files',
  chooseFolder: 'Choose a folder',
  sample: 'Try a sample',
  privacy: 'Everything is computed in this browser. Your scan never leaves this machine.',
  hovering: 'Drop to open',
};

const deviceReasons: {
  readonly [K in DeviceReason['kind']]: (reason: DeviceReason & { kind: K }) => string;
} = {
  preferred: () => 'This is the fastest this browser offers.',
  'no-webgpu-api': () => 'This browser has no WebGPU, so the model runs on the CPU.',
  'no-adapter': () => 'WebGPU found no GPU it can use, so the model runs on the CPU.',
  'software-adapter': ({ name }) => `WebGPU is only emulated here (${name}); the CPU is faster.`,
  'webgpu-failed': ({ message }) => `WebGPU failed (${message}), so the model runs on the CPU.`,
  requested: () => 'The page’s address asks for it.',
};

export const status = {
  disclaimer: 'Research use only. Not a medical device.',
  privacy: 'Nothing leaves this machine',
  dark: 'Dark: nothing leaves, nothing comes',
  privacyHint: 'What this page asked for, and a switch that lets no request out',
  notLoaded: 'Model not loaded',
  unavailable: 'Model unavailable',
  tryAgain: 'Try again',
  model: (name: string, version: string) => `Model: ${name} ${version}`,
  models: 'Models',
  modelsBusy: (percent: number) => `Models: ${percent} % of this step`,
  gpu: (name: string) => `WebGPU: ${name}`,
  cpu: (kind: string, threads: number) =>
    `${kind}: ${threads} ${numbers.plural(threads, { one: 'thread', other: 'threads' })}`,
  fastestIsGpu: 'WebGPU is the fastest this browser offers.',
  requestedSingle: 'The page’s address asks for it; one thread only.',
  deviceReasons,
};

export const network = {
  title: 'Network',
  what: 'Scans, prompts and results stay in this browser. The page can reach its own site only, for its own files; the browser refuses every other address.',
  offline: {
    unknown: 'It is not known yet whether the page opens without a network.',
    keeping: 'The page is being kept in this browser, so that it opens without a network.',
    'not-kept':
      'This browser does not keep the page, for want of room or because it is not allowed to: it opens with a network only.',
  },
  kept: (bytes: number) =>
    `The page, its model and its sample are kept in this browser (${numbers.megabytes(bytes)}): it opens and works without a network.`,
  goDark: 'Go dark',
  goDarkHint:
    'While it is dark, no request reaches the network, not even one to this site; what is kept answers. It stays so until you switch it off. Only the browser itself still asks whether service-worker.js has changed.',
  requests: 'Requests of this page and its workers',
  requestsHint:
    'Newest first. On a first visit, what loaded the page itself is not among them: nobody could watch it yet.',
  noRequests: 'None yet.',
  from: {
    kept: 'answered by what is kept',
    network: 'this site',
    refused: 'refused: the page is dark',
    failed: 'no answer',
  },
  keptHere: 'What this browser keeps',
  keptHint:
    'Model packs that you added, features of scans read slice by slice, the page’s own files, how fast this device was, which model, language and look you chose, and, where you have said so, the work on your last scans. No scan.',
  removeAll: 'Remove all of it…',
  removeSure:
    'Packs that you made and work that is kept are gone for good, and the scan that is open is closed.',
  removeForGood: 'Remove all of it',
  keepIt: 'Keep it',
  update: 'A new version of parse3d is here.',
  updateWithResults:
    'A new version of parse3d is here. Reloading closes the scan; save what you found first.',
  reload: 'Reload',
};

export const notices = {
  dismiss: 'Dismiss',
  engineQuiet: (quietMs: number) =>
    `The engine has not answered for ${numbers.seconds(quietMs)}. It may be busy: a step of a large model takes minutes on few threads. If you think that it hangs, restart it; what was found stays, and what you asked for is asked again.`,
  engineStuck: (minutes: number) =>
    `What you wait for has got no further for ${minutes} minutes. On a slow device that may be work, and you can go on waiting. If you think that it hangs, restart the engine; what was found stays, and what you asked for is asked again. Many scans stop then, and go on when you start them again. If it hangs once more, choose another model under “${status.models}”.`,
  restartEngine: 'Restart the engine',
  tryGpuAgain: 'Try the graphics processor again',
};

export const breakdown = {
  title: 'parse3d cannot go on',
  reload: 'Reload',
  noViews: (reason: string) =>
    `The 3D views could not start (${reason}). Use a browser with WebGL2, such as a current Chrome, Edge or Chromium, then reload.`,
};

export const about = {
  title: 'About parse3d',
  what: 'Outlines structures in 3D medical images from a typed prompt. The model runs in this browser: the scan, the prompts and the masks stay on this machine, and a security policy keeps the page from contacting any other site.',
  disclaimer:
    '**Research use only. Not a medical device.** Outlines and volumes can be wrong; check them against the images.',
  close: 'Close',
  model: (name: string, version: string) => `Model: ${name} ${version}`,
  trainedOn: 'Trained on',
  theme: 'Look of the page',
  themeOfSystem: 'As the system',
  themes: { dark: 'Dark', light: 'Light' },
  language: 'Language of the page',
  languageOfBrowser: 'As the browser asks',
  languageHint: 'The page speaks it once it is loaded anew. That closes the scan; save what you found first.',
  reload: 'Reload',
};
