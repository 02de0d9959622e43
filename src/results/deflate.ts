import type { Gzip } from '#formats/write-nifti.ts';

/** Bytes gzipped by the browser, which does so in the thread that asks: for a worker. */
export const deflate: Gzip = async (bytes) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};
