import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { de } from '#messages/de.ts';
import { say } from '#messages/say.ts';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import type { Grid } from '#volume/types.ts';
import type { Answer, AskOptions, Engine, EngineOptions, Found, Parse3dError, Scan } from './api.ts';
import { createEngine } from './node.ts';

const pack = (name: string) => fileURLToPath(new URL(`../testing/packs/${name}`, import.meta.url));
const WINDOWS = pack('analytic-windows');
const NNUNET = pack('analytic-totalsegmentator');
/** It knows its structures by rows, not by names. */
const BANK = pack('analytic-bank');
const CT = { modality: 'CT' } as const;

function ball() {
  const grid = BALL_GRIDS['oblique'] as Grid;
  const { data, slope, intercept, size } = { ...ballVolume(grid), size: grid.size };
  const image = { size, header: gridHeader(grid), data: Int16Array.from(data), slope, intercept };
  return { name: 'ball.nii', bytes: writeNifti(image) };
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parse3d-library-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A pack like that of windows under another id, with other names for its structures or other facts. */
function changed(id: string, { names = {}, ...facts }: { names?: Record<string, string>; scores?: unknown }) {
  const place = join(folder, id);
  cpSync(BANK, place, { recursive: true });
  const path = join(place, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const structures = manifest.structures.map((each: { readonly id: string }) => {
    const name = names[each.id] ?? each.id;
    return { ...each, id: name, name };
  });
  writeFileSync(path, JSON.stringify({ ...manifest, id, name: id, structures, groups: [], ...facts }));
  return place;
}

async function opened(options: EngineOptions): Promise<{ engine: Engine; scan: Scan }> {
  const engine = await createEngine({ threads: 1, ...options });
  return { engine, scan: await engine.readScan(ball()) };
}

async function refused(call: Promise<unknown>): Promise<Parse3dError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'Parse3dError' });
  return error as Parse3dError;
}

const who = ({ findings }: Answer) => findings.map((each) => [each.name, each.kind, each.pack]);
const found = ({ findings }: Answer) => findings.filter((each): each is Found => each.kind === 'found');

test('each prompt is answered by the pack that knows it, and all of it is one answer', async () => {
  const { engine, scan } = await opened({ pack: [WINDOWS, NNUNET] });
  expect(engine.packs.map(({ id }) => id)).toEqual(['analytic-windows', 'analytic-totalsegmentator']);
  expect(engine.pack).toEqual(engine.packs[0]);
  const answer = await engine.ask(scan, 'shell, edge, pizza', CT);
  expect(who(answer)).toEqual([
    ['edge', 'found', 'analytic-windows'],
    ['pizza', 'not-understood', 'analytic-windows'],
    ['shell', 'found', 'analytic-totalsegmentator'],
  ]);
  const [edge, shell] = found(answer);
  expect(Math.abs((edge?.volumeMl ?? 0) / BALL.volumeMl - 1)).toBeLessThan(0.02);
  expect(answer.labelMap().labels).toEqual([
    { label: edge?.label, name: 'edge' },
    { label: shell?.label, name: 'shell' },
  ]);
  // A pack for CT alone is not asked about an MR, in which the first means a group by it; and everything is asked of the first.
  const { findings } = await engine.ask(scan, 'shell', { modality: 'MR' });
  expect(findings.map((each) => each.pack)).toEqual(['analytic-windows', 'analytic-windows']);
  const all = await engine.structures(scan, CT);
  expect(new Set(all.findings.map((each) => each.pack))).toEqual(new Set(['analytic-windows']));
  await scan.close();
  engine.close();
});

test('what several know the first answers where nothing tells them apart, and the best where figures do', async () => {
  const known = changed('known', {
    scores: [{ dataset: 'd', metric: 'Dice', structure: 'inner', value: 0.9, modality: 'CT' }],
  });
  const best = await opened({ pack: [WINDOWS, known] });
  expect(who(await best.engine.ask(best.scan, 'inner, edge', CT))).toEqual([
    ['edge', 'found', 'analytic-windows'],
    ['inner', 'found', 'known'],
  ]);
  const first = await opened({ pack: [WINDOWS, known], routing: 'first' });
  expect(who(await first.engine.ask(first.scan, 'inner', CT))).toEqual([
    ['inner', 'found', 'analytic-windows'],
  ]);
  const { findings } = await best.engine.ask(best.scan, 'inner', { ...CT, threshold: 0.8 });
  expect(findings[0]).toMatchObject({ pack: 'known', threshold: 0.8 });
  for (const { engine } of [best, first]) engine.close();
});

