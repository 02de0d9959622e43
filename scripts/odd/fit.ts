import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestPath } from '#cli/pack.ts';
import { type ModelManifest, readManifest } from '#model/manifest.ts';
import { type Clue, clarityOf, evidenceOf, type SceneRule, wholeOnes } from '#model/scene/evidence.ts';
import places from '#results/places.json' with { type: 'json' };
import type { Modality } from '#volume/types.ts';
import type { Survey } from './survey-scan.ts';

interface Case extends Survey {
  readonly key: string;
  readonly base: string;
  readonly kind: string;
  readonly isOdd: boolean;
  readonly modality: Modality;
}
const CLUES: readonly Clue[] = ['vague', 'misplaced', 'unclaimed', 'undecided', 'alone'];
const EXPECTED = [
  'spleen',
  'kidney_right',
  'kidney_left',
  'liver',
  'stomach',
  'aorta',
  'postcava',
  'pancreas',
];
const RIDGE = 0.3;
/** Added to the limit: rather an odd scan answered than a true one refused. */
const CAUTION = 0.7;
const folder = process.argv[2] ?? '/tmp/wt/odd-cache/sv';
const manifest = readManifest(JSON.parse(readFileSync(manifestPath('mini'), 'utf8')));
const cases: Case[] = readdirSync(folder)
  .sort()
  .map((f) => {
    const d = JSON.parse(readFileSync(join(folder, f), 'utf8'));
    const view = d.view ?? {
      from: d.origin.map((o: number, a: number) => o - [1.1, 1.1, 1.5][a]!),
      to: d.origin.map((o: number, a: number) => o + [2.2, 2.2, 3][a]! * (d.size[a] - 0.5)),
    };
    return { ...d, view, sightings: d.sightings.map((s: object) => ({ peakProbability: 1, ...s })) };
  })
  .filter(({ kind }) => kind !== 'another modality' && kind !== 'inverted');

function ruleOf(some: readonly Case[]): SceneRule {
  const clarity: Record<string, Record<string, number>> = { CT: {}, MR: {}, other: {} };
  for (const modality of ['CT', 'MR'] as const) {
    const seen = new Map<string, number[]>();
    for (const c of some)
      if (!c.isOdd && c.modality === modality)
        for (const s of wholeOnes(c.sightings, c, manifest.output))
          if ((s.structure as string) !== 'bladder')
            seen.set(s.structure, [...(seen.get(s.structure) ?? []), clarityOf(s)]);
    for (const [id, v] of seen) clarity[modality]![id] = round(v.reduce((a, b) => a + b, 0) / v.length);
  }
  clarity['other'] = clarity['MR']!;
  return {
    weights: { vague: 0, misplaced: 0, unclaimed: 0, undecided: 0, alone: 0 },
    limit: 1,
    clarity: clarity as never,
    places: places.pairs as never,
    expected: EXPECTED,
    patientMm: [90, 800],
  };
}
const round = (x: number) => Number(x.toFixed(3));
function fit(some: readonly Case[]): SceneRule {
  const rule = ruleOf(some);
  const rows = some
    .map((c) => ({ c, e: evidenceOf(c.sightings, c, c.modality, { scene: rule, output: manifest.output }) }))
    .filter(({ c, e }) => !c.isOdd || e.seen.length > 0);
  const odd = rows.filter(({ c }) => c.isOdd).length;
  const w = [...CLUES.map(() => 0), 0]; // last: limit
  // Newton is not needed: a convex loss, weights not below 0.
  const rate = 0.5;
  for (let step = 0; step < 20000; step++) {
    const g = w.map((v, n) => (n < CLUES.length ? 2 * RIDGE * v : 0));
    for (const { c, e } of rows) {
      const x = CLUES.map((k) => e[k]);
      const s = x.reduce((t, v, n) => t + v * w[n]!, -w[CLUES.length]!);
      const p = 1 / (1 + Math.exp(-s));
      const share = rows.length / 2 / (c.isOdd ? odd : rows.length - odd);
      const d = share * (p - (c.isOdd ? 1 : 0));
      x.forEach((v, n) => {
        g[n]! += d * v;
      });
      g[CLUES.length]! -= d;
    }
    g.forEach((v, n) => {
      w[n] = w[n]! - (rate / rows.length) * v;
      if (n < CLUES.length) w[n] = Math.max(0, w[n]!);
    });
  }
  return {
    ...rule,
    weights: Object.fromEntries(CLUES.map((k, n) => [k, round(w[n]!)])) as never,
    limit: round(w[CLUES.length]! + CAUTION),
  };
}
const score = (c: Case, rule: SceneRule) => {
  const e = evidenceOf(c.sightings, c, c.modality, { scene: rule, output: manifest.output });
  return { s: CLUES.reduce((t, k) => t + rule.weights[k] * e[k], -rule.limit), e };
};
const rule = fit(cases);
console.log(rule.weights, rule.limit);
const groups = new Map<string, Case[]>();
for (const c of cases) {
  const g = c.base === 'nobody' ? c.key : c.base;
  groups.set(g, [...(groups.get(g) ?? []), c]);
}
const out: { c: Case; s: number; f: number; n: number; e: object }[] = [];
for (const [, own] of groups) {
  const r = fit(cases.filter((c) => !own.includes(c)));
  for (const c of own) {
    const { s, e } = score(c, r);
    out.push({ c, s, f: score(c, rule).s, n: e.seen.length, e });
  }
}
out.sort((a, b) => a.s - b.s);
const tell = (o: (typeof out)[number]) =>
  console.log(
    `  ${o.s.toFixed(2)} (fit ${o.f.toFixed(2)}) ${o.c.key} n ${o.n} ${CLUES.map((k) => `${k} ${(o.e as never as Record<string, number>)[k]!.toFixed(2)}`).join(' ')}`,
  );
const t = out.filter((o) => !o.c.isOdd),
  o = out.filter((q) => q.c.isOdd && q.n > 0);
console.log(
  'true',
  t.length,
  'refused',
  t.filter(({ s }) => s > 0).length,
  'odd',
  o.length,
  'passed',
  o.filter(({ s }) => s <= 0).length,
);
console.log('true');
t.slice(-10).forEach(tell);
console.log('odd');
o.slice(0, 14).forEach(tell);
if (process.argv[3]) {
  const path = manifestPath('mini');
  const json = JSON.parse(readFileSync(path, 'utf8')) as ModelManifest;
  writeFileSync(path, `${JSON.stringify({ ...json, scene: rule }, undefined, 2)}\n`);
}
