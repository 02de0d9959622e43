import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import util, { type ParseArgsConfig } from 'node:util';

export type Option = NonNullable<ParseArgsConfig['options']>[string];

/** A command of the terminal as its own code has it. */
export interface Command {
  /** Behind `npm run`. */
  readonly name: string;
  /** What it says with --help. */
  readonly help: string;
  /** The table by which it reads what is written behind it. */
  readonly options: Readonly<Record<string, Option>>;
}

/** The commands among the scripts of package.json that are in src/cli, each with its file. */
export function commandFiles(scripts: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const found = Object.entries(scripts).map(
    ([name, line]) => [name, /^tsx (src\/cli\/[\w-]+\.ts)$/.exec(line)?.[1]] as const,
  );
  return new Map(found.filter((each): each is [string, string] => each[1] !== undefined));
}

/**
 * Runs `npm run NAME -- --help` in this process, and listens to what it gives to parseArgs and prints: the options are those that are
 * read, not those that somebody wrote down. A file runs once in a process.
 */
export async function commandAt(root: string, name: string, file: string): Promise<Command> {
  const { parseArgs } = util;
  const { argv, exitCode } = process;
  const { log } = globalThis.console;
  let options: Command['options'] = {};
  const said: string[] = [];
  util.parseArgs = ((config: ParseArgsConfig) => {
    options = config.options ?? {};
    return parseArgs(config);
  }) as typeof parseArgs;
  syncBuiltinESMExports();
  process.argv = [argv[0] ?? 'node', file, '--help'];
  globalThis.console.log = (text: string) => said.push(text);
  try {
    await import(/* @vite-ignore */ pathToFileURL(join(root, file)).href);
  } finally {
    util.parseArgs = parseArgs;
    syncBuiltinESMExports();
    globalThis.console.log = log;
    process.argv = argv;
    process.exitCode = exitCode;
  }
  // A path of the repository is the same wherever it lies.
  const own = JSON.parse(JSON.stringify(options).replaceAll(join(root, '/'), '')) as Command['options'];
  return { name, help: said.join('\n').trim(), options: own };
}
