import { AppError } from '#errors.ts';
import type { GraphSpec } from '#model/manifest.ts';
import { graphsOf } from '#model/manifest-kinds.ts';
import { kindOf } from '#model/tilings.ts';
import { isEmulated } from './emulated.ts';
import type { CallOptions, Device } from './engine.ts';
import { isOutOfMemory, messageOf } from './failure.ts';
import { bytesOf, type Pack } from './pack-files.ts';
import type { Backend, DeviceTensor, Feeds, Runtime, Session, Tensor, Tensors, Weights } from './runtime.ts';
import { INFERENCE, onTimeline } from './timeline.ts';

/** A graph's field in the manifest, below `graphs`. */
export type GraphName = 'imageEncoder' | 'textEncoder' | 'promptDecoder' | `folds.${number}`;

/** A pack's graphs, compiled for one backend, with tensors by role instead of by their names in the graphs. */
export interface PackSessions {
  readonly backend: Backend;
  run(graph: GraphName, feeds: Feeds): Promise<Tensors>;
  /** As `run`, but what the graph gives stays on the device where it can: it is to be let go of (device-tensors.ts). */
  runKept(graph: GraphName, feeds: Feeds): Promise<Feeds>;
  release(): Promise<void>;
}

/**
 * Opens a pack's graphs for a device. Files that no graph needs any more are let go of on the way.
 *
 * @throws whatever the runtime does; AppError as `PackFiles.read`, and 'pack-invalid' for a graph that no backend can open.
 */
export async function openSessions(
  { manifest, files }: Pack,
  runtime: Runtime,
  { backend, name: device }: Pick<Device, 'backend' | 'name'>,
  options: CallOptions & { readonly form?: Form } = {},
): Promise<PackSessions> {
  const { form = formFor({ backend, name: device }) } = options;
  const graphs = graphsOf(manifest);
  const unopened = [...graphs.values()];
  const sessions = new Map<string, Session>();
  const report = () => options.onProgress?.({ stage: 'compile', done: sessions.size, total: graphs.size });
  const release = async () => {
    for (const session of sessions.values()) await session.release().catch(() => undefined);
    sessions.clear();
  };
  for (const [name, spec] of graphs) {
    report();
    unopened.shift();
    const [file, ...weights] = filesOf(spec, form);
    try {
      const graph = await bytesOf(await files.read(file, options));
      const external: Weights[] = [];
      for (const path of weights) external.push({ path, data: await files.read(path, options) });
      const keepsOutputs = name === 'imageEncoder' && kindOf(manifest.input.tiling).keepsFeatures;
      sessions.set(name, await runtime.open(graph, backend, external, { keepsOutputs }));
    } catch (error) {
      await release();
      // On the last resort it is the graph that is to blame, unless the error says otherwise.
      if (error instanceof AppError || backend === 'webgpu' || isOutOfMemory(error)) throw error;
      throw new AppError(
        'pack-invalid',
        { field: `graphs.${name}.file`, reason: messageOf(error) },
        { cause: error },
      );
    }
    const needed = new Set(unopened.flatMap((each) => filesOf(each, form)));
    files.release([file, ...weights].filter((path) => !needed.has(path)));
  }
  report();
  const opened = (graph: GraphName): Session => {
    const session = sessions.get(graph);
    if (!session) throw new AppError('internal', { where: `${graph} was released` });
    return session;
  };
  return {
    backend,
    release,
    run: (graph, feeds) => runGraph(graph, graphs.get(graph), feeds, (named) => opened(graph).run(named)),
    runKept: (graph, feeds) =>
      runGraph<Tensor | DeviceTensor>(graph, graphs.get(graph), feeds, (named) => {
        const session = opened(graph);
        return session.runOnDevice?.(named) ?? session.run(named);
      }),
  };
}

/** A graph's own file, or another of the same graph, by its field in the manifest. */
type Form = 'file' | 'planes' | 'winograd';

/** In which form a device has done a graph soonest (docs/performance.md). */
function formFor({ backend, name }: Pick<Device, 'backend' | 'name'>): Form {
  if (backend !== 'webgpu') return 'winograd';
  return isEmulated(name) ? 'file' : 'planes';
}

/** The file of a graph in a form, or its own where it has no such one, then those of its weights. */
function filesOf(graph: GraphSpec, form: Form): [string, ...string[]] {
  return [graph[form] ?? graph.file, ...(graph.weights ?? [])];
}

async function runGraph<T>(
  graph: GraphName,
  spec: GraphSpec | undefined,
  feeds: Feeds,
  run: (named: Feeds) => Promise<Readonly<Record<string, T>>>,
): Promise<Readonly<Record<string, T>>> {
  if (!spec) throw new AppError('internal', { where: `the pack has no ${graph}` });
  const { inputs, outputs } = spec;
  const named = Object.entries(inputs).map(([role, name]) => {
    const tensor = feeds[role];
    if (!tensor) throw unknownRole(graph, 'inputs', role);
    return [name, tensor] as const;
  });
  const results = await onTimeline(INFERENCE, () => run(Object.fromEntries(named)));
  const roles = Object.entries(outputs).map(([role, name]) => {
    const tensor = results[name];
    if (!tensor) throw unknownRole(graph, 'outputs', role);
    return [role, tensor] as const;
  });
  return Object.fromEntries(roles);
}

function unknownRole(graph: GraphName, side: string, role: string) {
  return new AppError('pack-invalid', { field: `graphs.${graph}.${side}.${role}`, reason: 'does not exist' });
}
