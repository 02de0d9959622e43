import type { Messages } from '#messages/en.ts';
import type { EditTool } from '#results/edit-tools.ts';
import { intensity } from './findings.ts';
import { numbers } from './words.ts';

const adjectives = { axial: 'axialen', coronal: 'koronalen', sagittal: 'sagittalen' };

/** Of each tool, as undo, counts and the methods paragraph name it. */
export const tools: Readonly<Record<EditTool, string>> = {
  brush: 'Pinsel',
  erase: 'Radierer',
  'smart-fill': 'Bereich füllen',
  pieces: 'Stücke',
  interpolate: 'Interpolieren',
  'fill-holes': 'Löcher füllen',
  'minimum-size': 'Mindestgröße',
  smooth: 'Glätten',
  grow: 'Erweitern',
  shrink: 'Verkleinern',
};

/** What undo and redo may be about, besides tools. */
const acts = {
  threshold: 'Schwelle',
  'keep-pieces': 'Stücke',
  part: 'in Objekte geteilt',
  'as-model': 'wie vom Modell gezeichnet',
  'as-file': 'wie in seiner Datei',
  'new-object': 'neues Objekt',
  'from-file': 'Objekte aus einer Datei',
  delete: 'Löschen',
  replace: 'Ersetzen durch eine neue Antwort',
  rename: 'Umbenennen',
  colour: 'Farbe',
  opacity: 'Deckkraft',
  show: 'Einblenden',
  hide: 'Ausblenden',
  group: 'Gruppieren',
};

type Act = EditTool | keyof typeof acts;

const named = (kind: Act, title: string | undefined) => {
  const what = kind in tools ? tools[kind as EditTool] : acts[kind as keyof typeof acts];
  return title ? `${what} (${title})` : what;
};

const times = (count: number) => (count > 1 ? ` ×${count}` : '');

