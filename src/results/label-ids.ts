import type { Structure } from '#model/manifest.ts';
import { type Finding, foundObjects } from './finding.ts';

/** What a label map of 16 bits can hold. */
const LARGEST = 65535;

/**
 * A label, 1..65535, that no other object has: the structure's own, unless another pack's structure has it; else the one that
 * this object had `before`; else the next one after all that are taken and all that the pack has given to structures, or
 * the least free one where there is none after them.
 */
export function labelIdOf(
  structures: readonly Structure[],
  known: Structure | undefined,
  findings: readonly Finding[],
  before: Finding | undefined,
): number {
  const others = foundObjects(findings).filter(({ id }) => id !== before?.id);
  const taken = new Set(others.map(({ labelId }) => labelId));
  const isFree = (label: number | undefined) => label !== undefined && label <= LARGEST && !taken.has(label);
  if (known && isFree(known.labelId)) return known.labelId;
  if (before?.kind === 'found' && isFree(before.labelId)) return before.labelId;
  const given = structures.map(({ labelId }) => labelId);
  const next = Math.max(0, ...given, ...taken) + 1;
  if (next <= LARGEST) return next;
  const reserved = new Set([...taken, ...given]);
  for (let label = 1; label <= LARGEST; label++) if (!reserved.has(label)) return label;
  throw new RangeError('labelIdOf: every label is taken');
}
