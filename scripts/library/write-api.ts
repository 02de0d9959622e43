import { mkdirSync, writeFileSync } from 'node:fs';
import { publicTypes } from './public-types.ts';

// Writes docs/api/parse3d.d.ts, which a test compares with what is built: a change of the interface is seen in review.
const folder = new URL('../../docs/api/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('parse3d.d.ts', folder), publicTypes());
