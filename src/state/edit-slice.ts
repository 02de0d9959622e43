import type { StateCreator } from 'zustand/vanilla';
import type { EditTool } from '#results/edit-tools.ts';
import type { FindingId } from '#results/finding.ts';
import type { StoredAxis } from '#volume/edit/reach.ts';

/** What the pointer does on slices while an object is edited. */
export type EditMode = 'brush' | 'erase' | 'smart-fill' | 'pieces';

/** What can be undone, besides the uses of tools. */
export type StepKind =
  | EditTool
  | 'threshold'
  | 'keep-pieces'
  | 'as-model'
  | 'as-file'
  | 'new-object'
  | 'from-file'
  | 'delete'
  | 'replace'
  | 'rename'
  | 'colour'
  | 'opacity'
  | 'show'
  | 'hide'
  | 'group'
  | 'part';

/** A step, and the title of the object that it was done to; none for several. */
export interface StepName {
  readonly kind: StepKind;
  readonly title: string | undefined;
}

/** How tools work; the same for every object. */
export interface EditSettings {
  readonly mode: EditMode;
  /** In 3D, else on the slice alone. */
  readonly is3D: boolean;
  readonly radiusMm: number;
  /** Brush and erase touch only voxels between `low` and `high`; a smart fill always does. */
  readonly isLimited: boolean;
  /** HU in CT. */
  readonly low: number;
  readonly high: number;
  /** What a click on a piece drops. */
  readonly drop: 'it' | 'others';
  /** How far to smooth, grow and shrink, in mm. */
  readonly mm: number;
  /** The smallest piece to be kept, in mL. */
  readonly leastMl: number;
}

/** Why nothing came of an act, or what else there is to know of it. */
export type EditNews =
  | { readonly kind: 'nothing'; readonly tool: EditTool }
  | { readonly kind: 'out-of-range'; readonly intensity: number | undefined }
  | { readonly kind: 'no-piece' }
  /** So short a way leads to no other voxel. */
  | { readonly kind: 'within-voxel'; readonly mm: number; readonly voxelMm: number }
  | { readonly kind: 'steps-dropped'; readonly count: number };

/** An edited object was asked for again. */
export interface AskedAgain {
  readonly titles: readonly string[];
}

export interface EditSlice {
  /** The object that is edited. */
  readonly edited: FindingId | undefined;
  readonly editSettings: EditSettings;
  /** The axis across which a slice was drawn on last. */
  readonly drawnAcross: StoredAxis;
  /** Slices of the edited object that were drawn on, across i, j, k. */
  readonly drawnSlices: readonly (readonly number[])[];
  /** What is being computed. */
  readonly editBusy: EditTool | undefined;
  readonly editNews: EditNews | undefined;
  readonly undoable: StepName | undefined;
  readonly redoable: StepName | undefined;
  readonly askedAgain: AskedAgain | undefined;
  editStarted(id: FindingId | undefined): void;
  editSet(change: Partial<EditSettings>): void;
  slicesDrawn(slices: readonly (readonly number[])[], across?: StoredAxis): void;
  editBusyWith(tool: EditTool | undefined): void;
  editTold(news: EditNews | undefined): void;
  historyMoved(next: { readonly undo: StepName | undefined; readonly redo: StepName | undefined }): void;
  againAsked(asked: AskedAgain | undefined): void;
}

const AT_FIRST: EditSettings = {
  mode: 'brush',
  is3D: false,
  radiusMm: 8,
  isLimited: false,
  low: -100,
  high: 200,
  drop: 'it',
  mm: 2,
  leastMl: 1,
};

export const createEditSlice: StateCreator<EditSlice> = (set) => ({
  edited: undefined,
  editSettings: AT_FIRST,
  drawnAcross: 2,
  drawnSlices: [[], [], []],
  editBusy: undefined,
  editNews: undefined,
  undoable: undefined,
  redoable: undefined,
  askedAgain: undefined,
  editStarted: (edited) => set({ edited, editNews: undefined, editBusy: undefined }),
  editSet: (change) => set(({ editSettings }) => ({ editSettings: { ...editSettings, ...change } })),
  slicesDrawn: (drawnSlices, across) =>
    set({ drawnSlices, ...(across !== undefined && { drawnAcross: across }) }),
  editBusyWith: (editBusy) => set({ editBusy }),
  editTold: (editNews) => set({ editNews }),
  historyMoved: ({ undo, redo }) => set({ undoable: undo, redoable: redo }),
  againAsked: (askedAgain) => set({ askedAgain }),
});
