import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Beside what api.ts declares there is what Node and browsers each make. */
const MADE = `/** Opens packs and makes them ready to answer. */
export declare const createEngine: CreateEngine;
`;
const DEFINED = `/** Of the element, which is defined once this module is imported. */
export declare const Parse3dViewerElement: { new (): Parse3dViewer };
export { Parse3dError } from './index.js';
`;

/** One file declares both. */
const OF_GEOMETRY = /^(?:import|export) type \{[^}]*\} from '\.\/api-geometry(?:\.ts)?';\n/gm;

/**
 * The public interface as TypeScript declares it, by the file of the package. api.ts imports its geometry and nothing else, viewer-api.ts nothing but api.ts,
 * so that what they declare is all that there is to see.
 */
export function publicTypes(): Readonly<Record<'index.d.ts' | 'viewer.d.ts', string>> {
  const folder = mkdtempSync(join(tmpdir(), 'parse3d-types-'));
  try {
    const options = ['--declaration', '--emitDeclarationOnly', '--strict', '--exactOptionalPropertyTypes'];
    const target = ['--target', 'es2023', '--lib', 'es2023,dom', '--module', 'esnext', '--types', ''];
    const how = ['--moduleResolution', 'bundler', '--allowImportingTsExtensions', '--ignoreConfig'];
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const files = ['api', 'api-geometry', 'viewer-api'].map((name) => join(ROOT, `src/library/${name}.ts`));
    execFileSync(process.execPath, [tsc, ...options, ...target, ...how, '--outDir', folder, ...files], {
      stdio: 'inherit',
    });
    const declared = (name: string) => readFileSync(join(folder, `${name}.d.ts`), 'utf8');
    return {
      'index.d.ts': `${declared('api').replaceAll(OF_GEOMETRY, '')}${declared('api-geometry')}${MADE}`,
      'viewer.d.ts': `${declared('viewer-api').replace(/'\.\/api(?:\.ts)?'/, "'./index.js'")}${DEFINED}`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
