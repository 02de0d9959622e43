import { expect, test } from 'vitest';
import { say } from '#messages/say.ts';
import { keyOf, listAction, pageShortcuts, SHORTCUTS } from './shortcuts.ts';

const held = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('no key has two meanings in one place', () => {
  for (const place of ['page', 'edit', 'scan', 'list', 'views'] as const) {
    const keys = SHORTCUTS.filter(({ where }) => where === place).flatMap((each) => each.keys);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test('a key is found where it works, and only there', () => {
  expect(pageShortcuts('?').map(({ effect }) => effect())).toEqual(['Show these keys']);
  expect(pageShortcuts('ArrowDown')).toEqual([]);
  expect(pageShortcuts('m')).toHaveLength(1);
  expect(listAction('ArrowUp')).toBe('previous');
  expect(listAction('Backspace')).toBe('remove');
  // The browser opens and closes by itself.
  expect(listAction('Enter')).toBeUndefined();
  expect(listAction('/')).toBeUndefined();
});

test('Ctrl and Cmd are the same, Alt is left to the system, and a shifted letter stays that letter', () => {
  expect(keyOf({ ...held, key: 'z', ctrlKey: true })).toBe('Ctrl+z');
  expect(keyOf({ ...held, key: 'Z', metaKey: true, shiftKey: true })).toBe('Ctrl+Shift+z');
  expect(keyOf({ ...held, key: '1', altKey: true })).toBeUndefined();
  expect(keyOf({ ...held, key: '?', shiftKey: true })).toBe('?');
});

test('keys are named as they are printed', () => {
  expect(['Escape', 'ArrowUp', ' ', 'v', 'F2', 'Ctrl+Shift+z'].map(say.keys.name)).toEqual([
    'Esc',
    '↑',
    'Space',
    'V',
    'F2',
    'Ctrl+Shift+Z',
  ]);
});
