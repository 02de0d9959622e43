import type { Messages } from '#messages/en.ts';
import type { SceneDoubt } from '#model/scene/scene.ts';
import type { ScanDoubt } from '#results/orientation.ts';
import type { Doubt, DoubtKind, VerdictLevel } from '#results/verdict.ts';
import type { Flip } from '#volume/turn.ts';
import type { Side } from '#volume/types.ts';
import { capital, modalityWord, numbers, sideWord, uncapital } from './words.ts';

const words: Readonly<Record<VerdictLevel, string>> = {
  sure: 'sicher',
  check: 'prüfen',
  doubtful: 'zweifelhaft',
};

const { millilitres, fixed } = numbers;
const percent = (share: number) => `${fixed(100 * share, 0)} %`;
const hu = (value: number) => fixed(value, 0);

type Sentences = { readonly [Kind in DoubtKind]: (doubt: Extract<Doubt, { kind: Kind }>) => string };

/** None begins with a noun, for they may stand within a line. */
const sentences: Sentences = {
  small: ({ volumeMl, usualMl }) =>
    `${millilitres(volumeMl)} ist weniger als üblich (${millilitres(usualMl[0])} oder mehr)`,
  large: ({ volumeMl, usualMl }) =>
    `${millilitres(volumeMl)} ist mehr als üblich (${millilitres(usualMl[1])} oder weniger)`,
  side: ({ side }) => `Liegt im Patienten ${sideWord(side)}, wo es nicht hingehört`,
  place: ({ mm, towards: side }) =>
    `Liegt ${fixed(mm / 10, 0)} cm weiter ${sideWord(side)}, als es neben den anderen zu erwarten ist`,
  shared: ({ other, share }) => `${percent(share)} davon gehören auch zu ${other}`,
  jump: ({ slices: [before, after] }) =>
    `Zwischen den Schichten ${before} und ${after} springt das Bild, als ob dort Schichten fehlten`,
  stretched: ({ times }) =>
    `Die Organe dieses Scans sind im Verhältnis zu ihrer Breite ${fixed(times, 1)}-mal so hoch wie üblich: Vielleicht stimmt die Voxelgröße nicht, und damit auch das Volumen nicht`,
  outside: () => 'Liegt außerhalb des Patienten',
  intensity: ({ mean, usual }) =>
    `${hu(mean)} HU passen nicht zum Organ (${hu(usual[0])} bis ${hu(usual[1])} HU)`,
  'other-piece': ({ volumeMl, towards: sides }) =>
    `Ein anderes Stück passt besser: ${[millilitres(volumeMl), where(sides)].filter(Boolean).join(', ')}`,
  parted: ({ found, keptShare }) =>
    `In ${found} ${numbers.plural(found, { one: 'Stück', other: 'Stücken' })}; behalten sind ${percent(keptShare)} davon`,
  edited: ({ isDrawn }) => (isDrawn ? 'Von Hand gezeichnet' : 'Von Hand bearbeitet'),
  vague: ({ smallestMl, largestMl }) =>
    `Unscharf begrenzt: ${millilitres(smallestMl)} bis ${millilitres(largestMl)}, je nach Schwelle`,
  presence: ({ existence }) =>
    `Vielleicht im Scan, vielleicht nicht (Wert für Vorhandensein ${fixed(existence, 2)})`,
  company: ({ marked, of }) => `${marked} von ${of} Konturen dieses Scans sind fraglich`,
  unfamiliar: ({ doubt }) => `Kein Scan, den das Modell kennt: ${unfamiliar[doubt].why}`,
  'too-little': ({ volumeMl }) => `Etwas Ähnliches, aber nur ${millilitres(volumeMl)} ließen sich abgrenzen`,
  'nothing-seen': () =>
    'Nichts, was das Modell kennt, wurde in diesem Scan gefunden: Vielleicht zeigt er einen anderen Körperteil oder zu wenig',
  'small-view': ({ cm }) =>
    `Vom Patienten ist zu wenig zu sehen, um sicher zu sein (${cm.map((each) => fixed(each, each < 1 ? 1 : 0)).join(' × ')} cm)`,
};

function sentence(doubt: Doubt): string {
  const say = sentences[doubt.kind] as (doubt: Doubt) => string;
  return say(doubt);
}

/** What to think of an answer. */
export const verdict: Messages['verdict'] = {
  word: (level) => words[level],
  doubt: sentence,
  told({ level, doubts }) {
    const why = doubts.map((doubt) => uncapital(sentence(doubt))).join('; ');
    return why ? `${words[level]}: ${why}` : words[level];
  },
};

const where = (sides: readonly Side[]) => sides.map(sideWord).join(' ');

/** The connected pieces of an outline. */
export const pieces: Messages['pieces'] = {
  of: (name) => `Stücke von ${name}`,
  one: (number, volume, sides) => `${number} · ${[volume, where(sides)].filter(Boolean).join(', ')}`,
  smaller: (count) =>
    `und ${count} ${numbers.plural(count, { one: 'kleineres Stück', other: 'kleinere Stücke' })}`,
  locate: (number, name) => `Zu Stück ${number} von ${name} gehen`,
  lastStays: 'Das letzte Stück bleibt; löschen Sie stattdessen das Objekt',
  useIt: 'Stattdessen dieses verwenden',
};

