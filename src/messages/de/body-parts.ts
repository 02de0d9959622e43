import type { ErrorDetails } from '#errors.ts';
import type { Messages } from '#messages/en.ts';
import type { BodyPart } from '#volume/body-part.ts';
import { numbers, quoteAll } from './words.ts';

const names: Readonly<Record<BodyPart, string>> = {
  head: 'Kopf',
  neck: 'Hals',
  chest: 'Brust',
  heart: 'Herz',
  abdomen: 'Bauch',
  pelvis: 'Becken',
  spine: 'Wirbelsäule',
  limbs: 'Arme und Beine',
  'whole-body': 'Ganzer Körper',
  microscopy: 'Mikroskopie',
};

/** As what a scan shows. */
const objects: Readonly<Record<BodyPart, string>> = {
  head: 'den Kopf',
  neck: 'den Hals',
  chest: 'die Brust',
  heart: 'das Herz',
  abdomen: 'den Bauch',
  pelvis: 'das Becken',
  spine: 'die Wirbelsäule',
  limbs: 'einen Arm oder ein Bein',
  'whole-body': 'den ganzen Körper',
  microscopy: 'ein mikroskopisches Bild',
};

const shown = (parts: readonly BodyPart[]) => numbers.list(parts.map((part) => objects[part]));

/** What a scan shows. */
export const bodyParts: Messages['bodyParts'] = {
  label: 'Aufnahme zeigt',
  hint: 'Danach richtet sich, wonach „Was ist auf diesem Scan?“ fragt. Wird aus der Datei gelesen, wo sie es sagt, und ist dort oft falsch: Berichtigen Sie es hier.',
  notKnown: 'Nicht bekannt',
  names,
  several: (parts) => parts.map((part) => names[part]).join(' + '),
  likely: (part) => `${names[part]}?`,
  shown,
  knowsHere: (model, count, of, parts) =>
    `${model}: ${count} von ${of} Strukturen, denn die Aufnahme soll ${shown(parts)} zeigen`,
  knowsNothing: (model, parts) => unknown(model, parts, []),
  askAnyway: 'Trotzdem suchen',
  askAnywayHint:
    'Sucht danach, obwohl die Aufnahme es nicht zeigen soll; gilt, bis Sie sagen, was sie zeigt, oder einen anderen Scan öffnen.',
};

const absent = (all: readonly string[], parts: readonly BodyPart[]) =>
  `${quoteAll(all)} ${numbers.plural(all.length, { one: 'wurde', other: 'wurden' })} nicht gesucht: Die Aufnahme soll ${shown(parts)} zeigen, und dort ${numbers.plural(all.length, { one: 'liegt das', other: 'liegen sie' })} nicht.`;

const unknown = (pack: string, parts: readonly BodyPart[], elsewhere: readonly string[]) =>
  `Die Aufnahme soll ${shown(parts)} zeigen, und ${pack} kennt dort keine Struktur.${elsewhere.length > 0 ? ` Andere Modelle, die eine kennen: ${elsewhere.join('; ')}.` : ''}`;

export const bodyPartErrors = {
  'body-part-likely': ({ name, part, wideMm, deepMm }: ErrorDetails['body-part-likely']) =>
    `„${name}“ zeigt vielleicht ${objects[part]}, denn was darauf zu sehen ist, ist ${numbers.fixed(wideMm, 0)} mm breit und ${numbers.fixed(deepMm, 0)} mm tief; die Datei sagt es nicht. Wählen Sie neben dem Namen, was sie zeigt, oder mit --body-part im Terminal.`,
  'prompt-beyond-part': ({ names: all, parts }: ErrorDetails['prompt-beyond-part']) =>
    `${absent(all, parts)} Berichtigen Sie neben dem Namen, was die Aufnahme zeigt, oder lassen Sie trotzdem suchen.`,
  'prompt-part-unknown': ({ pack, parts, elsewhere }: ErrorDetails['prompt-part-unknown']) =>
    `${unknown(pack, parts, elsewhere)} Berichtigen Sie neben dem Namen, was die Aufnahme zeigt, wählen Sie ein anderes Modell, oder lassen Sie trotzdem suchen.`,
};

/** The same in a terminal. */
export const bodyPartTerminalErrors = {
  'prompt-beyond-part': ({ names: all, parts }: ErrorDetails['prompt-beyond-part']) =>
    `${absent(all, parts)} Sagen Sie mit --body-part, was die Aufnahme zeigt, oder fügen Sie --anyway hinzu.`,
  'prompt-part-unknown': ({ pack, parts, elsewhere }: ErrorDetails['prompt-part-unknown']) =>
    `${unknown(pack, parts, elsewhere)} Sagen Sie mit --body-part, was die Aufnahme zeigt, wählen Sie mit --pack ein anderes Paket, oder fügen Sie --anyway hinzu.`,
};

/** The same for programs. */
export const bodyPartLibraryErrors = {
  'body-part-likely': ({ name, part, wideMm, deepMm }: ErrorDetails['body-part-likely']) =>
    `„${name}“ zeigt vielleicht ${objects[part]}, denn was darauf zu sehen ist, ist ${numbers.fixed(wideMm, 0)} mm breit und ${numbers.fixed(deepMm, 0)} mm tief; die Datei sagt es nicht. Geben Sie { bodyPart: '${part}' } an, wenn es so ist.`,
  'prompt-beyond-part': ({ names: all, parts }: ErrorDetails['prompt-beyond-part']) =>
    `${absent(all, parts)} Geben Sie mit { bodyPart } an, was die Aufnahme zeigt, oder fragen Sie mit { anyway: true }.`,
  'prompt-part-unknown': ({ pack, parts, elsewhere }: ErrorDetails['prompt-part-unknown']) =>
    `${unknown(pack, parts, elsewhere)} Geben Sie mit { bodyPart } an, was die Aufnahme zeigt, erzeugen Sie die Engine mit einem anderen Paket, oder fragen Sie mit { anyway: true }.`,
};
