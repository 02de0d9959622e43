import type { AnswerId, Device, SliceReading, Stage, WindowReading } from '#engine/engine.ts';
import type { AbsenceReason, Evidence } from '#model/existence.ts';
import type { PackFacts } from '#model/pack-facts.ts';
import type { StructureId } from '#model/prompt.ts';
import type { SceneCheck } from '#model/scene/scene.ts';

import type { GridFit } from '#volume/mask-onto.ts';
import type { Region } from '#volume/region.ts';

import type { SliceJump } from '#volume/slice-jump.ts';
import type { Confidence, Keep, Measurement, Modality, Pieces, VolumeId, WorldBox } from '#volume/types.ts';
import type { EditCounts } from './edit-tools.ts';

/** sRGB, 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

export type FindingId = string & { readonly brand: 'FindingId' };

interface Answered {
  readonly id: FindingId;
  readonly volumeId: VolumeId;
  /** What the user typed. */
  readonly prompt: string;
  /** Findings of one subject answer the same question; a later one replaces an earlier that nobody has changed. */
  readonly subject: string;
  /** The structure's own name, or the text of the prompt. */
  readonly title: string;
  readonly source: Source;
}

/** What answered, and how long it took. */
export interface Source {
  readonly model: string;
  readonly version: string;
  readonly device: Device;
  /** What kind of scan it was taken for. */
  readonly modality: Modality;
  readonly milliseconds: Readonly<Partial<Record<Stage, number>>>;
  readonly pack: PackFacts;
  /** The pack states how well it does on this structure in this kind of scan. */
  readonly isTested: boolean;
  /** The box about the patient, mm RAS+, where one could be told. */
  readonly body?: WorldBox | undefined;
  /** Where the scan's slices look as if some were missing between them. */
  readonly jump?: SliceJump;
  /** Only what lies in this was asked about. */
  readonly region?: Region;
  /** Whether the scan is one that the pack can answer, where it has a check. */
  readonly scene?: SceneCheck;
  /** Where the model went slice by slice. */
  readonly slices?: SliceReading;
  /** Where the model is an nnU-Net. */
  readonly windows?: WindowReading;
}

/** Voxels of an object that are another's too. */
export interface SharedVoxels {
  readonly with: FindingId;
  readonly voxels: number;
}

/** Where an object was read from. */
export interface FileOrigin {
  /** Of the file, as it is called in the list of what was given; empty where a session was read, which keeps no such names. */
  readonly file: string;
  /** Which of several files it was, where their names are not kept. */
  readonly number?: number;
  /** Its value in the file's label map, or the number of its segment. */
  readonly label: number;
  /** What the file calls it, where it says so. */
  readonly name: string | undefined;
  /** Voxel for voxel, or as the nearest voxels of a grid of the file's own. */
  readonly fit: GridFit;
}

/** An object found in the scan. Its mask is kept elsewhere, under the same id. */
export interface FoundObject extends Answered {
  readonly kind: 'found';
  readonly structure: StructureId | undefined;
  /** Value in an exported label map. */
  readonly labelId: number;
  readonly existence: number;
  readonly evidence: Evidence;
  /** By which the engine knows it, to judge it again. */
  readonly answer: AnswerId;
  /** Probability above which a voxel is inside. */
  readonly threshold: number;
  /** What was kept of the mask. */
  readonly components: Keep;
  readonly pieces: Pieces;
  readonly measurement: Measurement;
  readonly confidence: Confidence | undefined;
  readonly shared: readonly SharedVoxels[];
  /** A person has changed its outline; asking again gives another object beside it. */
  readonly isChanged: boolean;
  /** Its title is a person's, and stays when it is asked for again. */
  readonly isRenamed?: boolean;
  /** How often each tool was used to change it by hand. */
  readonly edits: EditCounts;
  /** It was drawn from nothing: no model has answered, and what is said of one above means nothing. */
  readonly isDrawn: boolean;
  /** It was read from a file: parse3d's models had no part in it, and what is said of one above means nothing. */
  readonly fromFile?: FileOrigin;
  readonly color: Rgb;
  readonly opacity: number;
  readonly visible: boolean;
}

export interface NotFound extends Answered {
  readonly kind: 'not-found';
  readonly structure: StructureId | undefined;
  readonly existence: number;
  readonly evidence: Evidence;
  readonly reason: AbsenceReason;
}

export interface NotUnderstood extends Answered {
  readonly kind: 'not-understood';
  /** Names of structures that the model does know. */
  readonly nearest: readonly string[];
  /** The prompt names all of them, among words that nobody knows: they may be asked for together. */
  readonly isReading: boolean;
  /** Names of other packs that may know it. */
  readonly elsewhere: readonly string[];
}

export type Finding = FoundObject | NotFound | NotUnderstood;
export type Reshaping = Pick<
  FoundObject,
  'threshold' | 'components' | 'pieces' | 'measurement' | 'confidence' | 'isChanged'
>;
export type Handwork = Pick<FoundObject, 'measurement' | 'isChanged' | 'edits'>;
export type Appearance = Pick<FoundObject, 'color' | 'opacity' | 'visible'>;

/** By which files that objects were read from are told apart. */
export const fileKey = ({ file, number }: FileOrigin): string =>
  number === undefined ? file : `${file} ${number}`;

/** A model has answered it, whatever people have done to it since. */
export const isByModel = ({ isDrawn, fromFile }: Pick<FoundObject, 'isDrawn' | 'fromFile'>): boolean =>
  !isDrawn && fromFile === undefined;

/** Those of `findings` that were found, in their order. */
export const foundObjects = (findings: readonly Finding[]): readonly FoundObject[] =>
  findings.filter((finding) => finding.kind === 'found');
