import type { Runtime, Tensors } from './runtime.ts';

/** For tests: `runtime` that tells `onRun` the inputs of each run, by graph input name, before it runs. */
export function spying(runtime: Runtime, onRun: (feeds: Tensors, backend: string) => void): Runtime {
  return {
    ...runtime,
    open: async (graph, backend, ...rest) => {
      const session = await runtime.open(graph, backend, ...rest);
      return {
        ...session,
        run: (feeds: Tensors) => {
          onRun(feeds, backend);
          return session.run(feeds);
        },
      };
    },
  };
}
