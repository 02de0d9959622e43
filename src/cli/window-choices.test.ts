import { expect, test } from 'vitest';
import { BALL, BALL_GRIDS } from '#testing/ball.ts';
import { toRegion } from './window-choices.ts';

test.each(Object.entries(BALL_GRIDS))(
  'a region that lies beside a scan is refused, and where the scan reaches is said: %s',
  (_, grid) => {
    const [x, y, z] = BALL.centre;
    expect(toRegion(`${x}:${x + 5},${y}:${y + 5},${z}:${z + 5}`, grid).mm).toEqual({
      from: [x, y, z],
      to: [x + 5, y + 5, z + 5],
    });
    // The same place by whoever counts to the left, or has metres for millimetres.
    for (const beside of [`${x + 500}:${x + 505},${y}:${y + 5},${z}:${z + 5}`, '900:901,900:901,900:901']) {
      let reason = '';
      try {
        toRegion(beside, grid);
      } catch (error) {
        reason = (error as { details: { reason: string } }).details.reason;
      }
      const reach = /lies beside the scan, which reaches over (\S+)$/.exec(reason)?.[1] ?? '';
      const ranges = reach.split(',').map((range) => range.split(':').map(Number));
      expect(ranges).toHaveLength(3);
      for (const [axis, [low = 0, high = 0]] of ranges.entries()) {
        const at = BALL.centre[axis] ?? 0;
        expect(low).toBeLessThan(at - BALL.radiusMm);
        expect(high).toBeGreaterThan(at + BALL.radiusMm);
        expect(high - low).toBeLessThan(200);
      }
    }
  },
);
