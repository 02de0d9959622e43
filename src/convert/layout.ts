import { z } from 'zod/mini';
import { AppError } from '#errors.ts';
import { countOf } from './checkpoint.ts';
import { encodedBytes } from './encode.ts';

const count = z.int().check(z.gte(0));
const path = z.string().check(z.regex(/^\w[\w.-]*$/, 'is not a plain file name'));
const place = { offset: count, bytes: count };
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const tensor = z.object({
  /** The tensor of the checkpoint that it is made of. */
  source: z.string(),
  /** First row and the one after the last; all where absent. */
  rows: z.optional(z.tuple([count, count])),
  encoding: z.enum(['float32', 'float16', 'int8-rows', 'int8-blocks', 'int4-blocks']),
  ...place,
  scale: z.optional(z.object(place)),
});

const layoutSchema = z.object({
  format: z.literal(1),
  precision: z.enum(['float32', 'float16', 'int8', 'int4']),
  /** Every tensor of the checkpoint by its name, slowest axis first. */
  checkpoint: z.record(z.string(), z.array(count)),
  /** Files of weights, and what lies where in them, in that order. */
  files: z.array(z.object({ path, bytes: count, tensors: z.array(tensor) })),
  /** Files that come with the layout and go into the pack as they are. */
  copies: z.array(z.object({ path, bytes: count, sha256: hash })),
});

type Parsed = z.infer<typeof layoutSchema>;
export type Layout = Readonly<Parsed>;
export type LayoutFile = Layout['files'][number];
export type LayoutTensor = LayoutFile['tensors'][number];

/**
 * How the weights of one precision are laid out, written by training/medimageparse3d/precision.py.
 *
 * @throws AppError 'pack-invalid' naming the field that is wrong.
 */
export function readLayout(json: unknown): Layout {
  const parsed = layoutSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(issue?.path.join('.') || '(whole layout)', issue?.message ?? 'does not match the schema');
  }
  for (const file of parsed.data.files) checkFile(parsed.data, file);
  return parsed.data;
}

function checkFile(layout: Layout, file: LayoutFile): void {
  let end = 0;
  for (const [n, entry] of file.tensors.entries()) {
    const field = `${file.path}.${n}`;
    const { rows, rowLength } = rowsOf(layout, entry);
    const wanted = encodedBytes(rows.count * rowLength, rowLength, entry.encoding);
    if (entry.bytes !== wanted.data || (entry.scale?.bytes ?? 0) !== wanted.scale) {
      throw invalid(field, 'has another size than its shape');
    }
    for (const { offset, bytes } of entry.scale ? [entry, entry.scale] : [entry]) {
      if (offset < end) throw invalid(field, 'lies on the tensor before it');
      end = offset + bytes;
    }
  }
  if (end !== file.bytes) throw invalid(`${file.path}.bytes`, 'is not where its last tensor ends');
}

/** Which rows of its source a tensor is made of, and how many numbers a row has. @throws AppError 'pack-invalid' */
export function rowsOf({ checkpoint }: Layout, { source, rows }: LayoutTensor) {
  const shape = Object.hasOwn(checkpoint, source) ? checkpoint[source] : undefined;
  if (!shape) throw invalid(source, 'is no tensor of the checkpoint');
  const [all = 1, ...rest] = shape;
  const [first, last] = rows ?? [0, all];
  if (first > last || last > all) throw invalid(source, 'has no such rows');
  return { rows: { first, count: last - first }, rowLength: countOf(rest) };
}

function invalid(field: string, reason: string) {
  return new AppError('pack-invalid', { field, reason });
}
