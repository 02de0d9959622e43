import { convertNnunet } from '#convert/nnunet/convert-nnunet.ts';
import { inspectNnunet } from '#convert/nnunet/inspect.ts';
import { filesOf } from '#convert/nnunet/release.ts';
import type { Precision } from '#convert/nnunet/weight-file.ts';
import { blobSource } from '#convert/source.ts';

import { memorySink } from './memory-sink.ts';
import type { NnunetCase } from './nnunet-cases.ts';

/** Reads the pack's files, as the engine asks for them. */
type PackReader = (url: string, onBytes: (done: number) => void) => Promise<Uint8Array<ArrayBuffer>>;

export const MANIFEST_URL = 'file:///pack/manifest.json';

/**
 * The pack that the converter makes of a case's model: its files. Its tiling is the case's: TotalSegmentator's own steps go
 * with a data set's name, and some cases run nnU-Net alone on weights of that name.
 */
export async function goldenFiles(
  golden: NnunetCase,
  precision: Precision = 'float32',
): Promise<ReadonlyMap<string, Uint8Array>> {
  const sink = memorySink();
  const zip = blobSource('model.zip', new Blob([golden.bytes('model.zip')]));
  const model = await inspectNnunet('model.zip', await filesOf([zip]), {
    folds: [...(golden.json.folds ?? [0])].map(String),
  });
  await convertNnunet(model, precision, sink);
  const manifest = JSON.parse(new TextDecoder().decode(sink.files.get('manifest.json'))) as {
    input: { tiling: unknown };
  };
  manifest.input.tiling = golden.tiling;
  return new Map(sink.files).set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));
}

/** The same, as the engine reads them. */
export async function goldenPack(golden: NnunetCase, precision?: Precision): Promise<PackReader> {
  const files = await goldenFiles(golden, precision);
  return async (url, onBytes) => {
    const bytes = files.get(url.replace('file:///pack/', ''));
    if (!bytes) throw new Error(`${url} is not in the pack`);
    onBytes(bytes.length);
    return new Uint8Array(bytes);
  };
}
