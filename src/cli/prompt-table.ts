import { type ReadListed, readListed, readLists } from './prompt-lists.ts';

/** How many prompts of a kind were read as they should be. */
interface PromptRates {
  readonly kind: string;
  readonly prompts: number;
  /** Prompts of which some structure was not understood. */
  readonly refused: number;
  /** Of those, with an offer that is right. */
  readonly offered: number;
  /** Prompts of which something was understood as a structure that was not asked for. */
  readonly false: number;
}

/** The lists in `files` as the pack with this manifest reads them, and what it reads otherwise than it should. */
export async function promptsTable(manifest: string, files?: readonly string[]) {
  const read = await readListed(manifest, readLists(files));
  return {
    table: promptRates(read),
    mistakes: read.filter((prompt) => isRefused(prompt) || isFalse(prompt)),
  };
}

/** By kind, in the order of their first prompt; then all that name structures and all that name none. */
export function promptRates(read: readonly ReadListed[]): readonly PromptRates[] {
  const kinds = [...new Set(read.map(({ kind }) => kind))];
  const naming = read.filter(namesStructures);
  const others = read.filter((prompt) => !namesStructures(prompt));
  return [
    ...kinds.map((kind) =>
      rates(
        kind,
        read.filter((prompt) => prompt.kind === kind),
      ),
    ),
    rates('all that name structures', naming),
    rates('all that name none', others),
  ];
}

function rates(kind: string, read: readonly ReadListed[]): PromptRates {
  return {
    kind,
    prompts: read.length,
    refused: read.filter(isRefused).length,
    offered: read.filter((prompt) => isRefused(prompt) && isOfferedRight(prompt)).length,
    false: read.filter(isFalse).length,
  };
}

/** By what its author had in mind. */
export function namesStructures({ readings }: Pick<ReadListed, 'readings'>): boolean {
  return (readings[0]?.asked.length ?? 0) > 0 || readings.length > 1;
}

/** No reading has all that it asks for. */
function isRefused({ readings, understood }: ReadListed): boolean {
  return readings.every(({ asked }) => asked.some((id) => !understood.includes(id)));
}

/** The offer is one of the right readings. */
function isOfferedRight({ readings, offered }: ReadListed): boolean {
  return readings.some(
    ({ asked, allowed }) =>
      asked.every((id) => offered.includes(id)) && offered.every((id) => [...asked, ...allowed].includes(id)),
  );
}

/** In every reading something is there that is neither asked for nor allowed. */
function isFalse({ readings, understood }: ReadListed): boolean {
  return readings.every(({ asked, allowed }) =>
    understood.some((id) => ![...asked, ...allowed].includes(id)),
  );
}

/** The rates as a table of Markdown. */
export function promptTable(table: readonly PromptRates[]): string {
  const share = (count: number, of: number) => (of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`);
  return [
    '| prompts | number | not understood in part or whole | of these, offered rightly | understood as what was not asked for |',
    '|---|---|---|---|---|',
    ...table.map(
      ({ kind, prompts, refused, offered, false: wrong }) =>
        `| ${kind} | ${prompts} | ${refused} (${share(refused, prompts)}) | ${offered} | ${wrong} (${share(wrong, prompts)}) |`,
    ),
  ].join('\n');
}
