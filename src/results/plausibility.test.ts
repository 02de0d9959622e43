import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ANATOMY } from '#model/anatomy/anatomy.ts';
import type { StructureId } from '#model/prompt.ts';
import { foundObject, notUnderstood } from '#testing/findings.ts';
import { type KnownId, knownAs, offset, plausible } from './plausibility.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const data = read('./plausibility.json');
const places = read('./places.json');
const ids = Object.keys(data.structures) as KnownId[];

test('every range is one, what is usual is possible, and every source that is named is given', () => {
  const fields = ['names', 'usualMl', 'possibleMl', 'hu', 'side', 'sources'];
  for (const id of ids) {
    expect(fields, id).toEqual(expect.arrayContaining(Object.keys(data.structures[id])));
    expect(['left', 'right', undefined], id).toContain(data.structures[id].side);
    const { usualMl, possibleMl, hu } = plausible(id);
    for (const [low, high] of [usualMl, possibleMl, ...(hu ? [hu] : [])]) expect(low).toBeLessThan(high);
    expect(possibleMl[0]).toBeLessThanOrEqual(usualMl[0]);
    expect(possibleMl[1]).toBeGreaterThanOrEqual(usualMl[1]);
    const { sources } = data.structures[id];
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect(Object.keys(data.sources)).toContain(source);
  }
});

test('means that were published lie in what is usual', () => {
  // Geraghty 2004, women and men; kidneys each.
  const means = {
    liver: [1411, 1710],
    spleen: [179.8, 238.4],
    kidney_left: [156.5, 193.1],
    pancreas: [64.4, 87.4],
  };
  for (const [id, values] of Object.entries(means)) {
    const { usualMl } = plausible(id as KnownId);
    for (const value of values) expect(value > usualMl[0] && value < usualMl[1]).toBe(true);
  }
});

test('all structures of the shipped pack are known', () => {
  const manifest = read('../../public/models/mini/manifest.json');
  for (const { id, name } of manifest.structures) {
    expect(knownAs(foundObject('x', { structure: id }))).toBe(id);
    expect(knownAs(foundObject('x', { structure: undefined, title: name }))).toBe(id);
  }
  expect(knownAs(foundObject('pharynx'))).toBeUndefined();
  expect(knownAs(notUnderstood('liver'))).toBeUndefined();
});

test('TotalSegmentator’s classes are known by their ids, whatever a person calls the object, and no other class is taken for an organ', () => {
  const renamed = { adrenal_gland_: 'adrenal_', urinary_bladder: 'bladder', inferior_vena_cava: 'postcava' };
  const own = (label: string) =>
    Object.entries(renamed).reduce((id, [theirs, ours]) => id.replace(theirs, ours), label);
  const labels = [...ANATOMY.keys()];
  expect(labels.length).toBeGreaterThan(100);
  const known = labels.filter((label) => {
    const id = knownAs(foundObject('x', { structure: label as StructureId, title: 'tumour' }));
    expect(id, label).toBe(ids.find((each) => each === own(label)));
    return id !== undefined;
  });
  expect(known).toHaveLength(ids.length);
});

test('where one lies from another is where the other does not lie from it', () => {
  for (const pair of Object.keys(places.pairs)) {
    const [one, other] = pair.split(' ') as [KnownId, KnownId];
    const [there, back] = [offset(one, other), offset(other, one)];
    for (const axis of [0, 1, 2] as const) {
      if (there?.[axis] === undefined) expect(back?.[axis]).toBeUndefined();
      else expect(there[axis].mm + (back?.[axis]?.mm ?? Number.NaN)).toBe(0);
      expect(there?.[axis]?.sdMm).toBe(back?.[axis]?.sdMm);
    }
  }
  // RAS+: the liver is on the right, and above the bladder.
  expect(offset('liver', 'spleen')?.[0]?.mm).toBeGreaterThan(100);
  expect(offset('liver', 'kidney_left')?.[2]?.mm).toBeGreaterThan(30);
  expect(offset('stomach', 'spleen')?.[1]?.mm).toBeGreaterThan(50);
});
