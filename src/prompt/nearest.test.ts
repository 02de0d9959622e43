import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest, type Structure } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { nearestNames } from './nearest.ts';

const STRUCTURES: Structure[] = ['spleen', 'left kidney', 'right kidney', 'liver', 'pancreas'].map(
  (name, n) => ({
    id: name as StructureId,
    name,
    synonyms: name === 'liver' ? ['hepar'] : name === 'spleen' ? ['lien'] : [],
    color: [0, 0, 0],
    labelId: n + 1,
  }),
);

test.each([
  ['splene', 'spleen'],
  ['the livre', 'liver'],
  ['ilver', 'liver'],
  ['iver', 'liver'],
  ['hepr', 'liver'],
  ['lfet kidney', 'left kidney'],
  ['lfet kidny', 'left kidney'],
  ['my pancraes', 'pancreas'],
])('“%s” is a slip away from “%s”', (text, name) => {
  expect(nearestNames(text, STRUCTURES)).toEqual([name]);
});

test.each(['heart', 'river', 'lion', 'bicycle', 'silver', 'kidnap', 'left lung', 'le'])(
  '“%s” is near no structure',
  (text) => {
    expect(nearestNames(text, STRUCTURES)).toEqual([]);
  },
);

const { structures: SHIPPED } = readManifest(
  JSON.parse(readFileSync(new URL('../../public/models/mini/manifest.json', import.meta.url), 'utf8')),
);

test.each(
  `heart lung lungs brain bone muscle thyroid prostate uterus ovary colon rectum appendix skin fat vertebra rib femur hip
  breast tongue trachea thymus eye spine skull knee blood pelvis diaphragm lymph nerve tooth hand river teapot lion black
  herz lunge gehirn knochen coeur poumon cerveau corazon cuore`.split(/\s+/),
)('“%s” is near no structure of the pack that comes with the page', (text) => {
  expect(nearestNames(text, SHIPPED)).toEqual([]);
});

test.each([
  ['spelen', 'spleen'],
  ['gallblader', 'gallbladder'],
  ['pankreas gland', 'pancreas'],
  ['duodenm', 'duodenum'],
  ['esophagos', 'esophagus'],
  ['stomac', 'stomach'],
])('“%s” is a slip away from “%s” of that pack', (text, name) => {
  expect(nearestNames(text, SHIPPED)[0]).toBe(name);
});
