import type { Surface } from '#surface/surface.ts';
import type { Rgb } from './finding.ts';
import type { NamedSurface } from './mesh-files.ts';

/**
 * All objects as one binary glTF 2.0 file (.glb), each a mesh with its name and colour. glTF counts in metres with y up and the
 * front towards z: positions are stored in mm RAS+, and the node above all of them, `patient`, brings them there.
 */
export function glbFile(objects: readonly NamedSurface[]): Uint8Array<ArrayBuffer> {
  const shown = objects.filter(({ surface }) => surface.triangles.length > 0);
  const data = new Packed();
  const meshes = shown.map(({ title, surface }, material) => ({
    name: title,
    primitives: [
      {
        attributes: {
          POSITION: data.add(surface.points, 3, VERTICES),
          NORMAL: data.add(normalsOf(surface), 3, VERTICES),
        },
        indices: data.add(surface.triangles, 1, TRIANGLES),
        material,
      },
    ],
  }));
  const nodes = shown.map(({ title }, mesh) => ({ name: title, mesh }));
  const patient = { name: 'patient', matrix: RAS_MM_TO_GLTF, children: nodes.map((_, n) => n + 1) };
  return container(
    {
      asset: {
        version: '2.0',
        generator: 'parse3d',
        extras: { units: 'mm, RAS+, below the node “patient”' },
      },
      scene: 0,
      scenes: [{ nodes: [0] }],
      // A list that is empty must be left out.
      nodes: [nodes.length > 0 ? patient : { name: 'patient' }, ...nodes],
      ...(meshes.length > 0 && {
        meshes,
        materials: shown.map(({ title, color }) => materialOf(title, color)),
        ...data.described(),
      }),
    },
    data.bytes(),
  );
}

/** Columns: right goes to −x, front to z, head to y; metres of mm. */
const RAS_MM_TO_GLTF = [-0.001, 0, 0, 0, 0, 0, 0.001, 0, 0, 0.001, 0, 0, 0, 0, 0, 1];
const VERTICES = 34962;
const TRIANGLES = 34963;
const FLOAT = 5126;
const UINT32 = 5125;

function materialOf(name: string, color: Rgb) {
  const baseColorFactor = [...color.map((each) => linear(each / 255)), 1];
  return { name, pbrMetallicRoughness: { baseColorFactor, metallicFactor: 0, roughnessFactor: 0.7 } };
}

/** The part of light that a value of sRGB stands for. Source: IEC 61966-2-1. */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Of each vertex, the mean of its triangles' normals, each by its area; of length 1. */
function normalsOf({ points, triangles }: Surface): Float32Array<ArrayBuffer> {
  const normals = new Float32Array(points.length);
  for (let n = 0; n < triangles.length; n += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => 3 * (triangles[n + corner] as number)) as [
      number,
      number,
      number,
    ];
    const side = (to: number, axis: number) => (points[to + axis] as number) - (points[a + axis] as number);
    for (let axis = 0; axis < 3; axis++) {
      const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
      const across = side(b, u) * side(c, v) - side(b, v) * side(c, u);
      for (const vertex of [a, b, c]) normals[vertex + axis] = (normals[vertex + axis] as number) + across;
    }
  }
  for (let n = 0; n < normals.length; n += 3) {
    const length = Math.hypot(normals[n] as number, normals[n + 1] as number, normals[n + 2] as number);
    // A vertex whose triangles cancel each other still must have some direction.
    if (length === 0) normals[n + 2] = 1;
    else for (let axis = 0; axis < 3; axis++) normals[n + axis] = (normals[n + axis] as number) / length;
  }
  return normals;
}

/** The arrays of a file one behind the other. All have four bytes an element, so each begins where it may. */
class Packed {
  readonly #arrays: (Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>)[] = [];
  readonly #accessors: object[] = [];
  readonly #views: object[] = [];
  #length = 0;

  /** The number of its accessor. */
  add(array: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>, each: 1 | 3, target: number): number {
    this.#views.push({ buffer: 0, byteOffset: this.#length, byteLength: array.byteLength, target });
    this.#arrays.push(array);
    this.#length += array.byteLength;
    const type = each === 3 ? 'VEC3' : 'SCALAR';
    const componentType = array instanceof Float32Array ? FLOAT : UINT32;
    const bounds = each === 3 ? boundsOf(array) : {};
    const bufferView = this.#views.length - 1;
    return (
      this.#accessors.push({ bufferView, componentType, count: array.length / each, type, ...bounds }) - 1
    );
  }

  described() {
    return {
      accessors: this.#accessors,
      bufferViews: this.#views,
      buffers: [{ byteLength: this.#length }],
    };
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const array of this.#arrays) {
      all.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
      at += array.byteLength;
    }
    return all;
  }
}

function boundsOf(array: Float32Array | Uint32Array) {
  const [min, max] = [
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ];
  for (let n = 0; n < array.length; n++) {
    const value = array[n] as number;
    min[n % 3] = Math.min(min[n % 3] as number, value);
    max[n % 3] = Math.max(max[n % 3] as number, value);
  }
  return { min, max };
}

const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;

/** The two chunks of a .glb file, each filled up to a multiple of four bytes: JSON with spaces, data with zeros. */
function container(json: object, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const whole = (length: number) => Math.ceil(length / 4) * 4;
  const chunks = [
    { type: JSON_CHUNK, bytes: text, fill: 0x20 },
    ...(data.length > 0 ? [{ type: BINARY_CHUNK, bytes: data, fill: 0 }] : []),
  ];
  const length = chunks.reduce((sum, { bytes }) => sum + 8 + whole(bytes.length), 12);
  const file = new Uint8Array(length);
  const view = new DataView(file.buffer);
  [MAGIC, 2, length].forEach((value, n) => {
    view.setUint32(4 * n, value, true);
  });
  let at = 12;
  for (const { type, bytes, fill } of chunks) {
    view.setUint32(at, whole(bytes.length), true);
    view.setUint32(at + 4, type, true);
    file.fill(fill, at + 8, at + 8 + whole(bytes.length));
    file.set(bytes, at + 8);
    at += 8 + whole(bytes.length);
  }
  return file;
}
