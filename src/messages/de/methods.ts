import { type EditTool, isEdited } from '#results/edit-tools.ts';
import { type FoundObject, isByModel } from '#results/finding.ts';
import { keptAs } from '#results/kept-piece.ts';
import type { MethodsFacts, UsedModel } from '#results/methods-facts.ts';
import type { WorldBox } from '#volume/types.ts';
import { tools } from './edit.ts';
import { numbers, quoteAll } from './words.ts';

const MODALITY = { CT: 'CT', MR: 'MRT', other: 'eine andere Art von Scan' };
const BACKEND = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'dem Prozessor' };
/** Digits of a SHA-256 that are told: enough to know a file by. */
const HASH_DIGITS = 12;
/** Digits of a threshold or an intensity: all that anybody sets. */
const DIGITS = 6;

/** A paragraph for the methods of a paper, to be pasted as it stands. */
export function methods(facts: MethodsFacts): string {
  const { appVersion, at, models } = facts;
  const sentences = [
    `Die Segmentierung erfolgte mit parse3d ${appVersion} am ${at.toISOString().slice(0, 10)} auf dem eigenen Rechner des Benutzers; das Programm dient nur der Forschung und ist kein Medizinprodukt.`,
    ...models.flatMap(modelSentences),
    scanSentence(facts),
    ...promptSentences(facts),
    ...outlineSentences(facts),
    ...(facts.objects.length > 0
      ? [
          'Volumina sind die Zahl der Voxel mal dem Volumen eines Voxels; Oberflächen wurden nach der Formel von Crofton geschätzt; Durchmesser sind die längste Strecke innerhalb eines Objekts.',
        ]
      : []),
  ];
  return `${sentences.join(' ')}\n`;
}

function modelSentences({ pack, devices, readings, sent, regions }: UsedModel): readonly string[] {
  const { name, id, version, precision, files } = pack;
  const stored = precision ? `, Gewichte gespeichert als ${precision}` : '';
  const hashes = files.map(({ path, sha256 }) => `${path} ${sha256.slice(0, HASH_DIGITS)}`).join(', ');
  const where = devices.map(({ backend, name: device, threads }) => {
    const more = [
      ...(device === BACKEND[backend] ? [] : [device]),
      ...(threads > 1 ? [`${threads} Threads`] : []),
    ];
    return more.length > 0 ? `${BACKEND[backend]} (${more.join(', ')})` : BACKEND[backend];
  });
  return [
    `Das Modell war ${name}, Version ${version} (Paket „${id}“${stored}; SHA-256 seiner Dateien, erste ${HASH_DIGITS} Stellen: ${hashes}), ausgeführt auf ${numbers.list(where)}.`,
    ...readings.map(
      ({ preset, low, high, axes, through, seed, together, existenceThreshold }) =>
        `Es wurde Schicht für Schicht in Richtung ${through} angewandt, Zeilen und Spalten nach ${axes} gedreht, mit Intensitäten von ${numbers.significant(low, DIGITS)} bis ${numbers.significant(high, DIGITS)} (Vorgabe „${preset}“) und dem Startwert ${seed} für Zufallszahlen; Eingaben wurden ${together ? 'gemeinsam' : 'einzeln'} dekodiert, und eine Schicht zählte ab einer Existenz von ${numbers.significant(existenceThreshold, DIGITS)}.`,
    ),
    ...(sent.length > 0 ? [`Gefragt wurde mit ${quoteAll(sent)}.`] : []),
    ...regions.flatMap(regionSentence),
  ];
}

function regionSentence(box: WorldBox | undefined): readonly string[] {
  if (!box) return [];
  const ends = [0, 1, 2].map((axis) =>
    [box.from, box.to].map((at) => numbers.fixed(at[axis] ?? 0, 1)).join(' bis '),
  );
  return [
    `Gefragt wurde nur nach dem Quader x ${ends[0]}, y ${ends[1]}, z ${ends[2]} mm (RAS+); der Rest des Scans wurde nicht angesehen.`,
  ];
}

