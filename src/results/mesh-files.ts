import type { Surface } from '#surface/surface.ts';
import type { Rgb } from './finding.ts';

/** The surface of an object, mm RAS+. */
export interface NamedSurface {
  readonly title: string;
  readonly color: Rgb;
  readonly surface: Surface;
}

/** From which 3D Slicer knows the direction of a mesh's axes: x to the left, y to the back. */
const SPACE = 'SPACE=LPS';

/** One object as binary STL, in mm, LPS. STL has neither names nor colours. */
export function stlFile({ points, triangles }: Surface): Uint8Array<ArrayBuffer> {
  const count = triangles.length / 3;
  const bytes = new Uint8Array(84 + 50 * count);
  bytes.set(new TextEncoder().encode(`parse3d ${SPACE} mm`));
  const view = new DataView(bytes.buffer);
  view.setUint32(80, count, true);
  for (let n = 0; n < count; n++) {
    const corners = [0, 1, 2].map((corner) => lpsAt(points, triangles[3 * n + corner] ?? 0));
    [faceNormal(corners), ...corners].forEach((vector, at) => {
      vector.forEach((value, axis) => {
        view.setFloat32(84 + 50 * n + 12 * at + 4 * axis, value, true);
      });
    });
  }
  return bytes;
}

type Vector = readonly number[];

/** Half a turn about the axis of the body, so triangles keep their outer side. */
function lpsAt(points: Float32Array, vertex: number): Vector {
  const [x, y, z] = [points[3 * vertex] ?? 0, points[3 * vertex + 1] ?? 0, points[3 * vertex + 2] ?? 0];
  return [0 - x, 0 - y, z];
}

/** Of length 1, outward; 0 of a triangle without area. */
function faceNormal([a, b, c]: readonly Vector[]): Vector {
  const [u, v] = [minus(b, a), minus(c, a)];
  const [p = 0, q = 0, r = 0] = u;
  const [x = 0, y = 0, z = 0] = v;
  const across = [q * z - r * y, r * x - p * z, p * y - q * x];
  const length = Math.hypot(...across);
  return length === 0 ? [0, 0, 0] : across.map((value) => value / length);
}

function minus(a: Vector = [], b: Vector = []): Vector {
  return a.map((value, axis) => value - (b[axis] ?? 0));
}

/** All objects as one Wavefront OBJ, in mm, LPS: each an object of its own, its colour with each of its vertices. */
export function objFile(objects: readonly NamedSurface[]): string {
  const parts = [`# parse3d ${SPACE} mm\n`];
  let before = 1;
  for (const { title, color, surface } of objects) {
    const { points, triangles } = surface;
    const lines = [`o ${oneLine(title)}`];
    const tint = color.map((each) => Number((each / 255).toFixed(4))).join(' ');
    for (let vertex = 0; vertex < points.length / 3; vertex++) {
      lines.push(`v ${lpsAt(points, vertex).map(micrometres).join(' ')} ${tint}`);
    }
    for (let at = 0; at < triangles.length; at += 3) {
      const face = [0, 1, 2].map((corner) => before + (triangles[at + corner] ?? 0));
      lines.push(`f ${face.join(' ')}`);
    }
    before += points.length / 3;
    parts.push(`${lines.join('\n')}\n`);
  }
  return parts.join('');
}

function micrometres(mm: number): number {
  return Number(mm.toFixed(3));
}

/** A line ends a name. */
function oneLine(title: string): string {
  return title.replace(/[\s\p{C}]+/gu, ' ').trim() || 'object';
}
