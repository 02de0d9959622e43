import { inCell } from './markdown.ts';

/** As much of JSON schema (draft 2020-12) as zod writes. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

export interface Row {
  readonly path: string;
  readonly type: string;
  readonly isNeeded: boolean;
  readonly text: string;
}

export interface Describing {
  field(field: string, keys: readonly string[]): string | undefined;
  kind(kind: string): string | undefined;
}

/** A row for each field of `schema`, those of fields below it too. Where one is as another was before, it says so. */
export function rowsOf(schema: Schema, describing?: Describing): readonly Row[] {
  return new Rows(describing).of(schema, '');
}

class Rows {
  readonly #describing: Describing | undefined;
  readonly #known = new Map<string, string>();

  constructor(describing: Describing | undefined) {
    this.#describing = describing;
  }

  of(schema: Schema, path: string): readonly Row[] {
    return branches(schema).flatMap((branch) => this.#fields(branch, path));
  }

  #fields({ properties = {}, required = [] }: Schema, path: string): readonly Row[] {
    const keys = Object.keys(properties);
    const tag = TAGS.map((each) => [each, properties[each]?.const] as const).find(
      ([, value]) => typeof value === 'string',
    );
    const where = tag && path !== '' ? `${path}(${String(tag[1])})` : tag ? `(${String(tag[1])})` : path;
    return keys.flatMap((key): readonly Row[] => {
      const schema = properties[key] ?? {};
      const at = where === '' ? key : `${where}.${key}`;
      const own = schema.description ?? this.#describing?.field(key, keys);
      const kind = key === tag?.[0] ? this.#describing?.kind(String(tag[1])) : undefined;
      const { suffix, below } = inside(schema);
      const as = below && this.#asBefore(below, at);
      const text = [own, kind, as && `As \`${as}\`.`].filter(Boolean).join(' ');
      const row = { path: at, type: typeOf(schema), isNeeded: required.includes(key), text };
      return below && !as ? [row, ...this.of(below, at + suffix)] : [row];
    });
  }

  /** Where the same fields were before; else remembers that they are at `path`. */
  #asBefore(schema: Schema, path: string): string | undefined {
    const key = JSON.stringify({ ...schema, description: undefined });
    const before = this.#known.get(key);
    if (before === undefined) this.#known.set(key, path);
    return before;
  }
}

/** What tells the forms of one field apart. */
const TAGS = ['kind', 'answer', 'level'] as const;

const branches = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? [schema];

/** The schema that has the fields of a field, and how one gets there. */
function inside(schema: Schema): { readonly suffix: string; readonly below?: Schema } {
  const all = branches(schema).filter(({ type }) => type !== 'null');
  const [one] = all;
  if (all.some(({ properties }) => properties)) {
    return { suffix: '', below: { anyOf: all.filter(({ properties }) => properties) } };
  }
  if (all.length === 1 && one?.items) {
    const { suffix, below } = inside(one.items);
    return { suffix: `[]${suffix}`, ...(below && { below }) };
  }
  if (all.length === 1 && typeof one?.additionalProperties === 'object') {
    const { suffix, below } = inside(one.additionalProperties);
    return { suffix: `.*${suffix}`, ...(below && { below }) };
  }
  return { suffix: '' };
}

function typeOf(schema: Schema): string {
  const all = [...new Set(branches(schema).map(plainType))];
  return all.join(' or ');
}

function plainType(schema: Schema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) return schema.enum.map((each) => `\`${String(each)}\``).join(', ');
  if (schema.prefixItems) return tuple(schema.prefixItems.map(typeOf));
  if (schema.items) return `list${counted(schema)} of ${typeOf(schema.items)}`;
  if (schema.properties) return 'object';
  if (typeof schema.additionalProperties === 'object') {
    return `object of ${typeOf(schema.additionalProperties)}`;
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['anything']);
  return `${types.map((each) => WORDS[each] ?? each).join(' or ')}${limits(schema)}`;
}

/** “3 × number”, or “[number; text]”. */
function tuple(types: readonly string[]): string {
  return new Set(types).size === 1 ? `${types.length} × (${types[0]})` : `[${types.join('; ')}]`;
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'yes or no',
};

function counted({ minItems, maxItems }: Schema): string {
  if (minItems === maxItems && minItems !== undefined) return ` (${minItems})`;
  const parts = [minItems && `${minItems} or more`, maxItems && `at most ${maxItems}`].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function limits(schema: Schema): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, maxLength, pattern, format } = schema;
  const isBound = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const parts = [
    isBound(minimum) ? `≥ ${minimum}` : '',
    isBound(exclusiveMinimum) ? `> ${exclusiveMinimum}` : '',
    isBound(maximum) ? `≤ ${maximum}` : '',
    isBound(exclusiveMaximum) ? `< ${exclusiveMaximum}` : '',
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
    // The pattern of a moment in time is long, and its name says it.
    format ?? (pattern === undefined ? '' : `\`${pattern}\``),
  ].filter(Boolean);
  return parts.length > 0 ? `, ${parts.join(', ')}` : '';
}

export function tableOf(rows: readonly Row[]): readonly string[] {
  return [
    '| field | type | | |',
    '|---|---|---|---|',
    ...rows.map(
      ({ path, type, isNeeded, text }) =>
        `| \`${path}\` | ${inCell(type)} | ${isNeeded ? '' : 'optional'} | ${inCell(text)} |`,
    ),
  ];
}
