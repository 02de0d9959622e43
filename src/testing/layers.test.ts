import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file, and an import that its layer may not have. */
const PLANTED = [
  ['src/volume/planted.ts', '#model/manifest.ts'],
  ['src/volume/planted.ts', '../model/manifest.ts'],
  ['src/volume/planted.ts', 'zod/mini'],
  ['src/surface/planted.ts', '#model/manifest.ts'],
  ['src/surface/planted.ts', '@niivue/niivue'],
  ['src/editing/planted.ts', '#results/finding.ts'],
  ['src/editing/planted.ts', '#state/store.ts'],
  ['src/commands/planted.ts', '#editing/worker-editor.ts'],
  ['src/commands/planted.ts', '#sessions/worker-archive.ts'],
  ['src/sessions/planted.ts', '#commands/app.ts'],
  ['src/sessions/planted.ts', '#state/store.ts'],
  ['src/ui/planted.tsx', '#sessions/archive.ts'],
  ['src/ui/planted.tsx', '#editing/editor.ts'],
  ['src/formats/planted.ts', '#model/manifest.ts'],
  ['src/model/planted.ts', 'hash-wasm'],
  ['src/model/planted.ts', '#engine/engine.ts'],
  ['src/model/passport/planted.ts', '#engine/engine.ts'],
  ['src/model/passport/planted.ts', '#browser/machine.ts'],
  ['src/commands/passport/planted.ts', '#engine/measure-speed.ts'],
  ['src/ui/passport/planted.tsx', '#model/passport/predict.ts'],
  ['src/model/planted.ts', '#formats/read-nifti.ts'],
  ['src/model/planted.ts', '#prompt/read-prompt.ts'],
  ['src/prompt/planted.ts', '#engine/engine.ts'],
  ['src/prompt/planted.ts', '#volume/affine.ts'],
  ['src/rpc/planted.ts', '#engine/engine.ts'],
  ['src/rpc/planted.ts', '#volume/types.ts'],
  ['src/volume/planted.ts', '#rpc/client.ts'],
  ['src/state/planted.ts', '#rpc/client.ts'],
  ['src/results/planted.ts', '#engine/local-engine.ts'],
  ['src/results/planted.ts', '#prompt/read-prompt.ts'],
  ['src/results/planted.ts', '#state/store.ts'],
  ['src/results/planted.ts', '#viewer/viewer.ts'],
  ['src/engine/planted.ts', 'onnxruntime-web/webgpu'],
  ['src/engine/planted.ts', '#formats/read-nifti.ts'],
  ['src/engine/planted.ts', '#testing/fake-engine.ts'],
  ['src/engine/ort-session.ts', '#volume/affine.ts'],
  ['src/convert/planted.ts', '#engine/engine.ts'],
  ['src/convert/planted.ts', 'node:fs'],
  ['src/convert/nnunet/planted.ts', '#packs/pack-store.ts'],
  ['src/packs/planted.ts', '#engine/engine.ts'],
  ['src/packs/planted.ts', '#state/store.ts'],
  ['src/viewer/planted.ts', '@niivue/niivue'],
  ['src/viewer/niivue-viewer.ts', '#model/manifest.ts'],
  ['src/viewer/base-image.ts', '#model/manifest.ts'],
  ['src/formats/planted.ts', '#state/store.ts'],
  ['src/formats/planted.ts', 'node:fs'],
  ['src/formats/dicom/planted.ts', '#messages/say.ts'],
  ['src/commands/planted.ts', 'dicom-parser'],
  ['src/results/planted.ts', '@cornerstonejs/codec-charls'],
  ['src/commands/planted.ts', '@niivue/niivue'],
  ['src/commands/planted.ts', 'fflate'],
  ['src/viewer/niivue-surfaces.ts', '#state/store.ts'],
  ['src/state/planted.ts', '#engine/local-engine.ts'],
  ['src/state/planted.ts', '#commands/segment.ts'],
  ['src/commands/planted.ts', '#engine/worker-engine.ts'],
  ['src/commands/planted.ts', '#packs/local-pack-store.ts'],
  ['src/commands/planted.ts', '#ui/use-app.ts'],
  ['src/commands/planted.ts', 'react'],
  ['src/browser/planted.ts', '#commands/app.ts'],
  ['src/browser/planted.ts', 'react'],
  ['src/browser/planted.ts', '#service-worker/service-worker.ts'],
  ['src/service-worker/planted.ts', '#state/store.ts'],
  ['src/service-worker/planted.ts', '#browser/painted.ts'],
  ['src/messages/planted.ts', '#state/store.ts'],
  ['src/messages/planted.ts', '#ui/use-app.ts'],
  ['src/ui/planted.tsx', '#engine/engine.ts'],
  ['src/ui/planted.tsx', '#formats/read-nifti.ts'],
  ['src/ui/planted.tsx', '@niivue/niivue'],
  ['src/cli/planted.ts', '#ui/use-app.ts'],
  ['src/cli/planted.ts', '#testing/phantom.ts'],
  ['src/cli/many/planted.ts', '#testing/phantom.ts'],
  ['src/library/planted.ts', '#state/store.ts'],
  ['src/library/planted.ts', '#commands/ask.ts'],
  ['src/library/planted.ts', '#browser/kept-data.ts'],
  ['src/library/planted.ts', '@niivue/niivue'],
  ['src/library/planted.ts', '#ui/use-app.ts'],
  ['src/library/planted.ts', '#cli/node-runtime.ts'],
  ['src/library/planted.ts', 'node:fs'],
  ['src/library/planted.ts', 'onnxruntime-web/webgpu'],
  ['src/library/node.ts', '#cli/pack.ts'],
  ['src/library/node.ts', '#viewer/viewer.ts'],
  ['src/results/planted.ts', '#library/api.ts'],
  ['src/cli/planted.ts', '#library/engine-face.ts'],
  ['src/testing/planted.ts', '#engine/local-engine.ts'],
  ['src/main.tsx', '#testing/fake-engine.ts'],
  ['src/main.tsx', '#library/browser.ts'],
  ['src/volume/planted.test.ts', '../model/manifest.ts'],
] as const;

