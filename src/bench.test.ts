import { test } from 'vitest';
import { prepareInput } from '#model/nnunet/prepare.ts';
import { applyHead, identityHead } from '#model/nnunet/head.ts';
import { Field } from '#model/nnunet/field.ts';
import { Decision } from '#model/nnunet/decide.ts';
import { classBytes } from '#model/nnunet/class-bytes.ts';
import { ontoScan } from '#model/nnunet/onto-scan.ts';
import { everywhere, layoutOf } from '#model/nnunet/layout.ts';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';

const spline = (order: 1 | 3) => ({ kind: 'spline', order, orderZ: 0, separateZ: null }) as const;
const tiling = (mm: number, around: boolean): NnunetTiling => ({
  kind: 'nnunet', reader: 'closest-canonical', transposeForward: [0, 1, 2], spacing: [mm, mm, mm], patchSize: [112, 112, 128],
  stepSize: 0.8, normalization: { kind: 'ct', low: -1000, high: 1000, mean: 0, std: 300 },
  resampling: { image: spline(3), probabilities: spline(1) }, mirrorAxes: [], modalities: [],
  ...(around && { around: { kind: 'totalsegmentator', mm: 3 } }),
});
const t = <T,>(name: string, f: () => T): T => { const a = performance.now(); const r = f(); console.log(name, Math.round(performance.now() - a), 'ms', Math.round(process.memoryUsage().rss / 1e6), 'MB'); return r; };

test('bench', () => {
  const size = [512, 512, 300] as const;
  const data = new Int16Array(512 * 512 * 300);
  let s = 1;
  for (let n = 0; n < data.length; n++) { s = (s * 1103515245 + 12345) & 0x7fffffff; data[n] = (s >> 16) % 2000 - 1000; }
  const volume = { id: 'a' as never, name: 'a', modality: 'CT' as const, data, slope: 1, intercept: 0, grid: { size, voxelToWorld: [-0.8, 0, 0, 0, 0, -0.8, 0, 0, 0, 0, 1.5, 0] as never } };
  const ts = t('totalseg', () => prepareInput(volume, tiling(3, true)));
  console.log(ts.size);
  const a = t('spline 1.5', () => prepareInput(volume, tiling(1.5, false)));
  console.log(a.size);
  const m = { ...tiling(1.5, false), normalization: { kind: 'z-score', masked: true } as const };
  t('spline 1.5 masked', () => prepareInput(volume, m));
  // 118 classes, 32 channels
  const layout = layoutOf(ts, tiling(3, true), everywhere(ts));
  const field = new Field(layout.box, 32, false);
  const v = Float32Array.from({ length: 32 * field.size[1] * field.size[2] }, (_, n) => Math.sin(n * 12.9898) * 3);
  for (let k = 0; k < field.size[0]; k++) field.setSlice(k, v);
  const head = { ...identityHead(1), classes: 118, channels: 32, rows: Float32Array.from({ length: 118 * 32 }, (_, n) => Math.cos(n * 78.233)), bias: new Float32Array(118), isIdentity: false };
  const logits = new Float32Array(118 * field.size[1] * field.size[2]);
  t('head 10 slices', () => { for (let k = 0; k < 10; k++) applyHead(head, field.slice(k), logits, [0, 118]); });
  const d = new Decision(layout, field, head);
  t(`decide ${layout.size}`, () => { for (let k = 0; k < layout.size[0]; k++) d.decideSlice(k); });
  const b = t('bytes', () => classBytes({ layout, field, head, decision: d }, 5));
  t('onto', () => ontoScan(b, layout, ts.scan, volume.grid, 0.5));
  // plain, 6 classes in logits
  const l2 = layoutOf(a, tiling(1.5, false), everywhere(a));
  const f2 = new Field(l2.box, 6, false);
  const v2 = Float32Array.from({ length: 6 * f2.size[1] * f2.size[2] }, (_, n) => Math.sin(n * 12.9898) * 3);
  for (let k = 0; k < f2.size[0]; k++) f2.setSlice(k, v2);
  const h2 = identityHead(6);
  const d2 = t('new decision', () => new Decision(l2, f2, h2));
  t(`decide 6 ${l2.size}`, () => { for (let k = 0; k < l2.size[0]; k++) d2.decideSlice(k); });
  const b2 = t('bytes', () => classBytes({ layout: l2, field: f2, head: h2, decision: d2 }, 5));
  t('onto', () => ontoScan(b2, l2, a.scan, volume.grid, 0.5));
}, 600000);
