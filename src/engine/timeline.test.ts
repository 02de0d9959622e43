import { expect, test } from 'vitest';
import { onTimeline } from './timeline.ts';

test('a call is measured from its begin to its end, also one that fails, and nothing is kept of it', async () => {
  const seen: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ entryTypes: ['measure'] });
  const wait = () => new Promise((resolve) => setTimeout(resolve, 30));
  expect(await onTimeline('a', async () => wait().then(() => 7))).toBe(7);
  const broken = onTimeline('b', async () => {
    throw new Error('no shader');
  });
  await expect(broken).rejects.toThrow('no shader');
  await expect.poll(() => seen.map(({ name }) => name)).toEqual(['a', 'b']);
  observer.disconnect();
  expect(seen[0]?.duration).toBeGreaterThan(20);
  expect(performance.getEntriesByType('measure')).toEqual([]);
});
