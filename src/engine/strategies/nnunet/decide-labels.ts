import type { PackHost } from '#engine/pack-host.ts';
import { breathe } from '#engine/queue.ts';
import type { Session, Tensor } from '#engine/runtime.ts';
import { Decision } from '#model/nnunet/decide.ts';
import type { Field } from '#model/nnunet/field.ts';
import type { Head } from '#model/nnunet/head.ts';
import { isDirect, type Layout } from '#model/nnunet/layout.ts';
import { HEAD_GRAPH } from './head-graph.ts';

interface DecideJob {
  readonly layout: Layout;
  readonly field: Field;
  readonly head: Head;
  readonly host: Pick<PackHost, 'openOwn'>;
  readonly onSlice: (done: number, total: number) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Decides the label of every place, slice by slice. Where a hundred classes are rows of a head and places are samples of the
 * field, that is a product of large matrices, which the runtime does many times faster than JavaScript.
 */
export async function decide({ layout, field, head, host, onSlice, signal }: DecideJob): Promise<Decision> {
  const decision = new Decision(layout, field, head);
  const [slices] = layout.size;
  const session = !head.isIdentity && isDirect(layout) ? await host.openOwn(HEAD_GRAPH) : undefined;
  try {
    for (let k = 0; k < slices; k++) {
      onSlice(k, slices);
      await breathe(signal);
      if (session) await decideBy(session, decision, k, field, head);
      else decision.decideSlice(k);
    }
    onSlice(slices, slices);
  } finally {
    await session?.release();
  }
  return decision;
}

async function decideBy(session: Session, decision: Decision, k: number, field: Field, head: Head) {
  const [, rows, columns] = field.size;
  const { label, logSum, byRow, byColumn } = await session.run({
    values: { dims: [head.channels, rows, columns], data: field.slice(k) },
    rows: { dims: [head.classes, head.channels], data: head.rows },
    bias: { dims: [head.classes, 1, 1], data: head.bias },
  });
  if (!label || !logSum) throw new Error('The head graph gave no labels.');
  decision.takeSlice(k, {
    label: label.data,
    logSum: logSum.data,
    byRow: floats(byRow),
    byColumn: floats(byColumn),
  });
}

function floats(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error('The head graph gave no float32.');
}
