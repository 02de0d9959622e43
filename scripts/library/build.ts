import { fileURLToPath } from 'node:url';
import { buildLibrary } from './build-library.ts';

await buildLibrary(fileURLToPath(new URL('../../dist-lib', import.meta.url)));
console.log('Built dist-lib/. “npm pack ./dist-lib” makes a package of it.');
