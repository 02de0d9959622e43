import { damaged } from '#convert/refusal.ts';

/** JSON as nnU-Net writes it: Python's `json` also writes NaN and Infinity, which no standard has. */
export function parseJson(file: string, bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(/([:[,]\s*)-?(?:NaN|Infinity)\b/g, '$1null'));
    } catch {
      throw damaged('not-json', file);
    }
  }
}