test('what is said not to be in the scan is left out and named, unless it is asked for anyway', async () => {
  const organs = changed('organs', {
    names: { edge: 'liver', inner: 'brain' },
  });
  const { engine, scan } = await opened({ pack: organs });
  const ask = (options: AskOptions) => engine.ask(scan, 'liver, brain', { ...CT, ...options });
  const all = await ask({});
  expect([found(all).map(({ name }) => name), all.beyond]).toEqual([['liver', 'brain'], []]);
  const abdomen = await ask({ bodyPart: 'abdomen' });
  expect([found(abdomen).map(({ name }) => name), abdomen.beyond]).toEqual([['liver'], ['brain']]);
  expect(abdomen.notes).toEqual([expect.stringMatching(/“brain” was not looked for.*\{ anyway: true \}/)]);
  const [report] = await abdomen.files(['report']);
  expect(new TextDecoder().decode(report?.bytes)).toContain('brain');
  const anyway = await ask({ bodyPart: 'abdomen', anyway: true });
  expect([found(anyway).map(({ name }) => name), anyway.beyond]).toEqual([['liver', 'brain'], []]);
  expect((await refused(engine.ask(scan, 'brain', { ...CT, bodyPart: 'abdomen' }))).code).toBe(
    'prompt-beyond-part',
  );
  const everything = await engine.structures(scan, { ...CT, bodyPart: 'abdomen' });
  expect(everything.beyond).toEqual(['brain']);
  engine.close();
});

test('sentences are of the engine’s language, whatever others speak beside it', async () => {
  const german = await opened({ pack: WINDOWS, language: 'de' });
  const chinese = await opened({ pack: WINDOWS, language: 'zh' });
  const english = await opened({ pack: WINDOWS });
  const [own, other, plain] = await Promise.all(
    [german, chinese, english].map(({ engine, scan }) => engine.ask(scan, 'edge, pizza', CT)),
  );
  const sentences = (answer: Answer | undefined) =>
    answer?.findings.map((each) =>
      'sentence' in each ? each.sentence : 'verdict' in each && each.verdict.sentence,
    );
  expect(sentences(own)).toEqual([expect.stringMatching(/[a-z]/), expect.stringMatching(/kennt|nicht/)]);
  expect(sentences(other)).toEqual([
    expect.stringMatching(/\p{Script=Han}/u),
    expect.stringMatching(/\p{Script=Han}/u),
  ]);
  expect(sentences(plain)?.[1]).toMatch(/not|no /);
  const texts = [own, other, plain].map((answer) => sentences(answer)?.join());
  expect(new Set(texts).size).toBe(3);
  const error = await refused(german.engine.ask(german.scan, ' ', CT));
  expect(error.message).toBe(de.errors['prompt-empty']({} as never));
  const methods = await own?.files(['methods']);
  const [text] = (methods ?? []).map(({ bytes }) => new TextDecoder().decode(bytes));
  expect(text).toMatch(/ (?:wurde|und|mit) /);
  // Nothing of it stays.
  expect(say.errors['prompt-empty']({} as never)).not.toBe(error.message);
  for (const { engine } of [german, chinese, english]) engine.close();
});

test('packs, languages and routings that there are not are refused, and nothing stays open', async () => {
  const wrong = (options: object) => refused(createEngine({ threads: 1, ...options } as EngineOptions));
  const calls = [
    { pack: [] },
    { pack: 7 },
    { pack: [WINDOWS, WINDOWS] },
    { pack: WINDOWS, routing: 'random' },
  ];
  for (const options of calls) expect((await wrong(options)).code).toBe('arguments-invalid');
  for (const language of ['tlh', 'zh-TW', ''])
    expect((await wrong({ pack: WINDOWS, language })).message).toContain(`zh-Hans, not ${language}`);
  const missing = await wrong({ pack: [WINDOWS, join(folder, 'none')], language: 'de' });
  expect([missing.code, missing.message]).toEqual([
    'pack-unreachable',
    expect.stringContaining('Modelldatei'),
  ]);
});
