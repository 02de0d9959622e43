import { AppError, toWire } from '#errors.ts';
import { type ModelManifest, readManifest } from '#model/manifest.ts';
import { describePack } from '#model/pack-description.ts';
import type { Origin, PackKey, StoredPack } from './pack-store.ts';
import type { PrivateFolder } from './private-folder.ts';

export const MANIFEST = 'manifest.json';
const ORIGIN = 'origin.json';

/** What a pack's folder is called. */
export function keyOf({ id, precision }: Readonly<Record<'id' | 'precision', unknown>>): PackKey {
  const key = [id, precision].filter(Boolean).join('-');
  if (!/^\w[\w.-]*$/.test(key))
    throw new AppError('pack-invalid', { field: 'id', reason: 'is no plain name' });
  return key as PackKey;
}

/** What a person calls it: the name, the version, and the precision where there is one. */
export function titleOf({ name, version, precision }: Pick<ModelManifest, 'name' | 'version' | 'precision'>) {
  return [`${name} ${version}`, precision].filter(Boolean).join(', ');
}

/** The manifest of a stored pack; undefined where there is none. @throws AppError 'pack-invalid'. */
export async function storedManifest(folder: PrivateFolder): Promise<ModelManifest | undefined> {
  const content = await folder.read(MANIFEST);
  return content && parseManifest(content);
}

/** @throws AppError 'pack-invalid'. */
export function parseManifest(content: Uint8Array): ModelManifest {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(content));
  } catch (cause) {
    throw new AppError('pack-invalid', { field: '(whole file)', reason: 'is not JSON' }, { cause });
  }
  return readManifest(json);
}

/** What the folder called `key` holds. */
export async function packIn(key: PackKey, folder: PrivateFolder): Promise<StoredPack> {
  const stored = { key, bytes: await folder.bytes(), origin: await readOrigin(folder) };
  try {
    const manifest = await storedManifest(folder);
    if (!manifest) return { ...stored, kind: 'unfinished' };
    const facts = describePack(manifest);
    return { ...stored, kind: 'installed', manifestUrl: `opfs:/packs/${key}/${MANIFEST}`, facts };
  } catch (error) {
    return { ...stored, kind: 'unusable', error: toWire(error) };
  }
}

export async function writeOrigin(folder: PrivateFolder, kind: Origin['kind'], from: string): Promise<void> {
  const origin: Origin = { kind, from, date: new Date().toISOString() };
  await writeSmall(folder, ORIGIN, new TextEncoder().encode(JSON.stringify(origin)));
}

async function readOrigin(folder: PrivateFolder): Promise<Origin | undefined> {
  const content = await folder.read(ORIGIN);
  if (!content) return undefined;
  try {
    const { kind, from, date } = JSON.parse(new TextDecoder().decode(content)) as Partial<
      Record<keyof Origin, unknown>
    >;
    const isKnown = kind === 'converted' || kind === 'added';
    if (!isKnown || typeof from !== 'string' || typeof date !== 'string') return undefined;
    return Number.isNaN(Date.parse(date)) ? undefined : { kind, from, date };
  } catch {
    return undefined;
  }
}

export async function writeSmall(folder: PrivateFolder, path: string, content: Uint8Array): Promise<void> {
  const file = await folder.create(path);
  try {
    await file.append(content);
    await file.finish();
  } catch (error) {
    await file.abort();
    throw error;
  }
}
