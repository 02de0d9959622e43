import type { ErrorDetails } from '#errors.ts';
import type { BodyPart } from '#volume/body-part.ts';
import { numbers } from './words.ts';

const names: Readonly<Record<BodyPart, string>> = {
  head: 'Head',
  neck: 'Neck',
  chest: 'Chest',
  heart: 'Heart',
  abdomen: 'Abdomen',
  pelvis: 'Pelvis',
  spine: 'Spine',
  limbs: 'Limbs',
  'whole-body': 'Whole body',
  microscopy: 'Microscopy',
};

/** As what a scan shows. */
const objects: Readonly<Record<BodyPart, string>> = {
  head: 'the head',
  neck: 'the neck',
  chest: 'the chest',
  heart: 'the heart',
  abdomen: 'the abdomen',
  pelvis: 'the pelvis',
  spine: 'the spine',
  limbs: 'an arm or a leg',
  'whole-body': 'the whole body',
  microscopy: 'what a microscope sees',
};

const shown = (parts: readonly BodyPart[]) => numbers.list(parts.map((part) => objects[part]));

/** What a scan shows. */
export const bodyParts = {
  label: 'Scan shows',
  hint: 'Decides what “What is in this scan?” asks for. Read from the file where it says so, and often wrong there: correct it here.',
  notKnown: 'Not known',
  names,
  /** Of several, as one choice. */
  several: (parts: readonly BodyPart[]) => parts.map((part) => names[part]).join(' + '),
  likely: (part: BodyPart) => `${names[part]}?`,
  shown,
  /** What the model knows of what such a scan shows. */
  knowsHere: (model: string, count: number, of: number, parts: readonly BodyPart[]) =>
    `${model}: ${count} of ${of} structures, for the scan is said to show ${shown(parts)}`,
  knowsNothing: (model: string, parts: readonly BodyPart[]): string => unknown(model, parts, []),
  askAnyway: 'Ask anyway',
  askAnywayHint:
    'Asks for it although the scan is said not to show it; holds until you say what it shows, or open another scan.',
};

const absent = (names: readonly string[], parts: readonly BodyPart[]) =>
  `${numbers.list(names.map((name) => `“${name}”`))} ${numbers.plural(names.length, { one: 'was', other: 'were' })} not looked for: the scan is said to show ${shown(parts)}, and ${numbers.plural(names.length, { one: 'that does', other: 'those do' })} not lie there.`;

const unknown = (pack: string, parts: readonly BodyPart[], elsewhere: readonly string[]) =>
  `The scan is said to show ${shown(parts)}, and ${pack} knows no structure there.${elsewhere.length > 0 ? ` Other models that do: ${elsewhere.join('; ')}.` : ''}`;

export const bodyPartErrors = {
  'body-part-likely': ({ name, part, wideMm, deepMm }: ErrorDetails['body-part-likely']) =>
    `“${name}” may show ${objects[part]}, for what is in it is ${numbers.fixed(wideMm, 0)} mm wide and ${numbers.fixed(deepMm, 0)} mm deep; its file does not say. Choose what it shows beside its name, or with --body-part in a terminal.`,
  'prompt-beyond-part': ({ names, parts }: ErrorDetails['prompt-beyond-part']) =>
    `${absent(names, parts)} Correct what the scan shows beside its name, or ask anyway.`,
  'prompt-part-unknown': ({ pack, parts, elsewhere }: ErrorDetails['prompt-part-unknown']) =>
    `${unknown(pack, parts, elsewhere)} Correct what the scan shows beside its name, choose another model, or ask anyway.`,
};

/** The same in a terminal. */
export const bodyPartTerminalErrors = {
  'prompt-beyond-part': ({ names, parts }: ErrorDetails['prompt-beyond-part']) =>
    `${absent(names, parts)} Say what the scan shows with --body-part, or add --anyway.`,
  'prompt-part-unknown': ({ pack, parts, elsewhere }: ErrorDetails['prompt-part-unknown']) =>
    `${unknown(pack, parts, elsewhere)} Say what the scan shows with --body-part, choose another pack with --pack, or add --anyway.`,
};

/** The same for programs. */
export const bodyPartLibraryErrors = {
  'body-part-likely': ({ name, part, wideMm, deepMm }: ErrorDetails['body-part-likely']) =>
    `“${name}” may show ${objects[part]}, for what is in it is ${numbers.fixed(wideMm, 0)} mm wide and ${numbers.fixed(deepMm, 0)} mm deep; its file does not say. Say it by { bodyPart: '${part}' }, if it is so.`,
  'prompt-beyond-part': ({ names, parts }: ErrorDetails['prompt-beyond-part']) =>
    `${absent(names, parts)} Say what the scan shows by { bodyPart }, or ask with { anyway: true }.`,
  'prompt-part-unknown': ({ pack, parts, elsewhere }: ErrorDetails['prompt-part-unknown']) =>
    `${unknown(pack, parts, elsewhere)} Say what the scan shows by { bodyPart }, create the engine with another pack, or ask with { anyway: true }.`,
};
