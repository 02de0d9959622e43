import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const HELP = `Asks a running server (npm run serve) many times, and prints a line of a table: answers a second, waiting, nothing lost.

  npx tsx scripts/serve-load/serve-load.ts SCAN "TEXT" [--url http://127.0.0.1:8765] [--clients N] [--requests N] [--modality CT]
`;

interface Tally {
  readonly milliseconds: number[];
  sentAway: number;
  readonly failed: string[];
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:8765' },
      clients: { type: 'string', default: '4' },
      requests: { type: 'string', default: '40' },
      modality: { type: 'string' },
    },
  });
  const [scan, text] = positionals;
  if (scan === undefined || text === undefined) {
    console.error(HELP);
    return 2;
  }
  const image = readFileSync(scan).toString('base64');
  const body = JSON.stringify({
    input_data: { columns: ['image', 'text'], index: [0], data: [[image, text]] },
  });
  const url = `${values.url}/score${values.modality ? `?modality=${values.modality}` : ''}`;
  const [clients, requests] = [Number(values.clients), Number(values.requests)];
  const tally: Tally = { milliseconds: [], sentAway: 0, failed: [] };
  let left = requests;
  const start = performance.now();
  const client = async () => {
    while (left-- > 0) await askUntilTaken(url, body, tally);
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - start) / 1000;
  const answered = tally.milliseconds.length;
  console.log(
    '| clients | requests | answered | failed | sent away, sent again | answers a second | median ms | 95 % ms |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  const figures = [
    clients,
    requests,
    answered,
    tally.failed.length,
    tally.sentAway,
    (answered / seconds).toPrecision(2),
  ];
  console.log(`| ${[...figures, quantile(tally, 0.5), quantile(tally, 0.95)].join(' | ')} |`);
  for (const each of new Set(tally.failed)) console.error(each);
  return answered === requests ? 0 : 1;
}

/** What is sent away with 503 is sent again a little later, as the server asks. */
async function askUntilTaken(url: string, body: string, tally: Tally): Promise<void> {
  for (;;) {
    const start = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const json = await response.json();
    if (response.status === 200) {
      tally.milliseconds.push(performance.now() - start);
      return;
    }
    if (response.status !== 503) {
      tally.failed.push(`${response.status} ${JSON.stringify(json)}`);
      return;
    }
    tally.sentAway++;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function quantile({ milliseconds }: Tally, share: number): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
}

process.exitCode = await main();
