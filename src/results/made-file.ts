import type { Gzip } from '#formats/write-nifti.ts';
import { surfaceOf } from '#surface/surface-of.ts';
import type { Mask } from '#volume/types.ts';
import type { Rgb } from './finding.ts';
import { glbFile } from './glb-file.ts';
import { type MaskImage, writeMaskImage } from './mask-image.ts';
import { type NamedSurface, objFile, stlFile } from './mesh-files.ts';
import { type SegNrrd, writeSegNrrd } from './seg-nrrd.ts';

/** An object whose surface is wanted. */
export interface Solid {
  readonly title: string;
  readonly color: Rgb;
  readonly mask: Mask;
}

/** A file that takes time or memory to make, as plain data: small, so that it can be sent to where there is both. */
export type FileToMake =
  | ({ readonly kind: 'image' } & MaskImage)
  | ({ readonly kind: 'seg-nrrd' } & SegNrrd)
  | { readonly kind: 'stl'; readonly mask: Mask }
  | { readonly kind: 'obj' | 'glb'; readonly objects: readonly Solid[] };

/** Its bytes. Surfaces are those that the page draws. */
export async function makeFile(file: FileToMake, gzip: Gzip): Promise<Uint8Array<ArrayBuffer>> {
  switch (file.kind) {
    case 'image':
      return writeMaskImage(file, gzip);
    case 'seg-nrrd':
      return writeSegNrrd(file, gzip);
    case 'stl':
      return stlFile(surfaceOf(file.mask));
    case 'obj':
      return new TextEncoder().encode(objFile(file.objects.map(surfaced)));
    case 'glb':
      return glbFile(file.objects.map(surfaced));
  }
}

function surfaced({ title, color, mask }: Solid): NamedSurface {
  return { title, color, surface: surfaceOf(mask) };
}
