import type { PackHost } from '#engine/pack-host.ts';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import { coarseInput, plainLayout } from '#model/nnunet/coarse.ts';
import type { NetworkInput } from '#model/nnunet/prepare.ts';
import { countOf } from '#model/nnunet/window-range.ts';
import { windowsOf } from '#model/nnunet/windows.ts';
import type { Vec3 } from '#volume/types.ts';
import { decide } from './decide-labels.ts';
import { scanWindows } from './scan-windows.ts';

/** The labels that a network gave to a scan at half its resolution: hardly right, but about in their places. */
export interface Coarse {
  readonly labels: Uint8Array | Uint16Array;
  readonly size: Vec3;
}

/** Windows side by side: a coarse look is a hint, and no sum of windows. */
const APART = 1;

export interface CoarseJob {
  readonly input: Pick<NetworkInput, 'data' | 'size'>;
  readonly tiling: NnunetTiling;
  readonly host: PackHost;
  readonly mostBytes: number;
  readonly onWindow: (done: number, total: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** Looks at all of a scan at half its resolution. */
export async function lookCoarsely({
  input,
  tiling,
  host,
  mostBytes,
  onWindow,
  signal,
}: CoarseJob): Promise<Coarse> {
  const { data, size } = coarseInput(input);
  const layout = plainLayout(size);
  const { field, head } = await scanWindows({
    ...{ input: { data, size }, tiling: { ...tiling, stepSize: APART }, box: layout.box, mirror: false },
    ...{ sessions: host.sessions, banks: host.banks, width: host.manifest.text.bank?.width ?? 0 },
    ...{ mostBytes, onWindow, signal },
  });
  const { labels } = await decide({ layout, field, head, host, onSlice: () => undefined, signal });
  return { labels, size };
}

/** How many windows a coarse look takes. */
export function coarseCount({ size }: Pick<NetworkInput, 'size'>, { patchSize }: NnunetTiling): number {
  const half = size.map((n) => Math.ceil(n / 2)) as unknown as Vec3;
  return countOf(windowsOf(half, patchSize, APART));
}