/** Changing outlines by hand. */
export const edit: Messages['edit'] = {
  start: (title) => `${title} bearbeiten`,
  startNone: 'Bearbeiten',
  startHint: 'Die Kontur des gewählten Objekts von Hand ändern',
  startNoneHint: 'Wählen Sie zuerst ein Objekt, oder zeichnen Sie ein neues',
  newObject: 'Neues Objekt',
  newHint: 'Ein eigenes Objekt von Grund auf zeichnen',
  newName: 'Name des neuen Objekts',
  draw: 'Zeichnen',
  cancel: 'Abbrechen',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  undoWhat: (kind, title) => `Rückgängig: ${named(kind, title)}`,
  redoWhat: (kind, title) => `Wiederholen: ${named(kind, title)}`,
  bar: (title) => `${title} bearbeiten`,
  editing: 'In Bearbeitung',
  tool: 'Werkzeug',
  modes: { brush: 'Pinsel', erase: 'Radierer', 'smart-fill': 'Bereich füllen', pieces: 'Stücke' },
  modeHints: {
    brush: 'Ziehen auf einer Schicht fügt hinzu (B). Mit Strg wird radiert.',
    erase: 'Ziehen auf einer Schicht entfernt (E). Mit Strg wird hinzugefügt.',
    'smart-fill':
      'Ein Klick fügt hinzu, was zusammenhängt und im Intensitätsbereich liegt, innerhalb des Radius (F)',
    pieces: 'Ein Klick auf ein zusammenhängendes Stück entfernt es, oder alle anderen (P)',
  },
  extent: 'Ausdehnung',
  slice: 'Schicht',
  solid: '3D',
  sliceHint: 'Werkzeuge wirken nur auf der Schicht, eine Schicht dick',
  solidHint: 'Werkzeuge wirken in 3D: Der Pinsel ist eine Kugel',
  radius: 'Radius',
  radiusHint: 'Radius des Pinsels in mm. `[` ist kleiner, `]` ist größer.',
  onlyRange: 'Nur ein Bereich',
  onlyRangeHint: 'Pinsel und Radierer berühren nur Voxel dieser Intensitäten',
  range: 'Intensitäten',
  from: 'Niedrigste Intensität',
  to: 'Höchste Intensität',
  dash: '–',
  unit: { CT: 'HU', MR: '', other: '' },
  fromCrosshair: 'Vom Fadenkreuz',
  fromCrosshairHint:
    'Mittelwert im Umkreis von 3 mm um das Fadenkreuz, und 2,5 Standardabweichungen nach beiden Seiten',
  clickDrops: 'Ein Klick entfernt',
  drops: { it: 'das Stück', others: 'alle anderen Stücke' },
  whole: 'Ganzes Objekt',
  fillHoles: 'Löcher füllen',
  fillHolesHint: {
    slice: 'Füllt, was auf jeder Schicht umschlossen ist',
    solid: 'Füllt, was in 3D umschlossen ist',
  },
  interpolate: (count) =>
    count > 0
      ? `${count} ${numbers.plural(count, { one: 'Schicht', other: 'Schichten' })} interpolieren`
      : 'Interpolieren',
  interpolateHint: (slices) =>
    `Zeichnet die Schichten zwischen denen, auf denen Sie gezeichnet haben: ${slices.join(', ')}`,
  interpolateNone:
    'Zeichnen Sie zuerst auf zwei Schichten einer Ebene, zwischen denen mindestens eine Schicht liegt',
  smooth: 'Glätten',
  grow: 'Erweitern',
  shrink: 'Verkleinern',
  by: 'um',
  byHint: 'Wie weit geglättet, erweitert oder verkleinert wird, in mm',
  reach: (plane) => (plane ? `mm auf ${adjectives[plane]} Schichten` : 'mm in 3D'),
  reachHint: (plane) =>
    plane
      ? `Auf jeder der ${adjectives[plane]} Schichten für sich, nicht von Schicht zu Schicht. 3D gilt in alle Richtungen.`
      : 'In alle Richtungen',
  dropUnder: 'Stücke entfernen unter',
  least: 'Kleinstes Stück, das bleibt, in mL',
  millilitres: 'mL',
  done: 'Fertig',
  doneHint: 'Bearbeiten beenden (Esc)',
  busy: (tool) => `${tools[tool]} wird berechnet…`,
  news: {
    nothing: (tool) => `${tools[tool]}: hier gibt es nichts zu ändern`,
    outOfRange: (value) =>
      value === undefined
        ? 'Das liegt außerhalb des Scans. Klicken Sie auf den Scan.'
        : `${value} an dieser Stelle liegt nicht im Bereich. Ändern Sie den Bereich, oder klicken Sie woandershin.`,
    withinVoxel: (mm, voxelMm) =>
      `${numbers.millimetres(mm)} ist weniger als ein Voxel (${numbers.millimetres(voxelMm)}), es ändert sich also nichts. Wählen Sie mehr.`,
    noPiece: 'Dort ist kein Stück. Klicken Sie auf das Objekt.',
    stepsDropped: (count) =>
      `${count} ${numbers.plural(count, { one: 'Schritt lässt', other: 'Schritte lassen' })} sich nicht mehr rückgängig machen: Der Speicher dafür ist voll.`,
  },
  voxelIntensity: intensity,
  byHand: 'Von Hand bearbeitet',
  drawnByHand: 'Von Hand gezeichnet',
  counts: (counts) =>
    Object.entries(counts)
      .map(([tool, count]) => `${tools[tool as EditTool]}${times(count)}`)
      .join(', '),
  keyEffects: {
    brush: 'Pinsel',
    erase: 'Radierer',
    smartFill: 'Bereich füllen',
    pieces: 'Stücke',
    extent: 'Auf der Schicht oder in 3D',
    radius: 'Kleinerer oder größerer Pinsel',
    done: 'Bearbeiten beenden',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
  },
  again: {
    title: 'Das wurde von Hand bearbeitet',
    what: (titles) =>
      `Sie haben ${numbers.list(titles)} bearbeitet. Eine neue Antwort kann daneben kommen oder Ihre Fassung ersetzen.`,
    beside: 'Meine daneben behalten',
    replace: 'Meine ersetzen',
    cancel: 'Abbrechen',
    hint: 'Ersetztes lässt sich mit „Rückgängig“ zurückholen.',
  },
};
