type StartWasm<M> = (options: {
  readonly wasmBinary: Uint8Array<ArrayBuffer>;
  print(): void;
  printErr(): void;
}) => Promise<M>;

/** What the modules say of each picture is for nobody. */
const SILENT = { print: () => {}, printErr: () => {} };

/** As much of Node as is needed to read a file beside the program. */
interface NodeProcess {
  getBuiltinModule?(id: 'node:fs/promises'): { readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> };
}

/** Starts the module of `glue` with its code at `url`: on the page from its own origin, in the terminal from the disk. */
export async function startWasm<M>(glue: unknown, url: URL): Promise<M> {
  const start = (glue as { default?: unknown }).default ?? glue;
  return (start as StartWasm<M>)({ wasmBinary: await bytesAt(url), ...SILENT });
}

async function bytesAt(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const { process } = globalThis as { readonly process?: NodeProcess };
  const files = url.protocol === 'file:' ? process?.getBuiltinModule?.('node:fs/promises') : undefined;
  if (files) return new Uint8Array(await files.readFile(url));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
