import { mkdirSync, writeFileSync } from 'node:fs';
import { publicTypes } from './public-types.ts';

// Writes docs/api/, which a test compares with what is built: a change of the interface is seen in review.
const folder = new URL('../../docs/api/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, types] of Object.entries(publicTypes())) writeFileSync(new URL(name, folder), types);
