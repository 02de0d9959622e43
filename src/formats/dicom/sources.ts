import type { Dataset } from './dataset.ts';

/** Where each attribute may stand, the nearest first: the groups of a frame, those of all frames, the file. */
export type Sources = readonly Dataset[];

export function first<T>(sources: Sources, read: (from: Dataset) => T | undefined): T | undefined {
  for (const source of sources) {
    const value = read(source);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** An attribute that stands in a sequence of its own in the groups of frames, and plainly elsewhere. */
export const within =
  <T>(sequence: string, read: (from: Dataset) => T | undefined) =>
  (from: Dataset): T | undefined => {
    const inner = from.item(sequence);
    return (inner && read(inner)) ?? read(from);
  };
