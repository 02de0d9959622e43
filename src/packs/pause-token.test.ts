import { expect, test } from 'vitest';
import { PauseToken } from './pause-token.ts';

test('a job that waits while paused is let go as soon as it is cancelled', async () => {
  const token = new PauseToken();
  const stop = new AbortController();
  token.pause();
  const waiting = token.untilResumed(stop.signal);
  stop.abort(new Error('no more'));
  await expect(waiting).rejects.toThrow('no more');
});

test('pausing twice is resumed once, for everybody who waits', async () => {
  const token = new PauseToken();
  token.pause();
  const first = token.untilResumed(undefined);
  token.pause();
  const second = token.untilResumed(undefined);
  token.resume();
  await Promise.all([first, second]);
  await token.untilResumed(undefined);
});
