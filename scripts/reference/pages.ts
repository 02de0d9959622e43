import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestJsonSchema } from '#model/manifest.ts';
import { reportJsonSchema } from '#results/report-schema.ts';
import { cliPage } from './cli-page.ts';
import { type Command, commandAt, commandFiles } from './commands.ts';
import { Comments } from './comments.ts';
import { STAMP } from './markdown.ts';
import { rowsOf, type Schema, tableOf } from './schema-rows.ts';

/** Every file of docs/reference/, by its name, as the code in `root` makes it. Once in a process, for commands run once. */
export async function referencePages(root: string): Promise<ReadonlyMap<string, string>> {
  const schema = manifestJsonSchema();
  return new Map([
    ['manifest.md', manifestPage(root, schema as Schema)],
    ['manifest.schema.json', `${JSON.stringify(schema, undefined, 2)}\n`],
    ['report.md', reportPage()],
    ['cli.md', cliPage(await commandsOf(root))],
  ]);
}

async function commandsOf(root: string): Promise<readonly Command[]> {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const commands: Command[] = [];
  // One after another: each has the process's arguments to itself.
  for (const [name, file] of commandFiles(scripts)) commands.push(await commandAt(root, name, file));
  return commands;
}

function manifestPage(root: string, schema: Schema): string {
  const folder = join(root, 'src/model');
  const files = readdirSync(folder).filter(
    (name) => /^manifest[\w-]*\.ts$/.test(name) && !name.includes('.test'),
  );
  const comments = new Comments(files.sort().map((name) => readFileSync(join(folder, name), 'utf8')));
  return [
    '# manifest.json, field by field',
    '',
    STAMP,
    '',
    'What a pack says of itself: types, limits, and the comments of the schema in `src/model/`. [The model pack](../model-pack.md) explains it, and what fields say of one another. `[]` stands for each entry of a list, `.*` for each name of an object, and `(kind)` for the form that has this `kind`. As JSON schema: [manifest.schema.json](manifest.schema.json).',
    '',
    ...tableOf(rowsOf(schema, comments)),
    '',
  ].join('\n');
}

function reportPage(): string {
  return [
    '# The report, field by field',
    '',
    STAMP,
    '',
    'What `<scan>_report.json` holds. [The report](../report.md) explains it. `[]` stands for each entry of a list, `(found)` for the form that has this `answer` or `kind`. All fields but those that are marked are there, `null` where they do not apply. As JSON schema: [report.schema.json](../report.schema.json).',
    '',
    ...tableOf(rowsOf(reportJsonSchema() as Schema)),
    '',
  ].join('\n');
}
