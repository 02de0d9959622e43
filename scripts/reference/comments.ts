/** A comment of a schema in code, by what it stands before. */
interface Comment {
  readonly text: string;
  /** Of the object that it stands in; none for what is shared by name. */
  readonly siblings: readonly string[];
}

/** The comments of schemas, for the descriptions of a reference. */
export class Comments {
  readonly #ofFields = new Map<string, Comment[]>();
  readonly #ofKinds = new Map<string, string | undefined>();

  /** `sources`: TypeScript with objects such as `z.object({ /** What it is. *​/ field: … })`. */
  constructor(sources: readonly string[]) {
    for (const source of sources) this.#read(source);
  }

  /** What stands before `field` of an object with these `keys`: the comment of the object that has most of them. */
  field(field: string, keys: readonly string[]): string | undefined {
    const fitting = (this.#ofFields.get(field) ?? []).filter(({ siblings }) =>
      siblings.every((each) => keys.includes(each)),
    );
    return fitting.toSorted((a, b) => b.siblings.length - a.siblings.length)[0]?.text;
  }

  /** What stands before the object whose `kind` is this. */
  kind(kind: string): string | undefined {
    return this.#ofKinds.get(kind);
  }

  #read(source: string): void {
    for (const { 1: comment = '', index, 0: whole } of source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\//g)) {
      const behind = source.slice(index + whole.length);
      const text = comment.replace(/\s*\n?\s*\*?\s+/g, ' ').trim();
      const kind = /^\s*z\.object\(\{\s*kind: z\.literal\('([\w.-]+)'\)/.exec(behind)?.[1];
      const field = /^\s*(\w+):/.exec(behind)?.[1];
      const shared = /^\s*(?:export )?const (\w+) =/.exec(behind)?.[1];
      // Where two forms bear one name, nothing is said of either.
      if (kind) this.#ofKinds.set(kind, this.#ofKinds.has(kind) ? undefined : text);
      if (field) this.#add(field, { text, siblings: keysAround(source, index) });
      // What is written once and used under its own name.
      if (shared && new RegExp(`(?:[{,]|^)\\s*${shared},?\\s*(?:\\}|$)`, 'm').test(source))
        this.#add(shared, { text, siblings: [] });
    }
  }

  #add(field: string, comment: Comment): void {
    this.#ofFields.set(field, [...(this.#ofFields.get(field) ?? []), comment]);
  }
}

/** The keys of the object literal that `at` lies in. */
function keysAround(source: string, at: number): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'/g, (each) => ' '.repeat(each.length));
  let start = at;
  for (let depth = 0; start > 0; start--) {
    if (code[start] === '}') depth += 1;
    if (code[start] === '{' && depth-- === 0) break;
  }
  const keys: string[] = [];
  let depth = 0;
  for (const { 0: token } of code.slice(start).matchAll(/[{([]|[})\]]|\b\w+(?=:)/g)) {
    if (/[{([]/.test(token)) depth += 1;
    else if (/[})\]]/.test(token)) depth -= 1;
    else if (depth === 1) keys.push(token);
    if (depth === 0) break;
  }
  return keys;
}
