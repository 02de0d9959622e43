import { isDeepStrictEqual } from 'node:util';
import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { heavyTest } from './heavy-test.ts';
import { smallPhantom } from './scans.ts';
import { WorkbenchPage } from './workbench.ts';

/** A tablet on its side and upright. */
const SIZES = [
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
];

test.use({ hasTouch: true });

async function opened(page: Page, size = SIZES[0]) {
  if (size) await page.setViewportSize(size);
  const workbench = new WorkbenchPage(page);
  await workbench.goto();
  await workbench.open(smallPhantom());
  await workbench.showsScan('small.nii.gz');
  return workbench;
}

type Spot = readonly [x: number, y: number];

class Hand {
  readonly #session: CDPSession;

  constructor(session: CDPSession) {
    this.#session = session;
  }

  static async on(page: Page): Promise<Hand> {
    return new Hand(await page.context().newCDPSession(page));
  }

  /** Two taps, of which the browser hears that they were soon after each other, however long a busy machine takes to send them. */
  async tapTwice([x, y]: Spot): Promise<void> {
    const now = Date.now() / 1000;
    const send = (type: 'touchStart' | 'touchEnd', touchPoints: { x: number; y: number }[], later: number) =>
      this.#session.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: now + later });
    for (const later of [0, 0.1]) {
      await send('touchStart', [{ x, y }], later);
      await send('touchEnd', [], later + 0.02);
    }
  }

  /** Fingers go down at `from`, over some steps to `to`, and up. */
  async move(from: readonly Spot[], to: readonly Spot[], steps = 8): Promise<void> {
    const at = (share: number) =>
      from.map(([x, y], id) => {
        const [toX, toY] = to[id] ?? [x, y];
        return { id, x: x + share * (toX - x), y: y + share * (toY - y) };
      });
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: ReturnType<typeof at>) =>
      this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await send('touchStart', at(0));
    for (let n = 1; n <= steps; n++) await send('touchMove', at(n / steps));
    await send('touchEnd', []);
  }
}

async function middleOf(page: Page): Promise<Spot> {
  const box = await page.locator('canvas').boundingBox();
  return [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
}

const sliceNumber = async (page: Page) =>
  Number.parseInt((await page.locator('.slice-number').textContent()) ?? '', 10);

test('a double tap shows a view alone; one finger turns slices, a tap sets the crosshair, two zoom and move the picture', async ({
  page,
}) => {
  await opened(page);
  const box = await page.locator('.tile[data-view="axial"]').boundingBox();
  const at = [(box?.x ?? 0) + 90, (box?.y ?? 0) + 90] as const;
  const hand = await Hand.on(page);
  for (const count of [1, 4]) {
    await hand.tapTwice(at);
    await expect(page.locator('.tile')).toHaveCount(count);
  }
  await page.getByRole('button', { name: 'Axial' }).tap();
  const [x, y] = await middleOf(page);
  const before = await sliceNumber(page);
  await hand.move([[x, y + 60]], [[x, y - 60]]);
  await expect.poll(() => sliceNumber(page)).toBeGreaterThan(before);
  const turned = await sliceNumber(page);

  const crosshair = page.locator('.read-out dd').first();
  const was = await crosshair.textContent();
  await page.touchscreen.tap(x + 60, y + 30);
  await expect(crosshair).not.toHaveText(was ?? '');
  expect(await sliceNumber(page)).toBe(turned);

  // What two fingers take hold of stays between them: a ruler's ends move as they do.
  await page.getByRole('button', { name: 'Ruler' }).tap();
  await hand.move([[x - 100, y]], [[x + 100, y]]);
  const ends = () =>
    page.locator('.mark-grip').evaluateAll((all) =>
      all.map((it) => {
        const { left, width, top, height } = it.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
      }),
    );
  await expect.poll(async () => (await ends()).length).toBe(2);
  await page.keyboard.press('n');
  // What was measured is listed below the views, which make room for that a moment later.
  await expect(page.locator('.mark-list')).toBeVisible();
  let drawn: number[][] = [];
  const isStill = async () => {
    const before = drawn;
    drawn = await ends();
    return isDeepStrictEqual(before, drawn);
  };
  await expect.poll(isStill, { intervals: [300] }).toBe(true);
  await hand.move(
    [
      [x - 60, y - 40],
      [x + 60, y - 40],
    ],
    [
      [x - 90, y],
      [x + 90, y],
    ],
  );
  // Half as large again, and what was in the middle of the fingers is forty pixels further down.
  const [left, right] = drawn.map(([endX = 0, endY = 0]) => [
    expect.closeTo(x + 1.5 * (endX - x), -0.5),
    expect.closeTo(y + 1.5 * (endY - (y - 40)), -0.5),
  ]);
  await expect.poll(ends).toEqual([left, right]);
  expect(await sliceNumber(page)).toBe(turned);
});

/** What is wrong with controls on the page that are too small for a finger, or out of its reach. */
function faults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isShown = (it: HTMLElement) =>
      it.checkVisibility({ visibilityProperty: true }) && !it.matches(':disabled, .unseen, [type="file"]');
    const isHit = (control: HTMLElement, target: HTMLElement, { left, top, width, height }: DOMRect) => {
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return hit !== null && (target.contains(hit) || hit.contains(control));
    };
    const controls = document.querySelectorAll<HTMLElement>('button, select, input, summary, a[href]');
    return [...controls].filter(isShown).flatMap((control) => {
      const target = control.closest<HTMLElement>('label') ?? control;
      target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const box = target.getBoundingClientRect();
      const name = `${control.className || control.tagName} “${control.ariaLabel ?? control.textContent?.trim()}”`;
      const size = `${Math.round(box.width)} × ${Math.round(box.height)}`;
      return [
        ...(Math.min(box.width, box.height) < 23.5 ? [`${name} is ${size}`] : []),
        ...(isHit(control, target, box) ? [] : [`${name} cannot be reached`]),
      ];
    });
  });
}

/** The views' sliders follow a change of the views' size a frame later. */
const hasNoFaults = (page: Page) => expect.poll(() => faults(page)).toEqual([]);

for (const size of SIZES) {
  // Upright there is less room.
  const declared = size.width === 768 ? test : heavyTest;
  declared(
    `at ${size.width} × ${size.height} everything is large enough for a finger, and within its reach`,
    async ({ page }) => {
      test.setTimeout(200_000);
      const workbench = await opened(page, size);
      await workbench.ask('liver, right kidney, teapot');
      await hasNoFaults(page);
      await workbench.openRow('liver');
      await hasNoFaults(page);
      await page.getByRole('button', { name: 'Findings as a table' }).tap();
      await hasNoFaults(page);
      await page.getByRole('button', { name: 'Close the table' }).tap();
      await page.getByRole('button', { name: 'Edit liver' }).tap();
      await hasNoFaults(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    },
  );
}
