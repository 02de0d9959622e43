import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import * as deCheckpoints from './de/checkpoint-faults.ts';
import * as deFaults from './de/faults.ts';
import { de } from './de.ts';
import * as enCheckpoints from './en/checkpoint-faults.ts';
import * as enFaults from './en/faults.ts';
import { en } from './en.ts';
import { LANGUAGE_NAMES } from './languages.ts';
import * as zhCheckpoints from './zh/checkpoint-faults.ts';
import * as zhFaults from './zh/faults.ts';
import { zh } from './zh.ts';

type Entry = readonly [path: string, value: unknown];

/** Every text and function of a catalogue with its path, to any depth. */
function entries(value: unknown, path: readonly string[] = []): readonly Entry[] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, each]) => entries(each, [...path, key]));
}

/** A function is known by its source, without blanks: that shows a sentence which was left as it is. */
const shown = (value: unknown) =>
  typeof value === 'function' ? String(value).replaceAll(/\s+/g, '') : value;

/** Names, units, letters and signs, which are alike in every language. */
const ALIKE = [
  ...['CT', 'MR', 'DICOM SEG', 'Mini', 'SHA-256', '3D', 'HU', 'mm', 'mL', '–', '?', '', 'W', 'L'],
  ...['RLAP', 'RLSI', 'PASI', 'RL', 'AP', 'SI', 'Esc', 'P5', 'P95', 'scan'],
  ...['Dice', 'Jaccard', '± mL', '± %', '…'],
];

const LANGUAGES = [
  {
    tag: 'de',
    folder: 'de',
    messages: de,
    faults: { ...deFaults, ...deCheckpoints },
    // Words that German has taken over, or has in common with English.
    alike: new Set<unknown>([
      ...[...ALIKE, 'Scan', 'Scans', 'Axial', 'Sagittal', 'Radius', 'Name', 'Anterior, mm', 'Superior, mm'],
      ...['Ellipse', 'SD', 'Median', '1–99 %'],
    ]),
    /** Functions without a word of their own, or with names only. */
    withoutWords: new Set(['verdict.told', 'edit.counts', 'status.gpu']),
    /** What its sentences are never without. */
    written: /\p{Script=Latin}/u,
    /** Quotation marks that its readers do not write. */
    wrongQuotes: /[“”][^“”„]*”/,
  },
  {
    tag: 'zh-Hans',
    folder: 'zh',
    messages: zh,
    faults: { ...zhFaults, ...zhCheckpoints },
    alike: new Set<unknown>(ALIKE),
    withoutWords: new Set(['keys.name']),
    written: /\p{Script=Han}/u,
    wrongQuotes: /[„「」『』]/,
  },
];

const english = new Map(entries(en));

test('each language that can be chosen is held to all of this', () => {
  expect(['en', ...LANGUAGES.map(({ tag }) => tag)].sort()).toEqual(Object.keys(LANGUAGE_NAMES).sort());
});

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Every text in a program, but names of modules and types. */
function texts(node: Node): readonly string[] {
  if (/^Import|^TS/.test(node.type)) return node.type.startsWith('TS') ? inner(node) : [];
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? [node['value']] : [];
  if (node.type === 'TemplateElement') return [(node['value'] as { raw: string }).raw];
  return inner(node);
}

const inner = (node: Node): readonly string[] => Object.values(node).flat().filter(isNode).flatMap(texts);

/** Words that English sentences cannot do without and others have not. */
const ENGLISH = /(?<!`[^`]*)\b(?:the|of|and|is|are|with|from|this|that|not|it|to|for|you)\b/i;

describe.each(LANGUAGES)(
  '$tag',
  ({ folder, messages, faults, alike, withoutWords, written, wrongQuotes }) => {
    const translated = new Map(entries(messages));
    const own = [...translated].filter(([path]) => !path.startsWith('numbers.'));
    const FOLDER = fileURLToPath(new URL(`${folder}/`, import.meta.url));

    test('has what English has, and nothing is empty that is not empty there', () => {
      expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
      const empty = own.filter(([path, value]) => !value && Boolean(english.get(path)));
      expect(empty).toEqual([]);
    });

    test('leaves no English text as it was, but names and signs', () => {
      const left = own.filter(
        ([path, value]) => typeof value === 'string' && value === english.get(path) && !alike.has(value),
      );
      expect(left).toEqual([]);
    });

    test('has no function with a word within quotes that is the English one', () => {
      const hasWords = (source: string) =>
        /\p{L}{3}/u.test(/[`'"].*[`'"]/s.exec(source.replaceAll(/\$\{[^}]*\}/g, ''))?.[0] ?? '');
      const left = own.filter(
        ([path, value]) =>
          typeof value === 'function' &&
          shown(value) === shown(english.get(path)) &&
          hasWords(String(value)) &&
          !withoutWords.has(path),
      );
      expect(left.map(([path]) => path)).toEqual([]);
    });

    test('tells in its own words why a file is not read, and during what the memory ran out', () => {
      const enReasons = { ...enFaults, ...enCheckpoints };
      const told = (all: typeof enReasons) =>
        entries(all).map(([path, value]) => [path, typeof value === 'function' ? value(3) : value] as const);
      const reasons = told(faults);
      expect(reasons.map(([path]) => path).sort()).toEqual(
        told(enReasons)
          .map(([path]) => path)
          .sort(),
      );
      const englishReasons = new Set(told(enReasons).map(([, text]) => text));
      expect(reasons.filter(([, text]) => englishReasons.has(text) || !written.test(String(text)))).toEqual(
        [],
      );
    });

    test('is written as its readers write, wherever English has a sentence', () => {
      const strange = own.filter(
        ([path, value]) =>
          typeof value === 'string' && / \p{L}+ /u.test(String(english.get(path))) && !written.test(value),
      );
      expect(strange).toEqual([]);
    });

    test.each(readdirSync(FOLDER))('has no English words in a sentence of %s', (name) => {
      const program = parseSync(name, readFileSync(`${FOLDER}${name}`, 'utf8')).program as unknown as Node;
      const found = texts(program).filter((text) => /\s/.test(text.trim()) && ENGLISH.test(text));
      expect(found).toEqual([]);
    });

    test('has the quotation marks of its readers', () => {
      const wrong = readdirSync(FOLDER).filter((name) =>
        wrongQuotes.test(readFileSync(`${FOLDER}${name}`, 'utf8')),
      );
      expect(wrong).toEqual([]);
    });

    test('keeps the names and keys that English sets apart, and their number', () => {
      const marks = (value: unknown) => (String(value).match(/`[^`]+`|\*\*/g) ?? []).sort();
      const lost = own.filter(
        ([path, value]) =>
          typeof value === 'string' &&
          JSON.stringify(marks(value)) !== JSON.stringify(marks(english.get(path))),
      );
      expect(lost).toEqual([]);
    });
  },
);
