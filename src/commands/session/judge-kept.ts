import type { App } from '#commands/app.ts';
import type { JudgeOptions, Shape } from '#engine/engine.ts';
import { componentsOf } from '#model/components.ts';
import type { FoundObject } from '#results/finding.ts';
import { keptInstead } from '#results/kept-piece.ts';
import { type PackedMask, voxelsOf } from '#results/session.ts';
import { boxSize } from '#volume/boxes.ts';
import { levelOf } from '#volume/probability-bytes.ts';
import type { Grid, Mask } from '#volume/types.ts';

type JudgeApp = Pick<App, 'voxels' | 'editor' | 'archive'>;

/**
 * An object at another threshold, or with other pieces, from what the page has kept of its probabilities, for one whose engine's
 * answer is gone: it comes from a session, or its pack was put away. Undefined where that does not suffice.
 */
export async function judgeKept(
  app: JudgeApp,
  object: FoundObject,
  { threshold, components }: JudgeOptions,
): Promise<Shape | undefined> {
  const scan = app.voxels.scan();
  const keep = componentsOf(object.source.pack.thresholds, object.structure, components);
  const piece = keep === 'largest' ? keptInstead(object) : undefined;
  // Where the structure may lie is not kept: the piece in its place is known by its voxels.
  const kept = piece === undefined ? keep : { numbers: [piece], at: object.threshold };
  const lowest = typeof kept === 'string' ? threshold : Math.min(threshold, kept.at);
  const whole = scan && ((await wholeFrom(app, object, lowest)) ?? baseFrom(app, object, lowest));
  if (!whole) return undefined;
  await app.editor.open(scan.volume);
  return { components: keep, ...(await app.editor.outline(whole, threshold, kept)) };
}

/** The one that was unpacked last: a slider asks for it over and over. */
const unpacked = new WeakMap<NonNullable<PackedMask['whole']>, WeakRef<Mask>>();

async function wholeFrom(
  { voxels, archive }: JudgeApp,
  { answer }: FoundObject,
  lowest: number,
): Promise<Mask | undefined> {
  const whole = voxels.wholes.get(answer);
  const grid = voxels.scan()?.volume.grid;
  if (!whole || !grid || whole.from > lowest) return undefined;
  const before = unpacked.get(whole)?.deref();
  if (before && before.grid === grid) return before;
  const mask = await unpackWhole(archive, whole, grid);
  unpacked.set(whole, new WeakRef(mask));
  return mask;
}

async function unpackWhole(
  archive: App['archive'],
  { box, packed, from }: NonNullable<PackedMask['whole']>,
  grid: Grid,
): Promise<Mask> {
  const data = await archive.unpack(packed, voxelsOf(boxSize(box)));
  return { grid, box, data, level: levelOf(from) };
}

/** The mask as it is has all that a higher threshold needs, unless pieces were left out of it. */
function baseFrom({ voxels }: JudgeApp, object: FoundObject, lowest: number): Mask | undefined {
  const isAll = object.pieces.kept === object.pieces.found;
  return isAll && lowest >= object.threshold ? voxels.parts(object.id)?.base : undefined;
}
