import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The public interface as TypeScript declares it. api.ts imports nothing, so that what it declares is all that there is to see. */
export function publicTypes(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parse3d-types-'));
  try {
    const options = ['--declaration', '--emitDeclarationOnly', '--strict', '--exactOptionalPropertyTypes'];
    const target = ['--target', 'es2023', '--lib', 'es2023,dom', '--module', 'esnext', '--types', ''];
    const given = [...options, ...target, '--ignoreConfig', '--outDir', folder];
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, ...given, join(ROOT, 'src/library/api.ts')], { stdio: 'inherit' });
    const types = readFileSync(join(folder, 'api.d.ts'), 'utf8');
    return `${types}/** Opens a pack and makes it ready to answer. */\nexport declare const createEngine: CreateEngine;\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
