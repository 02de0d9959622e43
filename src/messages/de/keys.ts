import type { Messages } from '#messages/en.ts';

/** What German keyboards have printed on them, where it is not what the key types. */
const printed: Readonly<Record<string, string>> = {
  ' ': 'Leertaste',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'Bild ↑',
  PageDown: 'Bild ↓',
  Home: 'Pos1',
  End: 'Ende',
  Delete: 'Entf',
  Ctrl: 'Strg',
  Shift: 'Umschalt',
};

/** Keys and the mouse, in one dialog. */
export const keys: Messages['keys'] = {
  title: 'Tasten und Maus',
  open: 'Tasten und Maus (?)',
  close: 'Schließen',
  places: {
    page: 'Überall',
    prompt: 'In der Eingabe',
    edit: 'Beim Bearbeiten eines Objekts',
    list: 'In der Liste der Objekte',
    scan: 'Bei offenem Scan',
    views: 'Wenn die Ansichten den Fokus haben',
    marks: 'Wenn etwas Gemessenes den Fokus hat',
  },
  effects: {
    prompt: 'Zur Eingabe',
    cancel: 'Laufende Suche abbrechen',
    layout: 'Anordnungen',
    keys: 'Diese Tasten anzeigen',
    saveSession: 'Sitzung speichern',
    find: 'Suchen',
    suggestions: 'Vorschlag auswählen',
    accept: 'Vorschlag übernehmen',
    next: 'Nächstes oder voriges Objekt auswählen',
    ends: 'Erstes oder letztes Objekt auswählen',
    toggle: 'Auf- oder zuklappen',
    eye: 'Aus- oder einblenden',
    alone: 'Allein zeigen; noch einmal zeigt die anderen wieder',
    rename: 'Umbenennen',
    remove: 'Löschen',
    step: 'Fadenkreuz bewegen',
    nudge: 'Verschieben; mit Umschalt weiter',
    slices: 'Durch die Schichten blättern',
  },
  name: (key) =>
    key.replace(/[^+]+/g, (part) => printed[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
  mouse: [
    ['Links ziehen', 'Fadenkreuz bewegen; 3D-Ansicht drehen'],
    ['Rechts ziehen', 'Fensterbreite und -lage'],
    ['Rad, Strg + Rad', 'Schichten, Zoom'],
    ['Umschalt + ziehen', 'Verschieben'],
    ['Klick auf ein Objekt', 'Auswählen'],
    ['Doppelklick', 'Diese Ansicht allein, und zurück'],
    ['Punkt oder Linie einer Messung ziehen', 'Sie verschieben; die Werte folgen'],
    ['Alt + Klick auf ein Auge', 'Dieses Objekt allein zeigen'],
  ],
  mouseTitle: 'Maus',
};
