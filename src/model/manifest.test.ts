import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError, type ErrorDetails } from '#errors.ts';
import { readManifest } from './manifest.ts';

type Json = Record<string, unknown>;

const SHIPPED = readFileSync(new URL('../../public/models/mini/manifest.json', import.meta.url), 'utf8');

/** The shipped manifest after `change`. */
function changed(change: (manifest: Json) => void): unknown {
  const manifest = JSON.parse(SHIPPED) as Json;
  change(manifest);
  return manifest;
}

/** Sets (or, with undefined, removes) what lies at a dotted path. */
function put(path: string, value: unknown): unknown {
  return changed((manifest) => {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const owner = keys.reduce((at, key) => at[key] as Json, manifest);
    if (value === undefined) delete owner[last];
    else owner[last] = value;
  });
}

function refusal(json: unknown): ErrorDetails['pack-invalid'] {
  try {
    readManifest(json);
  } catch (error) {
    if (error instanceof AppError && error.code === 'pack-invalid') return error.details as never;
    throw error;
  }
  throw new Error('was accepted');
}

test('the shipped manifest is valid', () => {
  expect(readManifest(JSON.parse(SHIPPED)).id).toBe('mini');
});

const FIELDS = [
  ...['format', 'id', 'name', 'version', 'description', 'license', 'license.name', 'license.terms'],
  ...['provenance', 'provenance.trainedOn', 'provenance.trainedBy', 'provenance.date', 'provenance.recipe'],
  ...['scores', 'files', 'files.0.path', 'files.0.bytes', 'files.0.sha256', 'graphs', 'graphs.imageEncoder'],
  ...['graphs.textEncoder.file', 'graphs.promptDecoder.inputs', 'graphs.promptDecoder.outputs', 'input'],
  ...[
    'input.orientation',
    'input.spacing',
    'input.spacing.mm',
    'input.intensity.CT',
    'input.intensity.other.to',
  ],
  ...['input.intensity.MR.above', 'input.tiling.size', 'input.tiling.multipleOf', 'input.tiling.overlap'],
  ...['input.tiling.blend', 'text', 'text.tokenizer.maxTokens', 'output.maskThreshold'],
  ...['output.existenceThreshold', 'structures', 'structures.0.id', 'structures.0.synonyms'],
  ...['structures.0.color', 'structures.0.labelId', 'groups', 'groups.0.names', 'groups.0.members'],
];

test.each(FIELDS)('a manifest without %s is refused by that name', (field) => {
  expect(refusal(put(field, undefined)).field).toBe(field);
});

test.each([
  ['format', 2],
  ['input.tiling.overlap', 1],
  ['input.tiling.size.0', 0],
  ['input.spacing.mm.1', -3],
  ['output.maskThreshold', 1],
  ['structures.0.labelId', 0],
  ['structures.0.labelId', 65_536],
  ['structures.0.labelId', 1.5],
  ['structures.0.color.1', 256],
  ['structures.0.color.1', -1],
  ['id', 'CON'],
  ['id', 'x.'],
  ['id', '../mini'],
  ['id', 'x'.repeat(65)],
  ['name', 'x'.repeat(301)],
  ['text.tokenizer.maxTokens', 1e15],
  ['text.bank.width', 1e9],
  ['input.tiling.size.0', 16_000],
  ['refine.0.pointsAbove', 0.001],
  ['refine.0.marginMm', 1e6],
  ['refine.0.modalities', []],
  ['refine.1.weight', 0],
  ['refine.1.mostWindows', 0],
  ['refine', []],
  ['scene.reach.liver.2', 0],
  ['input.spacing.mm.1', 1e-6],
  ['input.spacing.mm.1', 1000],
  ['input.intensity.CT.low', -1e38],
  ['input.intensity.MR.high', 101],
  ['files.0.bytes', 1e15],
  ['output.existence.calibration.scale', 1e300],
  ['output.existence.minVolumeMl', -1],
])('%s may not be %s', (field, value) => {
  expect(refusal(put(field, value)).field).toBe(field);
});

