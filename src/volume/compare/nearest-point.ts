/** Points of space, three numbers each, to be asked for the nearest one. */
export class NearestPoint {
  readonly #points: Float64Array;
  /** Points in the order of a balanced tree: the middle one of each range divides it, along x, y and z in turn. */
  readonly #order: Int32Array;

  /** `points`: x, y, z of each, one behind the other; at least one. */
  constructor(points: Float64Array) {
    this.#points = points;
    this.#order = Int32Array.from({ length: points.length / 3 }, (_, n) => n);
    const ranges: (readonly [from: number, to: number, axis: number])[] = [[0, this.#order.length, 0]];
    for (let range = ranges.pop(); range; range = ranges.pop()) {
      const [from, to, axis] = range;
      if (to - from < 2) continue;
      const middle = (from + to) >> 1;
      this.#partition(from, to - 1, middle, axis);
      ranges.push([from, middle, (axis + 1) % 3], [middle + 1, to, (axis + 1) % 3]);
    }
  }

  /** The distance from x, y, z to the nearest point. */
  distance(x: number, y: number, z: number): number {
    return Math.sqrt(this.#search(0, this.#order.length, 0, [x, y, z], Number.POSITIVE_INFINITY));
  }

  /** The square of the distance to the nearest point of a range, or `best` where none is nearer. */
  #search(
    from: number,
    to: number,
    axis: number,
    at: readonly [number, number, number],
    best: number,
  ): number {
    if (from >= to) return best;
    const middle = (from + to) >> 1;
    const n = 3 * (this.#order[middle] as number);
    const points = this.#points;
    const [dx, dy, dz] = [
      at[0] - (points[n] as number),
      at[1] - (points[n + 1] as number),
      at[2] - (points[n + 2] as number),
    ];
    let least = Math.min(best, dx * dx + dy * dy + dz * dz);
    const off = axis === 0 ? dx : axis === 1 ? dy : dz;
    const next = (axis + 1) % 3;
    const [near, far] = off < 0 ? [from, middle + 1] : [middle + 1, from];
    least = this.#search(near, near === from ? middle : to, next, at, least);
    // The other side can have a nearer one only if the plane between is nearer.
    return off * off < least ? this.#search(far, far === from ? middle : to, next, at, least) : least;
  }

  /** Puts the element that belongs at `k` there, smaller ones before it and larger ones behind (Hoare's selection). */
  #partition(first: number, last: number, k: number, axis: number): void {
    const order = this.#order;
    const value = (n: number) => this.#points[3 * (order[n] as number) + axis] as number;
    let [low, high] = [first, last];
    while (low < high) {
      const [i, j] = this.#divide(low, high, value((low + high) >> 1), value);
      if (k <= j) high = j;
      else if (k >= i) low = i;
      else return;
    }
  }

  /** Exchanges elements until those up to `j` are at most `pivot`, and those from `i` on at least that. */
  #divide(
    low: number,
    high: number,
    pivot: number,
    value: (n: number) => number,
  ): readonly [i: number, j: number] {
    const order = this.#order;
    let [i, j] = [low, high];
    while (i <= j) {
      while (value(i) < pivot) i++;
      while (value(j) > pivot) j--;
      if (i > j) break;
      const kept = order[i] as number;
      order[i++] = order[j] as number;
      order[j--] = kept;
    }
    return [i, j];
  }
}
