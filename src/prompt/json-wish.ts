import { isFiller } from './normalize.ts';
import { sideOf } from './side.ts';

/** Keys under which a program names what it wants. */
const WANTED = new Set(
  'organ organs structure structures label labels target targets roi rois name names segment segmentation mask masks prompt query text anatomy class classes object objects'.split(
    ' ',
  ),
);
const NAME = /^[\p{L}\p{M}\p{N} ._-]*\p{L}[\p{L}\p{M}\p{N} ._-]*$/u;
const SIDE = new Set(['side', 'laterality']);
/** Keys that say how, where the value is a word that changes nothing. */
const LOOK = new Set('color colour opacity alpha'.split(' '));
const HOW = new Set('task action modality format output type mode'.split(' '));

/** "segment(organ='liver')" */
const CALL =
  /^\s*(?:[\w.]+\s*=\s*)?(?:\w+\.)*(?:get|make|create|run|auto)?_?(?:segment|segmentation|mask|outline|contour|delineate|extract)(?:_?(?:mask|organs?|structures?|it))?\s*\(\s*(?:(\w+)\s*=\s*)?(["'])([\p{L}\p{M}\p{N} ._-]+)\2\s*\)\s*;?\s*$/iu;

/** 'prompt = "liver"', 'label_map[12] = "adrenal_gland_left"' */
const ASSIGNED =
  /^\s*(?:(?:const|let|var)\s+)?(\w+?)(?:_?(?:map|names?|list|dict|table))?(?:\s*\[\s*\d{1,5}\s*\])?\s*=\s*(["'])([\p{L}\p{M}\p{N} ._-]+)\2\s*,?;?\s*$/iu;

/** The name in a line of a program that asks for one mask and nothing else. undefined for any other text. */
export function wishInCall(text: string): string | undefined {
  const [, key = 'organ', , name] = CALL.exec(text) ?? ASSIGNED.exec(text) ?? [];
  return WANTED.has(key.toLowerCase()) ? name : undefined;
}

/** What a JSON object asks for, as a list: {"organs": ["liver", "spleen"]}. undefined for any other text, and for an object with other keys. */
export function wishInJson(text: string): string | undefined {
  const [, key = 'labels', object] = /^\s*(?:(\w+)\s*=\s*)?(\{.*\})\s*;?\s*$/s.exec(text) ?? [];
  if (object === undefined || !WANTED.has(key.toLowerCase())) return undefined;
  const entries = Object.entries(parsed(object) ?? {});
  const table = namesOfTable(entries);
  if (table) return table.join(', ');
  const wanted = entries.flatMap(([key, value]) => (WANTED.has(key.toLowerCase()) ? [value].flat() : []));
  const [side = ''] = entries.flatMap(([key, value]) =>
    SIDE.has(key.toLowerCase()) && typeof value === 'string' && sideOf(value) ? [`${value} `] : [],
  );
  const isPlain = entries.every(
    ([key, value]) =>
      (SIDE.has(key.toLowerCase()) && side === `${value} `) ||
      WANTED.has(key.toLowerCase()) ||
      (HOW.has(key.toLowerCase()) && typeof value === 'string' && isFiller(value)) ||
      (LOOK.has(key.toLowerCase()) && isLook(value)),
  );
  const names = wanted.filter((value) => typeof value === 'string' && NAME.test(value));
  return isPlain && names.length > 0 && names.length === wanted.length
    ? names.map((name) => `${side}${name}`).join(', ')
    : undefined;
}

/** The names in a table of label numbers, either way round: {"1": "liver"}, {"background": 0, "liver": 1}. undefined for anything else. */
function namesOfTable(entries: readonly (readonly [string, unknown])[]): readonly string[] | undefined {
  const rows = entries.map(([key, value]) =>
    typeof value === 'string' ? { name: value, number: key } : { name: key, number: String(value) },
  );
  const named = rows.filter(({ name, number }) => !(number === '0' && /^background$/iu.test(name)));
  // Of "liver": 0 nobody knows whether it is wanted.
  const isTable = named.every(({ name, number }) => /^[1-9]\d{0,4}$/.test(number) && NAME.test(name));
  return isTable && named.length > 0 ? named.map(({ name }) => name) : undefined;
}

/** `value` says how a mask is to look: "red", "#ff0000", 0.5. */
function isLook(value: unknown): boolean {
  return (
    typeof value === 'number' || (typeof value === 'string' && /^(?:#[\da-f]{3,8}|\p{L}+)$/iu.test(value))
  );
}

/** Names without quotes, as in YAML and JavaScript: {organ: left kidney}. */
const BARE = /([{,[]\s*)(?!(?:true|false|null)\s*[,}\]])([\p{L}_][\p{L}\p{N} _-]*)(?=\s*[:,}\]])/gu;
const BARE_VALUE = /(:\s*)(?!(?:true|false|null)\s*[,}\]])([\p{L}_#][\p{L}\p{N} _-]*?)(?=\s*[,}\]])/gu;

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const quoted = text.replaceAll("'", '"');
    return JSON.parse(
      quoted.includes('"') ? quoted : quoted.replace(BARE, '$1"$2"').replace(BARE_VALUE, '$1"$2"'),
    );
  } catch {
    return undefined;
  }
}
