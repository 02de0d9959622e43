/** Taubin's two steps (1995): the second undoes what the first shrinks. */
const SHRINK = 0.5;
const GROW = -0.53;

/** Moves `points` (x, y, z in turn) towards the middle of their neighbours and back out again, `rounds` times, in place. */
export function smooth(points: Float32Array, triangles: Uint32Array, rounds: number): void {
  const counts = new Uint16Array(points.length / 3);
  for (const vertex of triangles) counts[vertex] = (counts[vertex] as number) + 1;
  const sums = new Float32Array(points.length);
  for (let round = 0; round < rounds; round++) {
    for (const weight of [SHRINK, GROW]) {
      addNeighbours(points, triangles, sums);
      for (let n = 0; n < points.length; n++) {
        const here = points[n] as number;
        points[n] = here + weight * ((sums[n] as number) / (counts[(n / 3) | 0] as number) - here);
      }
    }
  }
}

/** The sums of each vertex's neighbours. In a closed surface every edge is passed once each way, so each is added once. */
function addNeighbours(points: Float32Array, triangles: Uint32Array, sums: Float32Array): void {
  sums.fill(0);
  for (let n = 0; n < triangles.length; n++) {
    const vertex = 3 * (triangles[n] as number);
    const next = 3 * (triangles[n % 3 === 2 ? n - 2 : n + 1] as number);
    sums[vertex] = (sums[vertex] as number) + (points[next] as number);
    sums[vertex + 1] = (sums[vertex + 1] as number) + (points[next + 1] as number);
    sums[vertex + 2] = (sums[vertex + 2] as number) + (points[next + 2] as number);
  }
}
