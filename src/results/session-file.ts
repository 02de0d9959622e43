import { AppError } from '#errors.ts';
import { boxSize } from '#volume/boxes.ts';
import type { VoxelBox } from '#volume/types.ts';
import { type Finding, type FindingId, fileKey } from './finding.ts';
import type { Mark } from './mark.ts';
import { type PackedBox, type PackedMask, type Session, voxelsOf } from './session.ts';
import { isShallow, keepNumbers, reviveNumbers } from './session-numbers.ts';
import {
  isReadVersion,
  migratedHead,
  SESSION_VERSION,
  type SessionHead,
  sessionSchema,
} from './session-schema.ts';

/** zlib, wherever it is done. */
interface Packing {
  pack(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  unpack(packed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Every session begins with these bytes: “parse3d”, and the end of a line. */
const MAGIC = [0x70, 0x61, 0x72, 0x73, 0x65, 0x33, 0x64, 0x0a];
/** They, the version, and the lengths of the JSON packed and not. */
const HEAD_BYTES = 20;
const MOST_JSON = 2 ** 26;
/** Bytes of all masks together as they are drawn: more than any page can hold. */
const MOST_MASKS = 2 ** 32;

/** Whether a file that begins so is a session, whatever it is called. */
export function isSession(head: Uint8Array): boolean {
  return MAGIC.every((byte, n) => head[n] === byte);
}

/** The bytes of a session's file. docs/session.md says what stands where. */
export async function writeSession(session: Session, { pack }: Packing): Promise<Uint8Array<ArrayBuffer>> {
  const { blobs, head } = headOf(session);
  const text = JSON.stringify(head, keepNumbers);
  // What cannot be read again would be lost.
  readHead(text, SESSION_VERSION);
  const json = new TextEncoder().encode(text);
  const packed = await pack(json);
  const size = blobs.reduce((sum, { length }) => sum + length, HEAD_BYTES + packed.length);
  const bytes = new Uint8Array(size);
  bytes.set(MAGIC);
  const numbers = new DataView(bytes.buffer);
  [SESSION_VERSION, packed.length, json.length].forEach((number, n) => {
    numbers.setUint32(MAGIC.length + 4 * n, number, true);
  });
  let at = HEAD_BYTES;
  for (const part of [packed, ...blobs]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @throws AppError 'session-damaged' and 'session-newer'. */
export async function readSession(bytes: Uint8Array, { unpack }: Packing): Promise<Session> {
  if (!isSession(bytes) || bytes.length < HEAD_BYTES) throw damaged('short');
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, packed, length] = [0, 1, 2].map((n) => numbers.getUint32(MAGIC.length + 4 * n, true));
  if (version === undefined || !isReadVersion(version)) {
    throw new AppError('session-newer', { version: version ?? 0 });
  }
  if (packed === undefined || length === undefined || length > MOST_JSON) throw damaged('content');
  const begin = HEAD_BYTES + packed;
  if (begin > bytes.length) throw damaged('short');
  const json = await unpack(bytes.subarray(HEAD_BYTES, begin), length);
  const head = readHead(new TextDecoder().decode(json), version);
  checkMasks(head, bytes.length - begin);
  return sessionOf(head, bytes.subarray(begin));
}

/** `reason`: its content contradicts itself or is no session's. */
function damaged(reason: 'short' | 'content' | 'masks', cause?: unknown): AppError {
  return new AppError('session-damaged', { reason }, { cause });
}

function readHead(text: string, version: number): SessionHead {
  let json: unknown;
  try {
    json = JSON.parse(text, reviveNumbers);
  } catch (cause) {
    throw damaged('content', cause);
  }
  if (!isShallow(json)) throw damaged('content');
  const parsed = sessionSchema.safeParse(migratedHead(json, version));
  if (!parsed.success) throw damaged('content', parsed.error);
  return parsed.data;
}

/** Every mask is of a finding, in the scan and as large as it says; the packed bytes are all there and no more. */
function checkMasks({ scan, findings, masks, asked }: SessionHead, packed: number): void {
  const objects = new Set(findings.flatMap(({ id, kind }) => (kind === 'found' ? [id] : [])));
  // Each object once.
  if (!masks.every(({ finding }) => objects.delete(finding))) throw damaged('masks');
  const drawn = masks.flatMap(({ base, edits }) => (edits ? [base, edits] : [base]));
  const parts = [...drawn, ...masks.flatMap(({ whole }) => whole ?? [])];
  const isWithin = ({ to }: VoxelBox) => to.every((end, axis) => end <= (scan.size[axis] ?? 0));
  if (!parts.every(({ box }) => isWithin(box))) throw damaged('masks');
  if (asked.region && !isWithin(asked.region)) throw damaged('content');
  if (sum(parts.map((part) => part.packed)) !== packed) throw damaged('short');
  if (sum(drawn.map(({ box }) => voxelsOf(boxSize(box)))) > MOST_MASKS) throw damaged('masks');
}

const sum = (numbers: readonly number[]) => numbers.reduce((so, number) => so + number, 0);

function headOf(session: Session): { readonly head: SessionHead; readonly blobs: readonly Uint8Array[] } {
  const blobs: Uint8Array[] = [];
  const place = ({ box, packed }: PackedBox) => ({
    box: plain(box),
    packed: blobs.push(packed) && packed.length,
  });
  const { savedAt, appVersion, scan, look, asked, comparison } = session;
  const masks = session.masks.map(({ finding, level, base, edits, whole }) => ({
    ...{ finding, level, base: place(base) },
    ...(edits && { edits: { ...place(edits), slices: edits.slices } }),
    ...(whole && { whole: { ...place(whole), from: whole.from } }),
  }));
  const head = {
    ...{ format: 'parse3d-session', formatVersion: SESSION_VERSION, savedAt },
    app: { name: 'parse3d', version: appVersion },
    ...{ scan, findings: withoutFileNames(session.findings), masks, marks: session.marks, look, asked },
    ...(comparison && { comparison }),
  };
  return { head: head as unknown as SessionHead, blobs };
}

/** Names of files often tell who the patient is. Several files are told apart by numbers. */
function withoutFileNames(findings: readonly Finding[]): readonly Finding[] {
  const origins = findings.flatMap((finding) =>
    finding.kind === 'found' && finding.fromFile ? [finding.fromFile] : [],
  );
  const files = [...new Set(origins.map(fileKey))];
  return findings.map((finding) => {
    if (finding.kind !== 'found' || !finding.fromFile) return finding;
    const { number: _, ...origin } = finding.fromFile;
    const number = files.length > 1 ? files.indexOf(fileKey(finding.fromFile)) + 1 : undefined;
    return { ...finding, fromFile: { ...origin, file: '', ...(number !== undefined && { number }) } };
  });
}

function plain({ from, to }: VoxelBox): PackedBoxHead['box'] {
  return { from: [from[0], from[1], from[2]], to: [to[0], to[1], to[2]] };
}

type PackedBoxHead = SessionHead['masks'][number]['base'];

function sessionOf(
  { savedAt, app, scan, findings, masks, marks, look, asked, comparison }: SessionHead,
  blobs: Uint8Array,
): Session {
  let at = 0;
  const take = ({ box, packed }: PackedBoxHead): PackedBox => {
    const from = at;
    at += packed;
    // Its own bytes: whoever keeps one of them does not keep the file.
    return { box, packed: blobs.slice(from, at) };
  };
  return {
    ...{ savedAt, appVersion: app.version, scan, look, asked, ...(comparison && { comparison }) },
    // The schema has checked them; it does not know the brands of ids.
    findings: findings as unknown as readonly Finding[],
    marks: marks as unknown as readonly Mark[],
    masks: masks.map(
      ({ finding, level, base, edits, whole }): PackedMask => ({
        ...{ finding: finding as FindingId, level, base: take(base) },
        ...(edits && { edits: { ...take(edits), slices: edits.slices } }),
        ...(whole && { whole: { ...take(whole), from: whole.from } }),
      }),
    ),
  };
}
