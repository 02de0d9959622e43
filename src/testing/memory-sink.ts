/** A pack's folder in memory, and what is being written but not finished. */
export function memorySink() {
  const files = new Map<string, Uint8Array>();
  const unfinished = new Set<string>();
  return {
    files,
    unfinished,
    create: async (path: string) => {
      const parts: Uint8Array[] = [];
      unfinished.add(path);
      return {
        append: async (bytes: Uint8Array) => void parts.push(bytes.slice()),
        finish: async () => {
          files.set(path, joined(parts));
          unfinished.delete(path);
        },
        abort: async () => void unfinished.delete(path),
      };
    },
    read: async (path: string) => files.get(path),
    slice: async (path: string, offset: number, length: number) =>
      (files.get(path) ?? new Uint8Array()).slice(offset, offset + length),
    size: async (path: string) => files.get(path)?.length,
    remove: async (path: string) => void files.delete(path),
  };
}

/** All parts in one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
