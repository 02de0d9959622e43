/** As much of a stream as is in memory at once. */
const PIECE = 4 * 2 ** 20;

/**
 * `blob`, whose slices stream by plain reads of it. onnxruntime streams each weight out of a Blob into a buffer of its own,
 * and Chromium (seen in 156) may collect such a stream as garbage while it is read: the model would never be ready. These
 * streams take no buffers, so that onnxruntime reads them without.
 */
export function pulledBlob(blob: Blob): Blob {
  const slice = (start?: number, end?: number) => {
    const part = blob.slice(start, end);
    return Object.assign(part, { stream: () => streamOf(part) });
  };
  return Object.assign(blob.slice(), { slice });
}

function streamOf(blob: Blob): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull: async (controller) => {
      if (at >= blob.size) return controller.close();
      const piece = await blob.slice(at, at + PIECE).arrayBuffer();
      at += PIECE;
      controller.enqueue(new Uint8Array(piece));
    },
  });
}
