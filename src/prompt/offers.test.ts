import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from '#model/manifest.ts';
import { offersFor } from './offers.ts';

const path = new URL('../../public/models/mini/manifest.json', import.meta.url);
const { structures, groups } = readManifest(JSON.parse(readFileSync(path, 'utf8')));
const offered = (text: string) => offersFor(text, structures, groups).join(' ');

test.each([
  ['the gallbladder looks rather contracted today', 'gallbladder'],
  ['Wo liegt die Bauchspeicheldrüse?', 'pancreas'],
  ['tummy organs liver and spleen', 'liver spleen'],
  ['I was asked whether the left kidney is there', 'kidney_left'],
  ['compare the left and right kidneys', 'kidney_left kidney_right'],
  ['kidneys_combined', 'kidney_left kidney_right'],
  ['blad', 'bladder'],
  ['aortha', 'aorta'],
  ['left kidn', 'kidney_left'],
])('“%s” may ask for %s', (text, ids) => expect(offered(text)).toBe(ids));

test.each([
  'a stone in the kidney',
  'liver tumour',
  'the patient has no spleen',
  'the tail of the pancreas',
  'heart',
  'fiver',
  'select liver from organs',
  'ad',
  '',
])('“%s” is offered nothing', (text) => expect(offered(text)).toBe(''));
