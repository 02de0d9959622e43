/** For each sample of a resampled axis: the two it is mixed of, and the share of the second. */
export interface Taps {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly share: Float64Array;
}

function taps(
  count: number,
  tapOf: (n: number) => readonly [low: number, high: number, share: number],
): Taps {
  const made = {
    low: new Int32Array(count),
    high: new Int32Array(count),
    share: new Float64Array(count),
  };
  for (let n = 0; n < count; n++) {
    const [low, high, share] = tapOf(n);
    made.low[n] = low;
    made.high[n] = share === 0 ? low : high;
    made.share[n] = share;
  }
  return made;
}

/** Where sample n of `to` falls among `from` that fill the same length, edge to edge, clamped to the outer samples. */
const edgeToEdge = (n: number, from: number, to: number) =>
  Math.min(Math.max((n + 0.5) * (from / to) - 0.5, 0), from - 1);

/** Order 1 of skimage.transform.resize(mode='edge'), and torch's linear interpolation with align_corners off. */
export function linearTaps(from: number, to: number): Taps {
  if (from === to) return identityTaps(from);
  return taps(to, (n) => {
    const at = edgeToEdge(n, from, to);
    const low = Math.min(Math.floor(at), Math.max(from - 2, 0));
    return [low, Math.min(low + 1, from - 1), at - low];
  });
}

/** The nearest sample; halves go up. */
export function nearestTaps(from: number, to: number): Taps {
  return taps(to, (n) => {
    const at = Math.floor(edgeToEdge(n, from, to) + 0.5);
    return [at, at, 0];
  });
}

export function identityTaps(count: number): Taps {
  return taps(count, (n) => [n, n, 0]);
}

/** Where sample n of `to` falls among `from` where the first and last of both fall on each other. */
const cornerToCorner = (n: number, from: number, to: number) => (to > 1 ? n * ((from - 1) / (to - 1)) : 0);

/** scipy.ndimage.zoom(order=1, mode='nearest', grid_mode=False). */
export function linearCornerTaps(from: number, to: number): Taps {
  return taps(to, (n) => {
    const at = cornerToCorner(n, from, to);
    const low = Math.min(Math.max(Math.floor(at), 0), Math.max(from - 2, 0));
    return [low, Math.min(low + 1, from - 1), at - low];
  });
}

/** The same of order 0. */
export function nearestCorner(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to }, (_, n) =>
    Math.min(Math.floor(cornerToCorner(n, from, to) + 0.5), from - 1),
  );
}
