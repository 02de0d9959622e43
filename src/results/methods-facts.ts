import type { Device, SliceReading } from '#engine/engine.ts';
import type { PackFacts } from '#model/pack-facts.ts';

import type { Modality, WorldBox } from '#volume/types.ts';
import { type Finding, type FoundObject, foundObjects, isByModel } from './finding.ts';

/** What a paragraph on methods says, as plain facts. */
export interface MethodsFacts {
  /** Of parse3d. */
  readonly appVersion: string;
  readonly at: Date;
  readonly modality: Modality;
  readonly modalityIsGuess: boolean;
  /** One for each pack that answered. */
  readonly models: readonly UsedModel[];
  /** Each prompt once, as it was typed. */
  readonly prompts: readonly string[];
  readonly notFound: readonly string[];
  readonly notUnderstood: readonly string[];
  readonly objects: readonly FoundObject[];
}

export interface UsedModel {
  readonly pack: PackFacts;
  /** Each place where it ran, once. */
  readonly devices: readonly Device[];
  /** Each way of reading slices, once: by seed, preset, axes and whether prompts were decoded together. */
  readonly readings: readonly SliceReading[];
  /** What it was asked with where that is not what was typed. */
  readonly sent: readonly string[];
  /** The boxes that alone were asked about; undefined stands for the whole scan, where there are others. */
  readonly regions: readonly (WorldBox | undefined)[];
}

interface Given {
  readonly appVersion: string;
  readonly at: Date;
  readonly scan: { readonly modality: Modality; readonly modalityIsGuess: boolean };
  readonly findings: readonly Finding[];
}

/** What is known of how `findings` came about. */
export function methodsFacts({ appVersion, at, scan, findings }: Given): MethodsFacts {
  const titles = (kind: Finding['kind']) =>
    findings.filter((each) => each.kind === kind).map(({ title }) => title);
  const { modality, modalityIsGuess } = scan;
  const answered = findings.filter((each) => each.kind !== 'found' || isByModel(each));
  return {
    ...{ appVersion, at, modality, modalityIsGuess },
    models: modelsOf(answered),
    prompts: [...new Set(answered.map(({ prompt }) => prompt))],
    notFound: titles('not-found'),
    notUnderstood: titles('not-understood'),
    objects: foundObjects(findings),
  };
}

function modelsOf(findings: readonly Finding[]): readonly UsedModel[] {
  const packs = new Map(findings.map(({ source: { pack } }) => [`${pack.id} ${pack.version}`, pack]));
  return [...packs.values()].map((pack) => {
    const own = findings.filter(
      ({ source }) => source.pack.id === pack.id && source.pack.version === pack.version,
    );
    const sources = own.map(({ source }) => source);
    return {
      pack,
      devices: distinct(
        sources.map(({ device }) => device),
        ({ backend, name, threads }) => `${backend} ${name} ${threads}`,
      ),
      readings: distinct(
        sources.flatMap(({ slices }) => (slices ? [slices] : [])),
        ({ seed, preset, axes, together, existenceThreshold }) =>
          `${seed} ${preset} ${axes} ${together} ${existenceThreshold}`,
      ),
      sent: distinct(
        own.flatMap(({ prompt, source: { slices } }) =>
          slices && slices.text !== prompt ? [slices.text] : [],
        ),
        (text) => text,
      ),
      regions: distinct(
        sources.map(({ region }) => region?.mm),
        (box) => JSON.stringify(box ?? null),
      ),
    };
  });
}

function distinct<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
