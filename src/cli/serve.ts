import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { AppError } from '#errors.ts';
import { runCommand } from './command.ts';
import { toCount } from './count.ts';
import { appVersion, reasonOf } from './files.ts';
import { manifestPath } from './pack.ts';
import { ProcessAnswerers } from './serve/answerers.ts';
import { httpServer } from './serve/http-server.ts';

const HELP = `Answers programs on this machine: the request of MedImageParse 3D's endpoint. Research use only; not a medical device.

  npm run serve -- [--port N] [--pack ID|DIR]... [--jobs N] [--threads N] [--queue N] [--max-body MB]

  --port      where on 127.0.0.1 it listens (default: 8765; 0: any that is free). Other machines cannot reach it
  --pack      as for parse: given several times, the first answers what it knows, and the others what it does not
  --jobs      how many images are answered at a time, each in a process with its packs (default: 1)
  --threads   of each process; all that there are, shared out, unless given
  --queue     how many more may wait; one above that is sent away with 503 (default: 8)
  --max-body  the largest request, in MB (default: 128)
docs/serve.md has the request and the answer, /openapi.json too. Ctrl+C ends it.
`;

const OPTIONS = {
  port: { type: 'string', default: '8765' },
  pack: { type: 'string', multiple: true },
  jobs: { type: 'string', default: '1' },
  threads: { type: 'string' },
  queue: { type: 'string', default: '8' },
  'max-body': { type: 'string', default: '128' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (positionals.length > 0) throw usage(`${positionals[0]} is not understood`);
  const jobs = toCount('jobs', values.jobs, 1, 64);
  const share = Math.max(1, Math.floor(availableParallelism() / jobs));
  const threads = toCount('threads', values.threads ?? String(share), 1, 256);
  const packs = values.pack ?? ['mini'];
  for (const name of packs) manifestPath(name);
  const answerers = new ProcessAnswerers({ packs, threads }, toCount('queue', values.queue, 0, 1000));
  const mostBytes = toCount('max-body', values['max-body'], 1, 512) * 1e6;
  const server = httpServer({ answerers, mostBytes, version: appVersion() });
  let isStopped = false;
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => {
    isStopped = true;
  });
  try {
    // Large packs take long, and whoever ends it meanwhile does not wait for them.
    await Promise.race([answerers.start(jobs), stopped]);
    if (isStopped) return 0;
    server.listen(toCount('port', values.port, 0, 65_535), '127.0.0.1');
    await once(server, 'listening').catch((cause) => {
      throw usage(`--port ${values.port} cannot be listened at: ${reasonOf(cause)}`);
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    console.log(
      `Listening on http://127.0.0.1:${port} (${packs.join(', ')}; this machine only). Ctrl+C ends it.`,
    );
    await stopped;
    return 0;
  } catch (error) {
    // The processes hear of Ctrl+C too, and end.
    if (isStopped) return 0;
    throw error;
  } finally {
    server.close();
    server.closeAllConnections();
    await answerers.close();
  }
}

function usage(reason: string): AppError {
  return new AppError('arguments-invalid', { reason });
}

await runCommand(main, { stopsItself: true });
