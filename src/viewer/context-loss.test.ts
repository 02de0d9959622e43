import { expect, test, vi } from 'vitest';
import { watchContext } from './context-loss.ts';

test('a lost context is asked back, which a browser does only where its event was prevented, and both are told', () => {
  const canvas = new EventTarget() as HTMLCanvasElement;
  const [onLost, onRestored] = [vi.fn(), vi.fn()];
  const stop = watchContext(canvas, { onLost, onRestored });
  const lost = new Event('webglcontextlost', { cancelable: true });
  canvas.dispatchEvent(lost);
  expect(lost.defaultPrevented).toBe(true);
  expect(onLost).toHaveBeenCalledOnce();
  canvas.dispatchEvent(new Event('webglcontextrestored'));
  expect(onRestored).toHaveBeenCalledOnce();
  stop();
  canvas.dispatchEvent(new Event('webglcontextlost'));
  expect(onLost).toHaveBeenCalledOnce();
});
