import { AppError } from '#errors.ts';
import type { PixelForm } from '#formats/dicom/image.ts';
import type { Coding } from '#formats/dicom/syntaxes.ts';
import type { Decode, StoredPixels } from './codec.ts';

/** Each is loaded when the first picture asks for it. */
const LOADERS: Readonly<Record<Exclude<Coding, 'native'>, () => Promise<Decode>>> = {
  rle: async () => (await import('./rle.ts')).decodeRle,
  jpeg: async () => (await import('./wasm-decoders.ts')).loadJpeg(),
  'jpeg-lossless': async () => (await import('./jpeg-lossless.ts')).decodeJpegLossless,
  'jpeg-ls': async () => (await import('./wasm-decoders.ts')).loadJpegLs(),
  'jpeg-2000': async () => (await import('./wasm-decoders.ts')).loadJpeg2000(),
  htj2k: async () => (await import('./wasm-decoders.ts')).loadHtj2k(),
};

const loaded = new Map<Coding, Promise<Decode>>();

/** The pixels in `packed`. @throws AppError 'dicom-codec', 'dicom-compression', 'dicom-damaged'. */
export async function decode(
  name: string,
  packed: Uint8Array<ArrayBuffer>,
  form: PixelForm,
): Promise<StoredPixels> {
  const { coding } = form.syntax;
  if (coding === 'native') throw new Error('pixels that are not packed need no codec');
  const known = loaded.get(coding) ?? LOADERS[coding]();
  loaded.set(coding, known);
  const codec = await known.catch((cause: unknown) => {
    loaded.delete(coding);
    throw new AppError(
      'dicom-codec',
      { reason: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  });
  try {
    return codec(packed, form);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('dicom-damaged', { name, fault: 'picture-unpackable' }, { cause });
  }
}
