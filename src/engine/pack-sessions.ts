import { AppError } from '#errors.ts';
import type { GraphSpec, ModelManifest } from '#model/manifest.ts';
import { isOutOfMemory, messageOf } from './failure.ts';
import { bytesOf, type Pack } from './pack-files.ts';
import type { Backend, Runtime, Session, Tensors } from './runtime.ts';

type GraphName = keyof ModelManifest['graphs'];

/** A pack's graphs, compiled for one backend, with tensors by role instead of by their names in the graphs. */
export interface PackSessions {
  readonly backend: Backend;
  run(graph: GraphName, feeds: Tensors): Promise<Tensors>;
  release(): Promise<void>;
}

const GRAPHS: readonly GraphName[] = ['imageEncoder', 'textEncoder', 'promptDecoder'];

/** @throws whatever the runtime does; AppError 'pack-invalid' for a graph that no backend can open. */
export async function openSessions(
  { manifest, files }: Pack,
  runtime: Runtime,
  backend: Backend,
  onOpened: (done: number, total: number) => void,
): Promise<PackSessions> {
  const sessions = new Map<GraphName, Session>();
  const release = async () => {
    for (const session of sessions.values()) await session.release().catch(() => undefined);
    sessions.clear();
  };
  for (const name of GRAPHS) {
    onOpened(sessions.size, GRAPHS.length);
    const { file, weights = [] } = manifest.graphs[name];
    const content = (path: string) => files.get(path) ?? new Uint8Array();
    try {
      const graph = await bytesOf(content(file));
      const external = weights.map((path) => ({ path, data: content(path) }));
      sessions.set(name, await runtime.open(graph, backend, external));
    } catch (error) {
      await release();
      // On the last resort it is the graph that is to blame.
      if (backend === 'webgpu' || isOutOfMemory(error)) throw error;
      throw new AppError(
        'pack-invalid',
        { field: `graphs.${name}.file`, reason: messageOf(error) },
        { cause: error },
      );
    }
  }
  onOpened(sessions.size, GRAPHS.length);
  return {
    backend,
    release,
    run: (graph, feeds) => runGraph(graph, manifest.graphs[graph], sessions.get(graph), feeds),
  };
}

async function runGraph(
  graph: GraphName,
  { inputs, outputs }: GraphSpec,
  session: Session | undefined,
  feeds: Tensors,
): Promise<Tensors> {
  if (!session) throw new AppError('internal', { where: `${graph} was released` });
  const named = Object.entries(inputs).map(([role, name]) => {
    const tensor = feeds[role];
    if (!tensor) throw unknownRole(graph, 'inputs', role);
    return [name, tensor] as const;
  });
  const results = await session.run(Object.fromEntries(named));
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
