import { expect, test } from 'vitest';
import { droppedFiles } from './dropped-files.ts';

const denied = new Error('denied');

function file(name: string, isReadable = true) {
  const give = (resolve: (content: File) => void, reject: (error: Error) => void) =>
    isReadable ? resolve(new File([], name)) : reject(denied);
  return { isFile: true, isDirectory: false, name, file: give };
}

/** Hands out its entries one at a time, as a browser does in batches. */
function folder(name: string, entries: readonly object[], isReadable = true) {
  const createReader = () => {
    const rest = [...entries];
    const readEntries = (resolve: (batch: object[]) => void, reject: (error: Error) => void) =>
      isReadable ? resolve(rest.splice(0, 1)) : reject(denied);
    return { readEntries };
  };
  return { isFile: false, isDirectory: true, name, createReader };
}

const drop = (...entries: readonly object[]) =>
  droppedFiles({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
    files: [],
  } as unknown as DataTransfer);

test('all that is in a folder comes with its path', async () => {
  const { name, files, unreadable } = await drop(
    folder('study', [file('a'), folder('1', [file('b'), file('c')])]),
  );
  expect(name).toBe('study');
  expect(files.map(({ path }) => path)).toEqual(['study/a', 'study/1/b', 'study/1/c']);
  expect(unreadable).toEqual([]);
});

test('what the browser does not give is named, and the rest comes all the same', async () => {
  const { files, unreadable } = await drop(
    folder('study', [file('a', false), folder('1', [file('b')], false), folder('2', [file('c')])]),
  );
  expect(files.map(({ path }) => path)).toEqual(['study/2/c']);
  expect(unreadable).toEqual(['study/a', 'study/1']);
});
