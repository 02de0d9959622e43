import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, join } from 'node:path';

/** Whose code a function is: NiiVue's, or anybody else's whose source is known; nothing for the browser's own. */
export type Owner = 'niivue' | 'other' | undefined;

/** Looks functions up in the source maps beside the built scripts. */
export function ownersOf(dist: string): (url: string, line: number, column: number) => Owner {
  const maps = new Map<string, SourceMap | undefined>();
  const known = new Map<string, Owner>();
  const mapOf = (script: string) => {
    if (!maps.has(script)) maps.set(script, readMap(join(dist, 'assets', `${script}.map`)));
    return maps.get(script);
  };
  return (url, line, column) => {
    if (!url.startsWith('http')) return undefined;
    const key = `${url}:${line}:${column}`;
    if (!known.has(key)) {
      const entry = mapOf(basename(new URL(url).pathname))?.findEntry(line, column);
      const source = entry && 'originalSource' in entry ? entry.originalSource : '';
      known.set(key, source.includes('@niivue/') ? 'niivue' : 'other');
    }
    return known.get(key);
  };
}

function readMap(path: string): SourceMap | undefined {
  return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}
