import type { GraphSpec, ModelManifest, PromptDecoder, Tokenizer } from './manifest.ts';
import { kindOf } from './tilings.ts';

type Input = ModelManifest['input'];
type With<T, K extends keyof T> = T & { readonly [P in K]-?: NonNullable<T[P]> };

/** A manifest of the packs that go by windows or slices: a decoder is asked with what a text encoder makes of the prompt. */
export interface PromptedManifest extends ModelManifest {
  readonly graphs: {
    readonly imageEncoder: GraphSpec;
    readonly textEncoder: GraphSpec;
    readonly promptDecoder: PromptDecoder;
  };
  readonly input: With<Input, 'orientation' | 'spacing' | 'intensity'>;
  readonly text: ModelManifest['text'] & { readonly tokenizer: Tokenizer };
}

interface Missing {
  readonly field: string;
  readonly reason: string;
}

/** `manifest`, which has been read, as what its kind of tiling makes of it. @throws Error for one that is asked by rows of a head. */
export function prompted(manifest: ModelManifest): PromptedManifest {
  const missing = inKind(manifest);
  if (missing || kindOf(manifest.input.tiling).asks === 'head')
    throw new Error('The pack has no prompt decoder.');
  return manifest as PromptedManifest;
}

/** Every graph of a pack, by the path of its field below `graphs`, in the order in which they are opened. */
export function graphsOf({ graphs }: Pick<ModelManifest, 'graphs'>): ReadonlyMap<string, GraphSpec> {
  const { folds = [], ...named } = graphs;
  const further = folds.map((graph, n) => [`folds.${n}`, graph] as const);
  const given = Object.entries(named).filter((entry): entry is [string, GraphSpec] => entry[1] !== undefined);
  return new Map([...given, ...further]);
}

/** The first field that packs of this kind of tiling need and this one lacks, or that they have no use for. */
export function inKind({ graphs, input, text }: ModelManifest): Missing | undefined {
  const parts: [field: string, part: unknown][] = [
    ['graphs.textEncoder', graphs.textEncoder],
    ['graphs.promptDecoder', graphs.promptDecoder],
    ['input.orientation', input.orientation],
    ['input.spacing', input.spacing],
    ['input.intensity', input.intensity],
    ['text.tokenizer', text.tokenizer],
  ];
  const folds: [field: string, part: unknown][] = [
    ['graphs.folds', graphs.folds],
    ['text.bank.folds', text.bank?.folds],
  ];
  const isByHead = kindOf(input.tiling).asks === 'head';
  const lacking = isByHead ? [['text.bank', text.bank] as const] : parts;
  const absent = lacking.find(([, part]) => part === undefined);
  if (absent) return { field: absent[0], reason: 'is missing' };
  const alien = (isByHead ? [...parts, ['input.presets', input.presets] as const] : folds).find(
    ([, part]) => part !== undefined,
  );
  return alien && { field: alien[0], reason: `is not for a tiling of kind '${input.tiling.kind}'` };
}
