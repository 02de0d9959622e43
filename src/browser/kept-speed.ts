import { readSetting, writeSetting } from './kept-settings.ts';

const SPEEDS = 'parse3d.speeds';
const RUNS = 'parse3d.runs';

/** How fast this browser was found to be, over reloads: numbers by device, and nothing of any scan. Whoever reads it checks it. */
export const keptSpeed = {
  readSpeeds: () => readJson(SPEEDS),
  writeSpeeds: (speeds: unknown) => writeSetting(SPEEDS, JSON.stringify(speeds)),
  readRuns: () => readJson(RUNS),
  writeRuns: (runs: unknown) => writeSetting(RUNS, JSON.stringify(runs)),
};

function readJson(key: string): unknown {
  try {
    return JSON.parse(readSetting(key) ?? 'null');
  } catch {
    return undefined;
  }
}