function scanSentence({ modality, modalityIsGuess }: MethodsFacts): string {
  const by = modalityIsGuess ? ', geschätzt nach seinen Intensitäten' : '';
  return `Die Modalität des Scans wurde angenommen als: ${MODALITY[modality]}${by}.`;
}

function promptSentences({ prompts, notFound, notUnderstood }: MethodsFacts): readonly string[] {
  if (prompts.length === 0) return [];
  return [
    `${numbers.plural(prompts.length, { one: 'Die Texteingabe war', other: 'Die Texteingaben waren' })} ${quoteAll(prompts)}.`,
    ...(notFound.length > 0 ? [`Im Scan nicht gefunden: ${numbers.list(notFound)}.`] : []),
    ...(notUnderstood.length > 0
      ? [`Nicht verstanden und deshalb nicht gesucht: ${quoteAll(notUnderstood)}.`]
      : []),
  ];
}

function outlineSentences({ objects }: MethodsFacts): readonly string[] {
  const answered = objects.filter(isByModel);
  const drawn = objects.filter(({ isDrawn }) => isDrawn).map(withTools);
  const read = objects
    .filter(({ fromFile }) => fromFile)
    .map((object) => `${withTools(object)}, ${origin(object)}`);
  return [
    ...modelOutlines(answered),
    ...(drawn.length > 0 ? [`Von Hand gezeichnet, ohne Modell: ${numbers.list(drawn)}.`] : []),
    ...(read.length > 0
      ? [`Aus Dateien gelesen, nicht mit dieser Software erzeugt: ${numbers.list(read)}.`]
      : []),
  ];
}

function modelOutlines(objects: readonly FoundObject[]): readonly string[] {
  if (objects.length === 0) return [];
  const thresholds = grouped(objects, ({ threshold }) => `über ${numbers.significant(threshold, DIGITS)}`);
  const pieces = grouped(objects, (object) => KEPT[keptAs(object)]);
  const changed = objects.filter(({ isChanged, edits }) => isChanged || isEdited(edits)).map(withTools);
  return [
    `Ein Voxel gehört zu einem Objekt, wenn seine Wahrscheinlichkeit ${thresholds} liegt.`,
    `Von jedem Objekt behalten: ${pieces}.`,
    changed.length === 0
      ? 'Keine Kontur wurde von Hand geändert.'
      : `Von Hand geändert: ${numbers.list(changed)}; alle anderen sind, wie das Modell sie gezeichnet hat.`,
  ];
}

const KEPT = {
  all: 'alle zusammenhängenden Stücke',
  largest: 'das größte zusammenhängende Stück',
  inPlace: 'das größte zusammenhängende Stück, das dort liegt, wo es zu den anderen Organen gehört',
  chosen: 'von Hand gewählte Stücke',
};

const origin = ({ fromFile }: FoundObject) =>
  `Label ${fromFile?.label} in ${fromFile?.file ? `„${fromFile.file}“` : 'einer Datei'}`;

/** An object, and how often each tool was used on it. */
function withTools({ title, edits }: FoundObject): string {
  const used = Object.entries(edits).map(([tool, times]) => `${tools[tool as EditTool]} × ${times}`);
  return used.length > 0 ? `${title} (${used.join(', ')})` : title;
}

/** What all have alike once; else each with whom it holds for. */
function grouped<T extends { readonly title: string }>(
  objects: readonly T[],
  say: (object: T) => string,
): string {
  const groups = new Map<string, string[]>();
  for (const object of objects) groups.set(say(object), [...(groups.get(say(object)) ?? []), object.title]);
  if (groups.size === 1) return [...groups.keys()].join();
  return numbers.list([...groups].map(([what, titles]) => `${what} (${titles.join(', ')})`));
}
