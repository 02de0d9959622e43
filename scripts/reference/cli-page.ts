import type { Command, Option } from './commands.ts';
import { type Help, type HelpRow, readHelp } from './help.ts';
import { inCell, STAMP } from './markdown.ts';

/** The reference of all commands, in Markdown. @throws Error naming options that --help does not tell, or tells and are none. */
export function cliPage(commands: readonly Command[]): string {
  const known = commands.map((command) => ({ command, help: readHelp(command.help) }));
  const faults = known.flatMap(({ command, help }) => contradictions(command, help));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return [
    '# Commands',
    '',
    STAMP,
    '',
    'What stands behind `npm run NAME --`. Every command has `--help`. Exit codes: 0, all is well; 1, a scan, a file or a prompt cannot be taken, and the sentence on standard error says why; 2, the command is not written as it should be; 3, several scans, of which one has to be chosen; 130, stopped. [Many scans](../many-scans.md) has one more.',
    ...known.flatMap(({ command, help }) => section(command, help)),
    '',
  ].join('\n');
}

function section({ name, options }: Command, { summary, usage, parts, notes }: Help): readonly string[] {
  const lines = ['', `## ${name}`, '', summary, '', '```sh', ...usage, '```'];
  for (const { title, rows } of parts) {
    if (title !== '') lines.push('', `${title}:`);
    if (rows.length > 0) lines.push('', '| | takes | unless given | |', '|---|---|---|---|');
    lines.push(...rows.flatMap((row) => rowLines(row, options)));
  }
  if (notes.length > 0) lines.push('', inCell(notes.join(' ')));
  return lines;
}

function rowLines({ names, isArgument, text }: HelpRow, options: Command['options']): readonly string[] {
  if (isArgument) return [`| \`${names[0]}\` |  |  | ${inCell(text)} |`];
  return names.map((name) => {
    const option = options[name];
    return `| \`--${name}\` | ${option ? takes(option) : ''} | ${usual(option)} | ${inCell(text)} |`;
  });
}

const takes = ({ type, multiple }: Option) =>
  type === 'boolean' ? 'nothing' : multiple ? 'a value, again for each' : 'a value';

function usual(option: Option | undefined): string {
  const given = option?.default;
  return given === undefined || given === '' || given === false ? '' : `\`${String(given)}\``;
}

/** --help itself needs no line. Two options of one meaning may share one: “--images scans; --labels: theirs”. */
function contradictions({ name, help, options }: Command, { parts }: Help): readonly string[] {
  const told = parts.flatMap(({ rows }) => rows.filter(({ isArgument }) => !isArgument));
  const untold = Object.keys(options).filter(
    (each) =>
      each !== 'help' &&
      !told.some(({ names, text }) => names.includes(each) || text.includes(`; --${each}:`)),
  );
  const alien = [...help.matchAll(/--([a-z][\w-]*)/g)]
    .map(([, each = '']) => each)
    .filter((each) => !(each in options));
  return [
    ...untold.map((each) => `${name}: --help does not tell --${each}`),
    ...new Set(alien.map((each) => `${name}: --help tells of --${each}, which is no option`)),
  ];
}