const ENDS: Readonly<Record<Flip, string>> = {
  'left-right': 'links und rechts',
  'front-back': 'vorn und hinten',
  'head-foot': 'Kopf und Fuß',
};

/** „links und rechts“, „links und rechts sowie Kopf und Fuß“ */
export const endsOf = (flips: readonly Flip[]) => flips.map((flip) => ENDS[flip]).join(' sowie ');

/** What the answers say against the scan itself. */
const unfamiliar: Readonly<Record<SceneDoubt, { readonly why: string; readonly next: string }>> = {
  'no-ct': {
    why: 'Die Werte sind nicht die einer CT, für die er gehalten wurde',
    next: 'Prüfen Sie seine Modalität.',
  },
  'a-ct': {
    why: 'Die Werte sind Hounsfield-Einheiten wie in einer CT, obwohl er für etwas anderes gehalten wurde',
    next: 'Prüfen Sie seine Modalität.',
  },
  inverted: {
    why: 'Was den Patienten umgibt, ist heller als er selbst: Schwarz und Weiß scheinen vertauscht',
    next: 'Exportieren Sie den Scan erneut, mit den Werten des Scanners.',
  },
  empty: {
    why: 'Es ist kein Patient darin zu sehen',
    next: 'Prüfen Sie, ob der richtige Scan geöffnet ist.',
  },
  size: {
    why: 'Wer darin ist, ist größer oder kleiner als irgendjemand',
    next: 'Prüfen Sie die Größe eines Voxels im Header der Datei.',
  },
  unlike: {
    why: 'Die Organe sind darin nicht so wie in einem Patienten',
    next: 'Vielleicht zeigt er einen anderen Körperteil oder ist verdreht, gespiegelt oder von falscher Voxelgröße. Prüfen Sie seine Modalität, seine Voxelgröße und wo links, vorn und Kopf sind.',
  },
};

type OfScan = { readonly [Kind in ScanDoubt['kind']]: (doubt: Extract<ScanDoubt, { kind: Kind }>) => string };

/** What the answers say against the scan itself, by what it is. */
const ofScan: OfScan = {
  unfamiliar: (doubt) =>
    `Das sieht nicht aus wie ein Scan, den ${doubt.model} kennt (genommen als ${modalityWord(doubt.modality)}). ${unfamiliar[doubt.doubt].why}. ${unfamiliar[doubt.doubt].next}${doubt.isAnswered ? ' Beantwortet wurde es, weil Sie es wollten: Verlassen Sie sich nicht darauf.' : ''}`,
  jump: (doubt) =>
    `Zwischen den Schichten ${doubt.slice + 1} und ${doubt.slice + 2} (wie gespeichert, gezählt ab 1) ändert sich das Bild ${fixed(doubt.times, 1)}-mal so stark wie in ihrer Umgebung: Vielleicht fehlen dort Schichten, der Scan wurde aus Teilen zusammengesetzt, oder der Patient hat sich bewegt. Sehen Sie sich die Stelle in den anderen Ebenen an. Volumen und Längen, die darüber hinwegreichen, können zu klein sein.`,
  stretched: (doubt) =>
    `Die Organe dieses Scans sind im Verhältnis zu ihrer Breite ${fixed(doubt.times, 1)}-mal so hoch wie bei anderen Patienten. Prüfen Sie die Voxelgröße im Header der Datei, vor allem den Abstand der Schichten: Alle Volumen und Längen hängen davon ab.`,
  turned: (doubt) =>
    `${capital(endsOf(doubt.flips))} scheinen vertauscht: Die Organe liegen zueinander wie im Spiegel. Vielleicht ist der Header falsch. Drehen Sie den Scan um, wenn auch die Bilder dafür sprechen.`,
  unfit: (doubt) =>
    `${doubt.marked} von ${doubt.of} Konturen sind fraglich. Vielleicht ist der Scan von anderer Art als angenommen, oder er ist verdreht. Prüfen Sie seine Modalität und wo links, vorn und Kopf sind.`,
};

export const scanDoubt: Messages['scanDoubt'] = {
  says: (doubt: ScanDoubt) => (ofScan[doubt.kind] as (doubt: ScanDoubt) => string)(doubt),
  show: 'Diese Schichten zeigen',
  turn: (flips) => `${capital(endsOf(flips))} vertauschen`,
  turnHint:
    'Gefundenes wird verworfen und am umgedrehten Scan erneut gesucht. Der Bericht sagt, dass er umgedreht wurde.',
  isTurned: (flips) => `${capital(endsOf(flips))} wurden von Ihnen vertauscht.`,
  runAgain: (ends) =>
    `Führen Sie den Befehl mit --turn ${ends} erneut aus, um zu sehen, ob das besser passt.`,
  turnBack: 'Zurückdrehen',
  anyway: 'Trotzdem antworten',
  anywayHint: 'Zeigt, was das Modell aus diesem Scan macht, als zweifelhaft gekennzeichnet.',
  runAnyway: 'Führen Sie den Befehl mit --anyway erneut aus, um zu sehen, was es trotzdem daraus macht.',
};
