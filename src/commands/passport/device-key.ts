import type { Device } from '#engine/engine.ts';

/** What a speed goes by: another backend, adapter, number of threads or version of the page is measured anew. */
export function deviceKey({ backend, name, threads }: Device, version: string): string {
  return [backend, name, threads, version].join(' | ');
}

/** What of a pack its time goes by. */
export function packKey(pack: {
  readonly id: string;
  readonly version: string;
  readonly precision?: string | undefined;
}): string {
  return [pack.id, pack.version, pack.precision ?? ''].join(' | ');
}
