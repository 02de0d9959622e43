import type { JobProgress } from '#packs/pack-store.ts';
import { numbers } from './words.ts';

const { diskSize, gibibytes } = numbers;

export const models = {
  title: 'Models',
  close: 'Close',
  here: 'On this device',
  embedded: 'Mini',
  embeddedFacts: 'Comes with the page: a small network for abdominal organs.',
  knows: (count: number, examples: readonly string[]) =>
    `Knows ${count} ${numbers.plural(count, { one: 'structure', other: 'structures' })}: ${examples.join(', ')}${count > examples.length ? ' and more' : ''}.`,
  takesAnyText: 'Takes any text, not only names.',
  withoutTargets:
    'It was made by an earlier version of parse3d and does not say what it was trained to find: prompts are sent as they are typed, and “What is in this scan?” asks the same of every scan. Convert the checkpoint again to change that.',
  madeFor: (modalities: readonly string[]) =>
    modalities.length === 0 ? 'For CT, MR and other scans.' : `For ${modalities.join(' and ')} only.`,
  routing: 'Who answers',
  routings: {
    best: 'The best one that knows the structure',
    first: (name: string) => `${name}; the others only for what it does not know`,
    only: (name: string) => `Only ${name}`,
  },
  routingHint:
    'The best is the one with measured figures for such scans, then the one with published figures, then the one that is loaded. Loading another takes a while; what was found stays.',
  answersNow: 'Answers now',
  use: 'Use',
  answerWith: (title: string) => `Use ${title}`,
  verify: 'Verify',
  verifyNamed: (title: string) => `Verify ${title}`,
  save: 'Save to files',
  saveNamed: (title: string) => `Save ${title} to files`,
  removeNamed: (title: string) => `Remove ${title}`,
  removeForGood: 'Remove for good',
  keep: 'Keep',
  onDisk: (bytes: number) => `${diskSize(bytes)} on disk`,
  convertedFrom: (file: string, date: string) => `, converted from ${file} on ${numbers.date(date)}`,
  addedFrom: (folder: string, date: string) => `, added from the folder “${folder}” on ${numbers.date(date)}`,
  unfinished: 'Not finished. Choose the same checkpoint and precision below to go on, or remove it.',
  licence: (name: string) => `Licence: ${name}`,
  room: (usedBytes: number, quotaBytes: number) =>
    `By the browser’s estimate this page uses ${diskSize(usedBytes)} of ${diskSize(quotaBytes)} of storage.`,
  persisted: 'It has promised to keep the packs.',
  mayBeCleared: 'It may clear the packs when the disk is full, so save those you want to keep.',
};

/** Published weights that people may bring. */
export const bring = {
  title: 'Models you can bring',
  what: 'These networks are published under a free licence by their authors, and do not come with the page. The page never fetches them: download the file in another tab, then drop it on this window. It becomes a pack on this device, and nothing is sent anywhere.',
  here: 'On this device already',
  count: (count: number, modality: string) =>
    `${count} ${numbers.plural(count, { one: 'structure', other: 'structures' })}, ${modality}`,
  more: (count: number) =>
    numbers.plural(count, { one: 'One at 1.5 mm, GPU only', other: `${count} at 1.5 mm, GPU only` }),
  knows: 'Knows',
  structures: (count: number, examples: readonly string[]) =>
    `${count} ${numbers.plural(count, { one: 'structure', other: 'structures' })}: ${examples.join(', ')}${count > examples.length ? ' and more' : ''}.`,
  file: 'File',
  from: 'Download from',
  size: 'Size',
  bytes: (bytes: number) => diskSize(bytes),
  sha256: 'SHA-256',
  licence: 'Licence',
  cost: 'Cost',
  onThisDevice: 'This device',
  needsGpu: 'Not practical: this page computes on the CPU here, where a scan would take hours.',
  hasGpu: 'It computes on a GPU, so minutes for a scan. Not yet measured.',
  onCpu: 'It computes on the CPU: minutes for a scan.',
  onGpu: 'It computes on a GPU: seconds for a scan, by count.',
};

/** How weights are best stored on a device, and what it lacks for the usual way. */
export interface Advised {
  readonly name: string;
}
export interface Lacking {
  readonly usual: string;
  readonly lacks: 'memory' | 'storage';
}

const LACKS = {
  memory: (name: string) => `As ${name} the model takes more memory than there is for it.`,
  storage: (name: string) => `The browser’s storage has too little room for it as ${name}.`,
};

