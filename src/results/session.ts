import type { Vec3, VoxelBox } from '#volume/types.ts';
import type { Finding, FindingId } from './finding.ts';
import type { Mark } from './mark.ts';
import type { SessionHead } from './session-schema.ts';

/** A byte per voxel of a box, in the order of a mask's, packed by zlib. */
export interface PackedBox {
  readonly box: VoxelBox;
  readonly packed: Uint8Array;
}

/** What an object's mask is made of (`MaskParts` of the page), packed. */
export interface PackedMask {
  readonly finding: FindingId;
  /** The byte from which a voxel of `base` is inside. */
  readonly level: number;
  readonly base: PackedBox;
  /** What was done by hand, and the slices that were drawn on. */
  readonly edits?: (PackedBox & { readonly slices: readonly [number[], number[], number[]] }) | undefined;
  /** All probabilities behind the object, known from the probability `from` on: its threshold and pieces can be chosen anew. */
  readonly whole?: (PackedBox & { readonly from: number }) | undefined;
}

/** Everything that was worked out on a scan, but for the scan. Nothing in it names a file or a patient unless a person has typed it. */
export interface Session {
  /** ISO 8601. */
  readonly savedAt: string;
  /** Of parse3d. */
  readonly appVersion: string;
  readonly scan: SessionHead['scan'];
  readonly findings: readonly Finding[];
  readonly masks: readonly PackedMask[];
  readonly marks: readonly Mark[];
  readonly look: SessionHead['look'];
  readonly asked: SessionHead['asked'];
  /** Where two results were compared. */
  readonly comparison?: SessionHead['comparison'];
}

/** By which a session knows its scan: the same voxels on the same grid, whatever ends of the patient were exchanged since. */
export function scanKey(volumeId: string): string {
  return volumeId.split(' ')[0] ?? volumeId;
}

/** Voxels of a box or a grid. */
export const voxelsOf = ([i, j, k]: Vec3): number => i * j * k;
