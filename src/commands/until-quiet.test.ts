import { expect, test } from 'vitest';
import { fakeApp } from '#testing/fake-app.ts';
import { untilQuiet } from './until-quiet.ts';

const QUIET_MS = 60;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function quiet() {
  const { app, state } = fakeApp();
  const seen = { isQuiet: false };
  const began = () => void untilQuiet(app, QUIET_MS).then(() => (seen.isQuiet = true));
  return { seen, state, began };
}

test('a page that nobody waits for is quiet after a while, not at once', async () => {
  const { seen, began } = quiet();
  began();
  await wait(QUIET_MS / 3);
  expect(seen.isQuiet).toBe(false);
  await expect.poll(() => seen.isQuiet).toBe(true);
});

test('while a scan is read it is not, and then the while begins anew', async () => {
  const { seen, state, began } = quiet();
  began();
  await wait(QUIET_MS / 3);
  state().readingStarted('a.nii');
  await wait(3 * QUIET_MS);
  expect(seen.isQuiet).toBe(false);
  state().readingEnded();
  await wait(QUIET_MS / 3);
  expect(seen.isQuiet).toBe(false);
  await expect.poll(() => seen.isQuiet).toBe(true);
});

test('nor while a prompt is answered, also one that was under way before', async () => {
  const { seen, state, began } = quiet();
  state().runStarted(['liver']);
  began();
  await wait(3 * QUIET_MS);
  expect(seen.isQuiet).toBe(false);
  // What else changes on the page holds nothing up.
  state().runEnded();
  const typing = setInterval(() => state().promptTyped(!state().isTyping), QUIET_MS / 6);
  await expect.poll(() => seen.isQuiet).toBe(true);
  clearInterval(typing);
});
