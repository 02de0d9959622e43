/** What a command says with --help, taken apart. */
export interface Help {
  readonly summary: string;
  /** Lines that begin with `npm run`, with those that go on. */
  readonly usage: readonly string[];
  readonly parts: readonly HelpPart[];
  /** Sentences between and behind. */
  readonly notes: readonly string[];
}

interface HelpPart {
  /** Such as “For many scans”; empty for the first. */
  readonly title: string;
  readonly rows: readonly HelpRow[];
}

export interface HelpRow {
  /** Options without their dashes; of an argument, its word. */
  readonly names: readonly string[];
  readonly isArgument: boolean;
  readonly text: string;
}

const OPTION = /^ {2}((?:--[\w-]+=?(?:, )?)+)\s+(.*)$/;
const ARGUMENT = /^ {2}([A-Z]{2,}…?)\s{2,}(.*)$/;
const TITLE = /^ {2}(For .*):$/;

export function readHelp(help: string): Help {
  const [summary = '', ...lines] = help.split('\n');
  const reader = new Reader();
  for (const line of lines) reader.take(line);
  const { usage, parts, notes } = reader;
  return { summary, usage, parts, notes };
}

class Reader {
  readonly usage: string[] = [];
  readonly parts: { title: string; rows: { names: string[]; isArgument: boolean; text: string }[] }[] = [
    { title: '', rows: [] },
  ];
  readonly notes: string[] = [];
  /** Where a line that is set in goes: to the one that it goes on. */
  #goesOn: ((text: string) => void) | undefined;

  take(line: string): void {
    const title = TITLE.exec(line)?.[1];
    const row = OPTION.exec(line) ?? ARGUMENT.exec(line);
    if (line.trim() === '') this.#goesOn = undefined;
    else if (title !== undefined) this.parts.push({ title, rows: [] });
    else if (line.startsWith('  npm run')) this.#begin(line.trim());
    else if (row) this.#add(row[1] ?? '', row[2] ?? '');
    else if (/^ {8}/.test(line) && this.#goesOn) this.#goesOn(line.trim());
    else this.notes.push(line.trim());
  }

  #begin(usage: string): void {
    this.usage.push(usage);
    this.#goesOn = (text) => this.usage.push(`    ${text}`);
  }

  #add(names: string, text: string): void {
    const row = {
      names: names.split(', ').map((each) => each.replace(/^--|=$/g, '')),
      isArgument: !names.startsWith('-'),
      text,
    };
    this.parts.at(-1)?.rows.push(row);
    this.#goesOn = (more) => {
      row.text += ` ${more}`;
    };
  }
}