/** Imports that the same layers do have: the rules are no wall. */
const ALLOWED = [
  ['src/surface/allowed.ts', '#volume/types.ts'],
  ['src/volume/edit/allowed.ts', '#volume/types.ts'],
  ['src/editing/allowed.ts', '#volume/types.ts'],
  ['src/editing/allowed.ts', '#rpc/client.ts'],
  ['src/commands/allowed.ts', '#editing/editor.ts'],
  ['src/commands/allowed.ts', '#sessions/archive.ts'],
  ['src/sessions/allowed.ts', '#rpc/server.ts'],
  ['src/sessions/allowed.ts', '#results/session-file.ts'],
  ['src/formats/allowed.ts', '#volume/types.ts'],
  ['src/formats/dicom/allowed.ts', '#formats/reader.ts'],
  ['src/formats/dicom/allowed.ts', 'dicom-parser'],
  ['src/formats/allowed.ts', '@zip.js/zip.js/lib/zip-core-reader.js'],
  ['src/viewer/allowed.ts', '#surface/surface.ts'],
  ['src/model/allowed.ts', 'zod/mini'],
  ['src/model/allowed.ts', '@noble/hashes/sha2.js'],
  ['src/convert/allowed.ts', 'hash-wasm'],
  ['src/prompt/allowed.ts', '#model/manifest.ts'],
  ['src/prompt/allowed.ts', 'minisearch'],
  ['src/rpc/allowed.ts', '#errors.ts'],
  ['src/engine/allowed.ts', '#rpc/client.ts'],
  ['src/packs/allowed.ts', '#rpc/server.ts'],
  ['src/results/allowed.ts', '#engine/engine.ts'],
  ['src/results/allowed.ts', '#formats/write-nifti.ts'],
  ['src/results/allowed.ts', '#rpc/client.ts'],
  ['src/results/allowed.ts', '#surface/surface-of.ts'],
  ['src/results/allowed.ts', 'zod/mini'],
  ['src/results/allowed.ts', 'fflate'],
  ['src/engine/allowed.ts', '#model/manifest.ts'],
  ['src/engine/allowed.ts', '#prompt/tokenize.ts'],
  ['src/convert/allowed.ts', '#model/manifest.ts'],
  ['src/packs/allowed.ts', '#convert/convert.ts'],
  ['src/commands/allowed.ts', '#engine/engine.ts'],
  ['src/commands/allowed.ts', '#packs/pack-store.ts'],
  ['src/state/allowed.ts', '#results/finding.ts'],
  ['src/commands/allowed.ts', '#results/report.ts'],
  ['src/ui/allowed.tsx', '#results/finding-rows.ts'],
  ['src/cli/allowed.ts', '#results/report.ts'],
  ['src/library/allowed.ts', '#engine/worker-engine.ts'],
  ['src/library/allowed.ts', '#results/saves.ts'],
  ['src/library/allowed.ts', '#ui/styles/tokens.css?inline'],
  ['src/library/allowed.ts', '#browser/save-file.ts'],
  ['src/library/node.ts', '#cli/node-runtime.ts'],
  ['src/library/node.ts', 'node:path'],
  ['src/browser/allowed.ts', './painted.ts'],
  ['src/messages/allowed.ts', '#engine/engine.ts'],
  ['src/cli/allowed.ts', '#messages/wording.ts'],
  ['src/ui/prompt-bar/prompt-field.tsx', '#messages/say.ts'],
  ['src/ui/allowed.tsx', 'react'],
  ['src/ui/allowed.tsx', '#browser/folders.ts'],
  ['src/cli/allowed.ts', 'node:fs/promises'],
  ['src/cli/phantom.ts', '#testing/phantom.ts'],
] as const;

const CASES = [...PLANTED, ...ALLOWED];

/** `path:line` of each import that lint refuses. */
const refused = new Set<string>();
/** The imports of each file, one a line. */
const files = new Map<string, string[]>();
for (const [path, from] of CASES) files.set(path, [...(files.get(path) ?? []), from]);

// All of them at once: a run of the linter for each is most of a minute.
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'parse3d-layers-'));
  cpSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [path, imports] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), imports.map((from) => `import '${from}';\n`).join(''));
  }
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const given = ['lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=github'];
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...given, ...files.keys()], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  for (const [, path, line] of stdout.matchAll(/noRestrictedImports,file=([^,]+),line=(\d+)/g))
    refused.add(`${[...files.keys()].find((known) => path?.endsWith(`/${known}`))}:${line}`);
  if (refused.size === 0) throw new Error(stderr);
});

/** Whether lint takes a file at `path` that imports `from`. */
const isTaken = (path: string, from: string) =>
  !refused.has(`${path}:${(files.get(path) ?? []).indexOf(from) + 1}`);

test.each(PLANTED)('%s may not import %s', (path, from) => {
  expect(isTaken(path, from)).toBe(false);
});

test.each(ALLOWED)('%s may import %s', (path, from) => {
  expect(isTaken(path, from)).toBe(true);
});
