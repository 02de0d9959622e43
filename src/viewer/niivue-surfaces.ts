import { type Niivue, NVMesh } from '@niivue/niivue';
import type { Surface } from '#surface/surface.ts';
import type { HalfSpace } from '#volume/clip.ts';
import type { Frame } from './niivue-open.ts';
import type { MaskLayer } from './viewer.ts';

/**
 * A light over the viewer's left shoulder, a weaker one from below, and a little more of both where the surface turns away,
 * so that the folds of an object are seen from every side. Normals point at the viewer where z is negative. `rim` is how
 * light an object's outline is against the rest of it; what `clip` leaves out is not drawn (HalfSpace: normal and offset).
 */
const LIGHTING = (rim: string) => `#version 300 es
precision highp int;
precision highp float;
uniform float opacity;
uniform vec4 clip;
in vec4 vClr;
in vec3 vN;
in vec4 vP;
out vec4 color;
void main() {
  if (dot(clip.xyz, vP.xyz) + clip.w > 0.0) discard;
  vec3 n = normalize(vN);
  float facing = clamp(-n.z, 0.0, 1.0);
  float over = max(dot(n, normalize(vec3(-0.45, 0.6, -0.75))), 0.0);
  float under = max(dot(n, normalize(vec3(0.5, -0.7, -0.5))), 0.0);
  float shine = pow(max(dot(n, normalize(vec3(-0.25, 0.35, -1.0))), 0.0), 28.0);
  float turned = pow(1.0 - facing, 3.0);
  vec3 lit = vClr.rgb * (0.3 + 0.62 * over + 0.16 * under + 0.12 * facing) + vec3(0.16 * shine);
  color = vec4(${rim}, opacity);
}`;

const PLAIN_RIM = 'mix(lit, vClr.rgb * 0.55 + vec3(0.12), 0.35 * turned)';
/** Nearly white, and as wide as the object is round. */
const LIGHT_RIM = 'mix(lit, vec3(1.0), 0.15 + 0.85 * smoothstep(0.45, 0.8, 1.0 - facing))';

/** In 3D an object of this opacity or more is solid: half-transparent surfaces in each other are hard to read. */
const SOLID = 0.5;

interface Drawn {
  readonly surface: Surface;
  readonly mesh: NVMesh;
  layer: MaskLayer;
}

/** The surfaces of objects in NiiVue's 3D view. */
export class Surfaces {
  readonly #niivue: Niivue;
  readonly #shaders: { readonly plain: number; readonly emphasised: number };
  #emphasised: string | undefined;
  #framed: string | undefined;
  readonly #drawn = new Map<string, Drawn>();
  #frame: Frame | undefined;
  shown = true;

  constructor(niivue: Niivue) {
    this.#niivue = niivue;
    this.#shaders = {
      plain: niivue.setCustomMeshShader(LIGHTING(PLAIN_RIM), 'objects'),
      emphasised: niivue.setCustomMeshShader(LIGHTING(LIGHT_RIM), 'emphasised'),
    };
    this.setClip(undefined);
  }

  /** Whether any is to be seen. */
  get any(): boolean {
    return this.#niivue.meshes.length > 0;
  }

  /** What holds the one that is looked at, else all that are to be seen. */
  get frame(): Frame | undefined {
    return this.#frame;
  }

  has(key: string): boolean {
    return this.#drawn.has(key);
  }

  /** Draws `surface` for `layer`, in place of the one that its key had. */
  set(layer: MaskLayer, surface: Surface): void {
    this.#unload(layer.key);
    if (surface.triangles.length === 0) {
      this.#arrange();
      return;
    }
    const { gl } = this.#niivue;
    const color = new Uint8Array([...layer.color, 255]);
    const mesh = new NVMesh(surface.points, surface.triangles, layer.key, color, 1, true, gl);
    this.#drawn.set(layer.key, { surface, mesh, layer });
    this.#arrange();
  }

  /** The same surface in another colour or opacity. */
  setLook(layer: MaskLayer): void {
    const drawn = this.#drawn.get(layer.key);
    if (!drawn) return;
    const isSameColor = String(drawn.layer.color) === String(layer.color);
    drawn.layer = layer;
    if (!isSameColor) {
      drawn.mesh.rgba255 = new Uint8Array([...layer.color, 255]);
      drawn.mesh.updateMesh(this.#niivue.gl);
    }
    this.#arrange();
  }

  remove(key: string): void {
    this.#unload(key);
    this.#arrange();
  }

  clear(): void {
    for (const key of [...this.#drawn.keys()]) this.#unload(key);
    this.#arrange();
  }

  setEmphasis(key: string | undefined): void {
    this.#emphasised = key;
    this.#arrange();
  }

  /** Looks at one alone, or at all. */
  setFrame(key: string | undefined): void {
    this.#framed = key;
    this.#arrange();
  }

  setClip(away: HalfSpace | undefined): void {
    const { gl, meshShaders } = this.#niivue;
    for (const index of Object.values(this.#shaders)) {
      const shader = meshShaders[index]?.shader;
      if (!shader) continue;
      shader.use(gl);
      gl.uniform4fv(shader.uniforms['clip'] ?? null, away ? [...away.normal, away.offset] : [0, 0, 0, 0]);
    }
  }

  setShown(shown: boolean): void {
    this.shown = shown;
    this.#arrange();
  }

  /** All of them, to be drawn again elsewhere. */
  all(): readonly { readonly layer: MaskLayer; readonly surface: Surface }[] {
    return [...this.#drawn.values()];
  }

  #unload(key: string): void {
    const drawn = this.#drawn.get(key);
    this.#drawn.delete(key);
    drawn?.mesh.unloadMesh(this.#niivue.gl);
  }

  /** What one sees through is drawn last, over what is solid. Not by `addMesh`, which would upload the scan again. */
  #arrange(): void {
    const seen = [...this.#drawn.values()].filter(({ layer }) => this.shown && layer.opacity > 0);
    for (const { mesh, layer } of seen) {
      mesh.opacity = Math.min(1, layer.opacity / SOLID);
      mesh.meshShaderIndex = this.#shaders[layer.key === this.#emphasised ? 'emphasised' : 'plain'];
    }
    this.#niivue.meshes = seen.map(({ mesh }) => mesh).toSorted((a, b) => b.opacity - a.opacity);
    const framed = seen.filter(({ layer }) => layer.key === this.#framed);
    this.#frame = frameOf((framed.length > 0 ? framed : seen).map(({ surface }) => surface));
  }
}

/** The middle of the box that holds all points, and how far they go from it. */
function frameOf(surfaces: readonly Surface[]): Frame | undefined {
  if (surfaces.length === 0) return undefined;
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = low.map((n) => -n);
  for (const { points } of surfaces) {
    for (let n = 0; n < points.length; n++) {
      const [axis, value] = [n % 3, points[n] as number];
      if (value < (low[axis] as number)) low[axis] = value;
      if (value > (high[axis] as number)) high[axis] = value;
    }
  }
  const [x, y, z] = low.map((n, axis) => (n + (high[axis] as number)) / 2) as [number, number, number];
  let squared = 0;
  for (const { points } of surfaces) {
    for (let n = 0; n < points.length; n += 3) {
      const [a, b, c] = [points[n] as number, points[n + 1] as number, points[n + 2] as number];
      squared = Math.max(squared, (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2);
    }
  }
  return { middle: [x, y, z], radiusMm: Math.sqrt(squared) };
}