export const convert = {
  add: 'Add a model',
  addNamed: (name: string) => `Add ${name}`,
  folder:
    'A pack made with `npm run convert`, or saved from here, can be added as a folder; drop it on this window or choose it.',
  addFolder: 'Add a folder',
  checkpoint:
    'Its weights may not be passed on, so they do not come with this page. Get the checkpoint from its publisher and choose it here: it is read from your disk, converted in this browser and stored in it. Nothing is sent anywhere.',
  whichFile:
    'It is `biomedparse_v2.ckpt`, about 4.5 GB, of `microsoft/BiomedParse` on Hugging Face, for people who are signed in there and have accepted its terms. `biomedparse_v1.pt` and the files of the 2D model are other models.',
  costs:
    'Converting reads 4.5 GB once and takes another 0.42 to 0.75 GB of this browser’s storage. On a CPU in the browser, a slice then takes about half a minute of one core, a whole scan an hour or more; ask about some slices, or use a GPU.',
  unknown: (count: number) =>
    `All that the model needs is in the checkpoint, and ${count} ${numbers.plural(count, { one: 'tensor that it has', other: 'tensors that it has' })} no place for. A fine-tuned model may have such; so may another model that shares its parts, whose answers would be wrong.`,
  withoutThem: (count: number) =>
    `Keep going without ${numbers.plural(count, { one: 'it', other: `these ${count}` })}`,
  accept: 'I have read these terms and keep to them.',
  file: 'Checkpoint file',
  choose: 'Choose the checkpoint',
  picked: (name: string, bytes: number) => `${name}, ${diskSize(bytes)}`,
  taken: (file: string, model: string) =>
    `“${file}” is taken for a checkpoint of ${model}. Read the terms below to convert it.`,
  nonePicked: 'biomedparse_v2.ckpt or a .safetensors; it can be dropped here too.',
  convert: 'Convert',
  source: (url: string) => `Source: \`${url}\``,
  precision: 'Precision of the stored weights',
  precisionNamed: (name: string, bytes: number) => `${name}, ${diskSize(bytes)}`,
  notRecommended: '(not recommended)',
  recommended: {
    usual: ({ name }: Advised) =>
      `Recommended on this device: ${name}, the usual one. Nothing that is known of the device speaks against it.`,
    instead: ({ name, usual, lacks }: Advised & Lacking) =>
      `Recommended on this device: ${name}. ${LACKS[lacks](usual)}`,
    none: ({ usual, lacks }: Lacking) =>
      `None of these is recommended on this device. ${LACKS[lacks](usual)}`,
  },
};

export interface OfNnunet {
  readonly classes: number;
  readonly configuration: string;
  readonly patch: readonly number[];
}

export const nnunet = {
  add: 'Add an nnU-Net',
  what: 'Any nnU-Net v2 with one input, such as TotalSegmentator’s: choose the released zip, or `checkpoint_final.pth` together with its `plans.json` and `dataset.json`; they or their folder can be dropped here too. The files are read from your disk and converted in this browser. Nothing is sent anywhere.',
  file: 'Files of an nnU-Net',
  choose: 'Choose the files',
  reading: (name: string) => `Looking into ${name}…`,
  taken: (file: string, title: string) =>
    `“${file}” is an nnU-Net: ${title}. Read the terms below to convert it.`,
  nonePicked: 'Dataset297_TotalSegmentator_total_3mm_1559subj.zip, for example.',
  facts: ({ classes, configuration, patch }: OfNnunet) =>
    `knows ${classes} ${numbers.plural(classes, { one: 'structure', other: 'structures' })} (${configuration}, windows of ${patch.join(' × ')} voxels).`,
  configuration: 'Configuration',
  folds: (count: number) =>
    numbers.plural(count, {
      one: 'Folds: one network answers',
      other: `Folds: ${count} networks answer together, at ${count} times the cost`,
    }),
  fold: (name: string) => (name === 'all' ? 'all cases' : `fold ${name}`),
  remarks: {
    float16: 'As good as float32: rounding moves almost no voxel.',
    float32: 'The weights as they were published.',
    int8: 'The smallest; outlines move by a voxel here and there.',
  } as Readonly<Record<string, string>>,
  convert: 'Convert the nnU-Net',
};

export interface Named {
  readonly title: string;
}

