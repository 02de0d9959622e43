import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findCases, readDataManifest } from '#cli/cases.ts';
import { loadCase } from '#cli/load-case.ts';
import { isStretched, stretchOf } from '#model/scene/stretch.ts';
import type { Grid, Vec3, Volume, VolumeId } from '#volume/types.ts';
import { openHost, survey } from './survey-scan.ts';

const HELP = `Says which scans with a wrong voxel size in their header Mini takes for out of proportion (docs/reliability.md).

  npx tsx scripts/odd/stretch.ts [--data DIR] [--cases TEXT]

  --data     the data set, of which the validation scans are taken (default: ../shared/data)
  --cases    only those whose names contain TEXT
`;

/** By how much a voxel is longer in the header than it is, along the stored axes: all scans here are stored axially. */
const WRONG: Readonly<Record<string, Vec3>> = {
  'as it is': [1, 1, 1],
  'slices twice as far apart': [1, 1, 2],
  'slices 1.5 times as far apart': [1, 1, 1.5],
  'slices two thirds as far apart': [1, 1, 2 / 3],
  'slices half as far apart': [1, 1, 0.5],
  'half the size within slices': [0.5, 0.5, 1],
  'twice the size within slices': [2, 2, 1],
};

function withVoxels({ grid, ...volume }: Volume, name: string, by: Vec3): Volume {
  const voxelToWorld = grid.voxelToWorld.map((mm, n) => mm * (by[n % 4] ?? 1)) as unknown;
  return {
    ...volume,
    id: `${volume.id}, ${name}` as VolumeId,
    grid: { ...grid, voxelToWorld: voxelToWorld as Grid['voxelToWorld'] },
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/data' },
      cases: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const folder = join(values.data, 'validation');
  const cases = findCases(folder, folder, undefined).filter(({ name }) => name.includes(values.cases));
  const names = new Set(cases.map(({ name }) => name));
  const facts = readDataManifest(join(values.data, 'manifest.json'), names);
  const host = await openHost('mini');
  const seen = new Map<string, (number | undefined)[]>();
  for (const one of cases) {
    const { scan } = await loadCase({ ...one, facts: facts.get(one.name) }, host.manifest.structures);
    for (const [name, by] of Object.entries(WRONG)) {
      const { sightings, view } = await survey(host, withVoxels(scan.volume, name, by));
      const stretch = stretchOf(sightings, { view }, host.manifest.output);
      seen.set(name, [...(seen.get(name) ?? []), stretch]);
    }
    console.error(one.name);
  }
  console.log('| voxel size in the header | scans of which three organs are whole | said | factor found |');
  console.log('|---|--:|--:|---|');
  for (const [name, all] of seen) {
    const told = all.filter((each) => each !== undefined).sort((a, b) => a - b);
    const range = told.length > 0 ? `${told[0]?.toFixed(2)} to ${told.at(-1)?.toFixed(2)}` : '';
    console.log(`| ${name} | ${told.length} | ${told.filter(isStretched).length} | ${range} |`);
  }
}

await main();
