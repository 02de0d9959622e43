import { expect, test } from 'vitest';
import { methodsFacts } from '#results/methods-facts.ts';
import type { Doubt } from '#results/verdict.ts';
import { foundObject, notFound } from '#testing/findings.ts';
import { zh } from './zh.ts';

test('numbers have a decimal point and thin spaces, lists the Chinese comma', () => {
  expect(zh.answer.found('肝', zh.numbers.millilitres(1.5))).toBe('已找到 肝，1.50 mL');
  expect(zh.numbers.fixed(12345.6, 1)).toBe('12\u2009345.6');
  expect(zh.title.grid([512, 512, 90], [0.78, 0.78, 2.5])).toBe(
    '512 × 512 × 90 体素，每个 0.8 × 0.8 × 2.5 mm',
  );
  expect(zh.numbers.date('2026-11-26')).toBe('2026年11月26日');
  expect(
    zh.errors['prompt-unknown']({ text: 'leba', pack: 'Mini', nearest: ['a', 'b', 'c'], elsewhere: [] }),
  ).toBe('Mini 不认识“leba”。请查找“a”、“b”或“c”。');
  expect(zh.table.cut(['superior', 'left'])).toBe('被边缘截断：上、左');
});

test('directions are told in the order in which Chinese puts them', () => {
  expect(zh.pieces.one(2, '231 mL', ['superior', 'left'])).toBe('2 · 231 mL，左上方');
  expect(zh.pieces.one(3, '', [])).toBe('3 · ');
  expect(zh.scanDoubt.turn(['left-right', 'head-foot'])).toBe('对调左右和头足');
});

test('structures are called by the terms of anatomy in the examples, which prompts understand', () => {
  expect(zh.prompt.example).toBe('左肾，脾');
  expect(zh.welcome.lead).toContain('“左肾”');
  expect(zh.views.layouts).toMatchObject({ axial: '横断面', coronal: '冠状面', sagittal: '矢状面' });
});

test('that it is for research only, and no medical device, keeps its full meaning', () => {
  for (const text of [zh.status.disclaimer, zh.about.disclaimer]) {
    expect(text).toContain('仅供科研使用。不是医疗器械。');
  }
  const facts = methodsFacts({
    appVersion: '1.2.3',
    at: new Date('2026-11-26T10:00:00Z'),
    scan: { modality: 'MR', modalityIsGuess: true },
    findings: [foundObject('liver', { edits: { 'smart-fill': 2 } }), notFound('aorta')],
  });
  const paragraph = zh.methods(facts);
  expect(paragraph).toContain('不是医疗器械');
  expect(paragraph).toContain('扫描的模态认定为 MR，由其强度推测。');
  expect(paragraph).toContain('体素的概率高于 0.35 时属于对象。');
  expect(paragraph).toContain('手动修改：liver（智能填充 × 2）');
  expect(paragraph).toContain('扫描中未找到：aorta。');
});

test('reasons of a verdict stand within a line', () => {
  expect(
    zh.verdict.told({
      level: 'check',
      doubts: [
        { kind: 'vague', smallestMl: 1.5, largestMl: 20 },
        { kind: 'outside' },
        { kind: 'too-little', volumeMl: 0.4 },
      ] satisfies readonly Doubt[],
    }),
  ).toBe('需核对：边界模糊：1.50 mL 至 20.0 mL，取决于阈值；位于患者体外；有类似之处，但只能勾画出 0.40 mL');
});
