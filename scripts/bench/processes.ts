import { readdirSync, readFileSync } from 'node:fs';

const TICKS = 100; // a second, on every Linux

/** The process and all that it has started, on Linux. */
function processes(pid: number): readonly number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((name) => [Number(name), parentOf(name)]));
  const family = new Set([pid]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const [each, parent] of parents) if (family.has(parent)) family.add(each);
  }
  return [...family];
}

/** 0 where the process has ended. */
function parentOf(pid: string): number {
  const stat = textOf(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** Bytes of memory that a process and its children hold, what they share counted once. */
function sharedOnce(pid: number): number {
  const kibibytes = processes(pid).map((each) =>
    Number(/^Pss:\s+(\d+)/m.exec(textOf(`/proc/${each}/smaps_rollup`))?.[1] ?? 0),
  );
  return 1024 * kibibytes.reduce((sum, each) => sum + each, 0);
}

/** Seconds that the processor has spent on a process and its children; what has ended is not counted. */
export function processorSeconds(pid: number): number {
  const ticks = processes(pid).map((each) => {
    const stat = textOf(`/proc/${each}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS;
}

/** Nothing where the process has ended, or is another user's. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Looks at the memory of a process and its children until it is stopped; `peak` then is the most that was seen. */
export function watchMemory(pid: number, everyMs = 500): { readonly stop: () => number } {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, sharedOnce(pid));
  };
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}
