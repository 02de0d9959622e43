import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findCases } from '#cli/cases.ts';
import { openScanAt } from '#cli/find-scans.ts';
import { fieldOfView } from '#volume/field-of-view.ts';
import { sliceJump } from '#volume/slice-jump.ts';
import type { Volume, VoxelBox } from '#volume/types.ts';

const HELP = `Says in which scans with slices left out the jump between the rest is seen (docs/reliability.md, Missing slices).

  npx tsx scripts/odd/jumps.ts [--data DIR]

  --data     the data set (default: ../shared/data)
`;

/** Where slices are left out, as shares of the scan's height. */
const AT = [0.25, 0.35, 0.5, 0.65, 0.75];
const fifth = (count: number) => Math.floor(count / 5);
const MISSING: Readonly<Record<string, (count: number) => number>> = {
  'two slices': () => 2,
  'four slices': () => 4,
  'a tenth of the slices': (count) => Math.floor(count / 10),
  'a fifth of the slices': fifth,
};

/** `volume` without `count` slices from `from` on; what is stored lies axially. */
function without(volume: Volume, from: number, count: number): Volume {
  const [ni, nj, nk] = volume.grid.size;
  const plane = ni * nj;
  const data = volume.data.slice(0, volume.data.length - count * plane);
  data.set(volume.data.subarray((from + count) * plane) as never, from * plane);
  return { ...volume, data, grid: { ...volume.grid, size: [ni, nj, nk - count] } };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/data' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const cases = ['validation', 'train'].flatMap((split) =>
    findCases(join(values.data, split), join(values.data, split), undefined),
  );
  const rows = new Map<string, { of: number; seen: number; elsewhere: number }>();
  const note = (name: string, jump: { slice: number } | undefined, at: number) => {
    const row = rows.get(name) ?? { of: 0, seen: 0, elsewhere: 0 };
    row.of += 1;
    if (jump) row[jump.slice === at ? 'seen' : 'elsewhere'] += 1;
    rows.set(name, row);
  };
  for (const { name, image, series } of cases) {
    const { volume } = await openScanAt([image], series);
    const kind = name.slice(0, 2).toUpperCase();
    const view: VoxelBox = fieldOfView(volume);
    note(`${kind}, as it is`, sliceJump(volume, view), -1);
    const [first, count] = [view.from[2], view.to[2] - view.from[2]];
    for (const [missing, of] of Object.entries(MISSING)) {
      for (const share of AT) {
        const [from, gone] = [first + Math.floor(share * count), of(count)];
        if (from + gone >= view.to[2]) continue;
        const cut = without(volume, from, gone);
        note(`${kind}, ${missing}`, sliceJump(cut, fieldOfView(cut)), from - 1);
      }
    }
  }
  console.log('| left out | scans | seen | a jump seen elsewhere |');
  console.log('|---|--:|--:|--:|');
  for (const [name, { of, seen, elsewhere }] of rows)
    console.log(`| ${name} | ${of} | ${seen} | ${elsewhere} |`);
}

await main();
