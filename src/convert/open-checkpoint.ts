import type { Checkpoint } from './checkpoint.ts';
import { unreadable } from './refusal.ts';
import { readSafetensors } from './safetensors.ts';
import { readExactly, type Source } from './source.ts';
import { readTorchZip } from './torch-zip.ts';

const ZIP = 0x04034b50;
const LEGACY_PICKLE = 0x80;

/** The tensors in a torch.save file or a .safetensors. @throws Refusal */
export async function openCheckpoint(source: Source): Promise<Checkpoint> {
  if (source.size < 16) throw unreadable('too-short');
  const start = await readExactly(source, 0, 16);
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  if (view.getUint32(0, true) === ZIP) return await readTorchZip(source);
  // A header's length, then JSON.
  if (view.getUint8(8) === '{'.charCodeAt(0)) return await readSafetensors(source);
  if (view.getUint8(0) === LEGACY_PICKLE) {
    throw unreadable('old-pytorch');
  }
  throw unreadable('neither');
}
