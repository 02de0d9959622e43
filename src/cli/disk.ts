import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Sink, SinkFile } from '#convert/sink.ts';
import type { Source } from '#convert/source.ts';
import { AppError } from '#errors.ts';
import { reasonOf } from './files.ts';

/** A file on disk, read by slices. @throws AppError 'file-unreadable'. */
export async function diskSource(path: string): Promise<Source & { close(): Promise<void> }> {
  const name = basename(path);
  try {
    const file = await open(path);
    const { size } = await file.stat();
    return {
      name,
      size,
      read: async (offset, length) => {
        const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
      close: () => file.close(),
    };
  } catch (cause) {
    throw new AppError('file-unreadable', { name, reason: reasonOf(cause) }, { cause });
  }
}

/** A folder on disk, made where it is not there. What is being written has “.part” behind its name. */
export function diskSink(folder: string): Sink {
  const at = (path: string) => join(folder, path);
  return {
    create: (path) => writing(at(path), () => createFile(at(path))),
    read: (path) => readFile(at(path)).catch(absent),
    slice: (path, offset, length) => readSlice(at(path), offset, length),
    size: async (path) => (await stat(at(path)).catch(absent))?.size,
    remove: (path) => rm(at(path), { force: true }),
  };
}

async function readSlice(path: string, offset: number, length: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function createFile(path: string): Promise<SinkFile> {
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(part, 'w');
  return {
    append: (bytes) => writing(path, () => file.writeFile(bytes)),
    finish: () =>
      writing(path, async () => {
        await file.sync();
        await file.close();
        await rename(part, path);
      }),
    abort: async () => {
      await file.close().catch(() => undefined);
      await rm(part, { force: true });
    },
  };
}

/** @throws AppError 'arguments-invalid' where it may not or cannot be written. */
async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = `${path} cannot be written: ${reasonOf(cause)}`;
    throw new AppError('arguments-invalid', { reason }, { cause });
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
