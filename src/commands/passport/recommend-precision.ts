import { checkRequirements } from '#commands/check-requirements.ts';
import type { Device } from '#engine/engine.ts';
import type { Requirements } from '#model/manifest.ts';
import type { State } from '#state/store.ts';

/** One of the ways in which a pack's weights may be stored. */
export interface StoredAs {
  readonly name: string;
  /** Of the pack. */
  readonly bytes: number;
  readonly requirements?: Requirements | undefined;
}

/** What a device has, as far as its browser tells. */
export interface Room {
  readonly device: Pick<Device, 'backend' | 'maxBufferBytes'> | undefined;
  readonly memoryBytes: number | undefined;
  /** Of the browser's storage for this page, what is left. */
  readonly freeBytes: number | undefined;
}

export type Recommendation =
  | { readonly kind: 'usual'; readonly name: string }
  /** The usual one does not fit. */
  | {
      readonly kind: 'instead';
      readonly name: string;
      readonly usual: string;
      readonly lacks: Lack;
    }
  | { readonly kind: 'none'; readonly usual: string; readonly lacks: Lack };

type Lack = 'memory' | 'storage';

/**
 * Which of `precisions` to make a pack in: the first that nothing known of the device speaks against. They are in the order of the pack, the
 * usual one first; undefined where there is none.
 */
export function recommendPrecision(precisions: readonly StoredAs[], room: Room): Recommendation | undefined {
  const [usual] = precisions;
  if (!usual) return undefined;
  const lacks = lackOf(usual, room);
  if (!lacks) return { kind: 'usual', name: usual.name };
  const fitting = precisions.find((each) => !lackOf(each, room));
  return fitting
    ? { kind: 'instead', name: fitting.name, usual: usual.name, lacks }
    : { kind: 'none', usual: usual.name, lacks };
}

function lackOf(
  { bytes, requirements }: StoredAs,
  { device, memoryBytes, freeBytes }: Room,
): Lack | undefined {
  const support = device && checkRequirements(requirements, device, memoryBytes);
  if (support && /^too-little|too-small$/.test(support.kind)) return 'memory';
  return freeBytes !== undefined && freeBytes < bytes ? 'storage' : undefined;
}

/** Bytes that the browser's storage has left for this page, by its own estimate; undefined where it does not tell. */
export function freeStorage({ storedPacks }: Pick<State, 'storedPacks'>): number | undefined {
  if (storedPacks.at !== 'listed') return undefined;
  const { usedBytes, quotaBytes } = storedPacks.quota;
  return quotaBytes > 0 ? Math.max(0, quotaBytes - usedBytes) : undefined;
}
