import { expect, test } from 'vitest';
import type { Structure } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import type { RoutablePack, RouteChoice } from './route.ts';
import { routeEach } from './route-each.ts';

const structure = (id: string, name: string): Structure => ({
  ...{ id: id as StructureId, name, synonyms: [], color: [0, 0, 0], labelId: 1 },
});
const pack = (address: string, ...structures: readonly Structure[]): RoutablePack => ({
  ...{ address, name: address, groups: [], scores: [], modalities: [], takesAnyText: false, structures },
});
const LIVER = structure('liver', 'liver');
const MINI = pack('mini', LIVER, structure('spleen', 'spleen'));
const TOTAL = pack('total', LIVER, structure('lung_left', 'left lung'));
const FREE: RoutablePack = { ...pack('free', LIVER), takesAnyText: true };
const CHOICE: RouteChoice = {
  ...{ home: MINI, others: [TOTAL], loaded: 'mini', routing: 'best', modality: 'CT' },
};
const asked = (texts: readonly string[], choice: Partial<RouteChoice> = {}) =>
  routeEach(texts, { ...CHOICE, ...choice }).legs.map(
    ({ pack, prompts }) => `${pack.name}: ${prompts.map(({ text }) => text).join(' | ')}`,
  );

test('free texts keep their commas, and none runs into the next', () => {
  const texts = ['tumor in the liver, arterial phase', 'cyst of the left kidney, if any', 'liver'];
  expect(asked(texts, { home: FREE, others: [] })).toEqual([`free: ${texts.join(' | ')}`]);
});

test('a “not” in one text takes nothing from another, and is not said of what another asks for', () => {
  expect(asked(['spleen, not the liver', 'liver'])).toEqual(['mini: spleen | liver']);
  expect(routeEach(['spleen, not the liver', 'liver'], CHOICE).leftOut).toEqual([]);
  expect(routeEach(['spleen, not the liver'], CHOICE).leftOut).toEqual(['liver']);
});

test('each pack is asked once, the loaded one first, and nothing twice', () => {
  const texts = ['left lung', 'liver', 'spleen and liver', 'left lung'];
  expect(asked(texts)).toEqual(['mini: liver | spleen', 'total: left lung']);
  expect(asked(texts, { loaded: 'total' })[0]).toBe('total: left lung | liver');
});

test('a text that asks for nothing is said, and the others are answered; blank ones are none', () => {
  const { legs, refused } = routeEach(['not the liver', ' ', 'spleen'], CHOICE);
  expect(legs.flatMap(({ prompts }) => prompts)).toMatchObject([{ structure: 'spleen' }]);
  expect(refused).toMatchObject([{ code: 'prompt-left-out', details: { names: ['liver'] } }]);
});

test('where no text asks for anything the first says why', () => {
  expect(() => routeEach(['not the spleen', 'x'.repeat(3000)], CHOICE)).toThrow(
    expect.objectContaining({ code: 'prompt-left-out' }),
  );
  expect(() => routeEach([' ', ''], CHOICE)).toThrow(expect.objectContaining({ code: 'prompt-empty' }));
});

test('what such a scan does not show is told of all texts together', () => {
  const choice: Partial<RouteChoice> = { others: [TOTAL], parts: ['head'] };
  const { legs, beyond, refused } = routeEach(['liver', 'spleen', 'who knows'], { ...CHOICE, ...choice });
  expect(beyond).toEqual({ names: ['liver', 'spleen'], parts: ['head'] });
  expect(refused).toEqual([]);
  expect(legs.flatMap(({ prompts }) => prompts)).toMatchObject([{ text: 'who knows' }]);
});

test('where all of it lies elsewhere all of it is named', () => {
  const choice: RouteChoice = { ...CHOICE, parts: ['head'] };
  const details = { names: ['liver', 'spleen'], parts: ['head'] };
  expect(() => routeEach(['liver', 'spleen'], choice)).toThrow(
    expect.objectContaining({ code: 'prompt-beyond-part', details }),
  );
});

test('as long a list as a pack has names is no prompt that is too long', () => {
  const many = Array.from({ length: 400 }, (_, n) => structure(`part_${n}`, `part number ${n}`));
  expect(
    asked(
      many.map(({ name }) => name),
      { home: pack('many', ...many), others: [] },
    )[0],
  ).toContain('399');
});