test.each([
  '../weights.onnx',
  'a/../../weights.onnx',
  '/etc/passwd',
  'https://example.org/weights.onnx',
  '//example.org/weights.onnx',
  'a\\b.onnx',
  '%2e%2e/weights.onnx',
  '.hidden',
  'weights.onnx?x=1',
  '',
])('a file called %j is refused', (path) => {
  expect(refusal(put('files.0.path', path)).field).toBe('files.0.path');
  expect(refusal(put('graphs.imageEncoder.file', path)).field).toBe('graphs.imageEncoder.file');
});

test.each([
  ['graphs.textEncoder.file', 'other.onnx', 'not listed'],
  ['graphs.promptDecoder.inputs.pyramid', 'pyramid', 'no output of imageEncoder'],
  ['graphs.promptDecoder.outputs.existenceLogits', undefined, 'missing'],
  ['graphs.promptDecoder.noise', [{ role: 'noise0', shape: [2, 16, 4] }], "'noise0' is no input"],
  ['input.presets', [], 'slices only'],
  ['input.tiling.size.2', 50, 'multiple'],
  ['structures.1.labelId', 1, 'twice'],
  ['files.0.path', 'manifest.json', 'keeps for itself'],
  ['files.0.path', 'origin.json', 'keeps for itself'],
  ['files.0.path', 'Conversion.JSON', 'keeps for itself'],
  ['files.0.path', 'weights.part', 'keeps for itself'],
  ['input.tiling.size', [1024, 1024, 1024], 'more than 134217728 voxels'],
  ['graphs.promptDecoder.noise', [{ role: 'text', shape: [2 ** 20, 2 ** 20] }], 'numbers'],
  ['input.intensity.CT.high', -125, 'not above low'],
  ['scores.0.value', 5, 'no Dice'],
  ['structures.1.id', 'spleen', 'twice'],
  ['groups.0.members.1', 'heart', 'no structure'],
  ['refine.0.structures.1', 'heart', 'no structure'],
  ['refine.1.structures.0', 'adrenal_left', 'looked at again already'],
  ['refine.0.spacing.1', 2.5, 'coarser than input.spacing'],
  ['refine.0.tiling.size.2', 25, 'not a multiple'],
  ['refine.0.tiling.size', [1024, 1024, 1024], 'more than 134217728 voxels'],
])('%s that contradicts the rest is refused', (field, value, reason) => {
  const refused = refusal(put(field, value));
  expect(refused.field.startsWith(field)).toBe(true);
  expect(refused.reason).toContain(reason);
});

test('resampling to a fixed grid goes with RAS, and stored axes with native spacing', () => {
  expect(refusal(put('input.orientation', 'stored')).field).toBe('input.spacing.kind');
});

const withBank = (file: string, width: number) =>
  changed((manifest) => {
    const { length } = manifest['structures'] as unknown[];
    (manifest['files'] as Json[]).push({ path: 'bank.f32', bytes: 4 * 128 * length, sha256: '0'.repeat(64) });
    (manifest['text'] as Json)['bank'] = { file, width };
    delete ((manifest['graphs'] as Json)['textEncoder'] as { outputs: Json }).outputs['embedding'];
  });

test('a bank has one row per structure, and spares the text encoder its embedding', () => {
  expect(readManifest(withBank('bank.f32', 128)).text.bank).toEqual({ file: 'bank.f32', width: 128 });
  expect(refusal(withBank('bank.f32', 64)).field).toBe('text.bank.width');
  expect(refusal(withBank('other.f32', 128)).field).toBe('text.bank.file');
});

test('a text encoder gives an embedding, unless a bank stands in for it and it says which structure is meant', () => {
  const embedding = { field: 'graphs.textEncoder.outputs.embedding', reason: 'is missing' };
  expect(refusal(put('text.bank', undefined))).toEqual(embedding);
  expect(refusal(put('graphs.textEncoder.outputs.structureLogits', undefined))).toEqual(embedding);
});