export const job = {
  titles: {
    convert: ({ title }: Named) => `Converting to ${title}`,
    add: ({ title }: Named) => `Adding “${title}”`,
    verify: ({ title }: Named) => `Checking ${title}`,
    export: ({ title }: Named) => `Saving ${title}`,
  },
  outcomes: {
    convert: ({ title }: Named) => `${title} is ready. Press “Use” to let it answer.`,
    add: ({ title }: Named) => `“${title}” was added and every file checked.`,
    verify: ({ title }: Named) => `Every file of ${title} is the one its description promises.`,
    export: ({ title }: Named) => `${title} was saved.`,
  },
  steps: {
    verify: 'Reading the checkpoint',
    write: 'Writing the pack',
    check: 'Checking what is stored',
    copy: 'Copying',
  } satisfies Record<JobProgress['stage'], string>,
  starting: 'Starting…',
  step: (name: string, done: number, total: number) => `${name}: ${diskSize(done)} of ${diskSize(total)}`,
  paused: (step: string) => `${step}, paused`,
  left: (step: string, seconds: number) =>
    `${step}, ${seconds < 90 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`} left in this step`,
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Cancel',
  mayClose:
    'You can close this window. If the tab closes, the same checkpoint goes on from the last whole file.',
};

export interface Needed {
  readonly needBytes: number;
}

export interface Limited extends Needed {
  readonly limitBytes: number;
}

export interface OnCpu extends Needed {
  readonly memoryBytes: number | undefined;
  readonly secondsPerSlice: number | undefined;
}

export const device = {
  title: 'This device',
  packNamed: (name: string, precision: string) => `${name}, ${precision}:`,
  measured:
    'What a pack takes was measured in Chromium, on a machine without a GPU; docs/medimageparse3d.md has the table.',
  computesOn: 'Computes on',
  computes: (name: string, reason: string) => `${name}. ${reason}`,
  memory: 'Memory',
  memoryUntold: 'This browser does not tell.',
  memoryTold: (bytes: number) =>
    `At least ${gibibytes(bytes)} by the browser’s own, rounded figure (navigator.deviceMemory).`,
  bufferLimit: 'GPU buffer limit',
  bufferLimitFacts: (bytes: number) => `${gibibytes(bytes)} (maxBufferSize of the adapter).`,
  memoryLimit: 'Memory limit',
  memoryLimitFacts: (bytes: number) => `${gibibytes(bytes)} (all that WebAssembly can address).`,
  float16: 'float16 arithmetic',
  hasFloat16: 'The GPU has it (shader-f16); the packs compute in float32 all the same.',
  noFloat16: 'Not available; not needed either, for the packs compute in float32.',
  verdicts: {
    'runs-on-cpu': ({ needBytes, memoryBytes, secondsPerSlice }: OnCpu) => {
      const has = memoryBytes === undefined ? '' : `; this machine has ${gibibytes(memoryBytes)} or more`;
      const pace =
        secondsPerSlice === undefined
          ? ''
          : `, and one core of a server took ${secondsPerSlice} s for a slice`;
      return `This device can run it on the CPU: it takes ${gibibytes(needBytes)} of free memory${has}${pace}.`;
    },
    'runs-on-gpu': ({ needBytes, bufferBytes }: Needed & { readonly bufferBytes: number }) =>
      `This device can run it on the GPU, if that has ${gibibytes(needBytes)} of free memory: its buffers of up to ${diskSize(bufferBytes)} are allowed. Not yet measured on a real GPU.`,
    'too-little-memory': ({ needBytes, memoryBytes }: Needed & { readonly memoryBytes: number }) =>
      `This device cannot run it, because it takes ${gibibytes(needBytes)} of free memory and the browser says this machine has ${gibibytes(memoryBytes)}.`,
    'heap-too-small': ({ needBytes, limitBytes }: Limited) =>
      `This device cannot run it, because it takes ${gibibytes(needBytes)} within WebAssembly, which ends at ${gibibytes(limitBytes)}, and there is no GPU to use.`,
    'buffers-too-small': ({ needBytes, limitBytes }: Limited) =>
      `This device cannot run it on its GPU, because that allows buffers of ${diskSize(limitBytes)} and it takes ${diskSize(needBytes)}. Add ?backend=wasm to the page’s address to use the CPU.`,
    unknown: () => 'How much memory it takes here has not been measured.',
  },
};
