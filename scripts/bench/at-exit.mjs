/** Loaded before a measured program: writes what the process used, as the system counted it, when it ends. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { BENCH_USAGE } = process.env;
  if (BENCH_USAGE) writeFileSync(BENCH_USAGE, JSON.stringify(process.resourceUsage()));
});