test('what is not a manifest at all is refused', () => {
  for (const json of [null, 7, 'text', [], {}]) expect(() => readManifest(json)).toThrow(/pack-invalid/);
});

test('sub-voxel phases may stand in place of mask logits, for windows alone', () => {
  const withPhases = (manifest: Json) => {
    const decoder = (manifest['graphs'] as Json)['promptDecoder'] as Json;
    decoder['outputs'] = { maskPhases: 'maskPhases', existenceLogits: 'existenceLogits' };
  };
  expect(readManifest(changed(withPhases)).graphs.promptDecoder?.outputs).toHaveProperty('maskPhases');
  const missing = { field: 'graphs.promptDecoder.outputs.maskLogits', reason: 'is missing' };
  const bySlices = readFileSync(
    new URL('../testing/packs/analytic-slices/manifest.json', import.meta.url),
    'utf8',
  );
  const slices = JSON.parse(bySlices) as Json;
  withPhases(slices);
  expect(refusal(slices)).toEqual(missing);
});

test('what a device must have is checked', () => {
  const requirements = { memoryBytes: 1e9, heapBytes: 1e8, secondsPerSlice: 30 };
  expect(readManifest(put('requirements', requirements)).requirements).toEqual(requirements);
  expect(refusal(put('requirements', { ...requirements, heapBytes: -1 })).field).toBe(
    'requirements.heapBytes',
  );
});

test.each([
  ['text-bank.f32', 'TEXT-BANK.F32', 'listed twice'],
  ['a', 'a/b', 'a folder of other files too'],
])('a pack that has both %s and %s, which one disk cannot hold, is refused', (one, other, reason) => {
  const json = changed((manifest) => {
    const more = [one, other].map((path) => ({ path, bytes: 1, sha256: '0'.repeat(64) }));
    manifest['files'] = [...(manifest['files'] as Json[]).filter(({ path }) => path !== one), ...more];
  });
  expect(refusal(json).reason).toContain(reason);
});

test('a pack of 65,535 structures is read at once', () => {
  const json = changed((manifest) => {
    const [first] = manifest['structures'] as [Json];
    manifest['structures'] = Array.from({ length: 65_535 }, (_, n) => ({
      ...first,
      id: `s${n}`,
      labelId: n + 1,
    }));
  });
  // Its bank is for fewer; what comes before has been read.
  expect(refusal(json).field).toBe('text.bank.width');
});

/** Paths to everything that `json` holds. */
function pathsIn(json: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [path];
  return [path, ...Object.entries(json).flatMap(([key, value]) => pathsIn(value, [...path, key]))];
}

/** What stands where something else should: of another kind, absurd, hostile or absent. */
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.double(),
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(Number),
  fc.constantFrom(
    undefined,
    null,
    '',
    '__proto__',
    'constructor',
    {},
    [],
    1e15,
    -1,
    Number.MAX_VALUE,
    'x'.repeat(50_000),
  ),
);

test('no manifest does anything but be read or be refused by the name of a field', () => {
  const paths = pathsIn(JSON.parse(SHIPPED)).filter((path) => path.length > 0);
  const changes = fc.array(fc.tuple(fc.constantFrom(...paths), strange), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(changes, (made) => {
      const json = changed((manifest) => {
        for (const [path, value] of made) {
          const owner = path
            .slice(0, -1)
            .reduce<unknown>((at, key) => (at as Json | null | undefined)?.[key], manifest);
          if (typeof owner === 'object' && owner !== null) (owner as Json)[path.at(-1) ?? ''] = value;
        }
      });
      try {
        readManifest(json);
      } catch (error) {
        expect(error).toMatchObject({
          code: 'pack-invalid',
          details: { field: expect.stringMatching(/./), reason: expect.stringMatching(/./) },
        });
      }
    }),
    { numRuns: 500, seed: 8 },
  );
  fc.assert(
    fc.property(fc.anything(), (json) => {
      expect(() => readManifest(json)).toThrow(AppError);
    }),
    { numRuns: 500, seed: 8 },
  );
});
