import { expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import type { ClientPort } from '#rpc/client.ts';
import { type ServerPort, serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import { maskOf } from '#volume/mask.ts';
import { deflate } from './deflate.ts';
import { type FileCalls, filesInWorker } from './files-in-worker.ts';
import { type FileToMake, makeFile } from './made-file.ts';

const grid = { size: [3, 2, 2], voxelToWorld: [-2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30] } as const;
const mask = maskOf(grid, [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const wanted: FileToMake = {
  kind: 'image',
  shown: { kind: 'mask', mask },
  size: grid.size,
  header: gridHeader(grid),
};

/** The near end of a channel whose far end answers as the worker does, and whether it was ended. */
function fakeWorker(make: (file: FileToMake) => Promise<Uint8Array<ArrayBuffer>>) {
  const { port1, port2 } = new MessageChannel();
  const worker = { ended: 0 };
  serveCalls<FileCalls>({ make }, port2 as unknown as ServerPort, { transferables: transferablesOf });
  const terminate = () => {
    worker.ended += 1;
    port1.close();
  };
  port1.start();
  port2.start();
  return { worker, start: () => Object.assign(port1, { terminate }) as unknown as ClientPort };
}

test('a worker makes the same file from what can be sent to it, and ends then', async () => {
  const { worker, start } = fakeWorker((sent) => makeFile(sent, deflate));
  expect(await filesInWorker(start)(wanted)).toEqual(await makeFile(wanted, deflate));
  expect(worker.ended).toBe(1);
});

test('a worker that fails ends too, and says why', async () => {
  const { worker, start } = fakeWorker(() => Promise.reject(new RangeError('array too large')));
  await expect(filesInWorker(start)(wanted)).rejects.toMatchObject({
    details: { where: expect.stringContaining('array too large') },
  });
  expect(worker.ended).toBe(1);
});
