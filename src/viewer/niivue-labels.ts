import type { Niivue } from '@niivue/niivue';
import type { Vec3 } from '#volume/types.ts';
import { type DrawnOrder, voxelAt } from './drawn-order.ts';
import type { Patch } from './label-map.ts';

/**
 * The label map that NiiVue draws over the slices: the texture of its drawing layer, a label and its weakness a voxel, coloured while it is
 * drawn from a table of 256 colours. So a colour costs no voxel, and voxels are written box by box. (An overlay is coloured
 * for all voxels whenever anything in it changes: ten times slower without a graphics card.)
 */
export class LabelTexture {
  readonly #niivue: Niivue;
  #size: Vec3 | undefined;

  constructor(niivue: Niivue) {
    this.#niivue = niivue;
    niivue.drawOpacity = 1;
    this.setEmphasis(undefined);
  }

  /** Draws one label's edge stronger than the others', or none's. */
  setEmphasis(label: number | undefined): void {
    const { gl, customSliceShader: shader } = this.#niivue;
    if (!shader) return;
    shader.use(gl);
    gl.uniform1f(shader.uniforms['emphasis'] ?? null, label ?? -1);
  }

  /** Takes everything off. */
  blank(): void {
    if (this.#size) this.#allocate([2, 2, 2]);
    this.#size = undefined;
  }

  /** How NiiVue keeps the voxels of the scan; undefined without one. */
  get order(): DrawnOrder | undefined {
    const [base] = this.#niivue.volumes;
    if (!base?.permRAS || !base.hdr) return undefined;
    const [, ni = 0, nj = 0, nk = 0] = base.hdr.dims;
    return { size: [ni, nj, nk], axes: base.permRAS as unknown as Vec3 };
  }

  /** The stored voxel that the crosshair is in. */
  get crosshair(): Vec3 | undefined {
    const { order } = this;
    const drawn = this.#niivue.scene.crosshairPos;
    return order && voxelAt([drawn[0] ?? 0, drawn[1] ?? 0, drawn[2] ?? 0], order);
  }

  write({ from, size, texels }: Patch): void {
    const { gl, volumes } = this.#niivue;
    const [base] = volumes;
    if (!base?.dimsRAS) return;
    const [, x = 0, y = 0, z = 0] = base.dimsRAS;
    if (!this.#size) this.#allocate([x, y, z]);
    this.#size = [x, y, z];
    gl.activeTexture(gl.TEXTURE7);
    gl.bindTexture(gl.TEXTURE_3D, this.#niivue.drawTexture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    // The label comes first: wherever there is WebGL, the lower byte of a number does.
    const bytes = new Uint8Array(texels.buffer, texels.byteOffset, texels.byteLength);
    gl.texSubImage3D(gl.TEXTURE_3D, 0, ...from, ...size, gl.RG, gl.UNSIGNED_BYTE, bytes);
  }

  /** Red, green, blue and opacity of labels 0 to 255. */
  setLook(look: Uint8ClampedArray): void {
    this.#niivue.drawLut = { lut: look };
    this.#niivue.refreshColormaps();
  }

  /** WebGL fills a new texture with zeros. */
  #allocate(size: Vec3): void {
    const { gl } = this.#niivue;
    gl.deleteTexture(this.#niivue.drawTexture);
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE7);
    gl.bindTexture(gl.TEXTURE_3D, texture);
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_3D, name, gl.NEAREST);
    }
    for (const name of [gl.TEXTURE_WRAP_R, gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
      gl.texParameteri(gl.TEXTURE_3D, name, gl.CLAMP_TO_EDGE);
    }
    gl.texStorage3D(gl.TEXTURE_3D, 1, gl.RG8, ...size);
    this.#niivue.drawTexture = texture;
  }
}
