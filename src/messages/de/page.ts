import type { Messages } from '#messages/en.ts';
import { modalityWord, numbers } from './words.ts';

export const title: Messages['title'] = {
  openAnother: 'Anderen Scan öffnen',
  close: 'Diesen Scan schließen',
  about: 'Über parse3d',
  openFolder: 'Ordner öffnen',
  opening: (name) => `${name} wird geöffnet…`,
  looked: (done, of) => `${done} von ${of} Dateien angesehen`,
  stopOpening: 'Anhalten',
  scanFile: 'Datei eines Scans',
  scanFolder: 'Ordner eines Scans',
  grid: (size, spacingMm) =>
    `${size.join(' × ')} Voxel zu ${spacingMm.map((mm) => numbers.fixed(mm, 1)).join(' × ')} mm`,
  modality: 'Modalität',
  modalityHint: 'Viele Dateien geben ihre Modalität nicht an. Berichtigen Sie sie hier, wenn sie falsch ist.',
  modalities: { CT: 'CT', MR: 'MRT', other: 'andere' },
  whichModality: 'CT oder MRT?',
  guessed: (modality) => `${modalityWord(modality)} (geschätzt)`,
  modelSees: 'Das Modell sieht',
  modelSeesHint:
    'Das Modell sieht 256 Graustufen. Hier steht, welche Intensitäten schwarz und weiß werden; es gilt für die nächsten Eingaben.',
  asPromptNeeds: 'Wie es die Eingabe braucht',
};

export const welcome: Messages['welcome'] = {
  title: 'Struktur nennen. In 3D sehen.',
  lead: 'Öffnen Sie ein CT oder MRT des Abdomens und geben Sie „linke Niere“ ein: parse3d segmentiert sie, misst sie und speichert die Maske.',
  drop: (formats) =>
    `Ziehen Sie einen Scan auf diese Seite: ${numbers.either(['DICOM-Ordner oder -Zip', ...formats])}`,
  choose: 'Dateien wählen',
  chooseFolder: 'Ordner wählen',
  sample: 'Beispiel ausprobieren',
  privacy: 'Alles wird in diesem Browser berechnet. Ihr Scan verlässt diesen Rechner nicht.',
  hovering: 'Zum Öffnen loslassen',
};

export const status: Messages['status'] = {
  disclaimer: 'Nur für die Forschung. Kein Medizinprodukt.',
  privacy: 'Nichts verlässt diesen Rechner',
  dark: 'Abgeschottet: Nichts geht hinaus, nichts kommt herein',
  privacyHint: 'Was diese Seite angefragt hat, und ein Schalter, der keine Anfrage hinauslässt',
  notLoaded: 'Modell nicht geladen',
  unavailable: 'Modell nicht verfügbar',
  tryAgain: 'Erneut versuchen',
  model: (name, version) => `Modell: ${name} ${version}`,
  models: 'Modelle',
  modelsBusy: (percent) => `Modelle: ${percent} % dieses Schritts`,
  gpu: (name) => `WebGPU: ${name}`,
  cpu: (kind, threads) =>
    `${kind}: ${threads} ${numbers.plural(threads, { one: 'Thread', other: 'Threads' })}`,
  fastestIsGpu: 'WebGPU ist das Schnellste, was dieser Browser bietet.',
  requestedSingle: 'Die Adresse der Seite verlangt es; nur ein Thread.',
  deviceReasons: {
    preferred: () => 'Das ist das Schnellste, was dieser Browser bietet.',
    'no-webgpu-api': () => 'Dieser Browser hat kein WebGPU; das Modell rechnet deshalb auf der CPU.',
    'no-adapter': () => 'WebGPU findet keine nutzbare GPU; das Modell rechnet deshalb auf der CPU.',
    'software-adapter': ({ name }) => `WebGPU wird hier nur emuliert (${name}); die CPU ist schneller.`,
    'webgpu-failed': ({ message }) =>
      `WebGPU ist ausgefallen (${message}); das Modell rechnet deshalb auf der CPU.`,
    requested: () => 'Die Adresse der Seite verlangt es.',
  },
};

export const network: Messages['network'] = {
  title: 'Netzwerk',
  what: 'Scans, Eingaben und Ergebnisse bleiben in diesem Browser. Die Seite erreicht nur ihren eigenen Server, für ihre eigenen Dateien; jede andere Adresse lehnt der Browser ab.',
  offline: {
    unknown: 'Noch ist nicht bekannt, ob sich die Seite ohne Netzwerk öffnen lässt.',
    keeping: 'Die Seite wird in diesem Browser abgelegt, damit sie sich ohne Netzwerk öffnen lässt.',
    'not-kept':
      'Dieser Browser legt die Seite nicht ab, weil der Platz fehlt oder er es nicht darf: Sie lässt sich nur mit Netzwerk öffnen.',
  },
  kept: (bytes) =>
    `Die Seite, ihr Modell und ihr Beispiel liegen in diesem Browser (${numbers.megabytes(bytes)}): Sie lässt sich ohne Netzwerk öffnen und benutzen.`,
  goDark: 'Abschotten',
  goDarkHint:
    'Solange die Seite abgeschottet ist, erreicht keine Anfrage das Netzwerk, auch keine an ihren eigenen Server; es antwortet, was abgelegt ist. Das gilt, bis Sie es ausschalten. Nur der Browser selbst fragt noch, ob sich service-worker.js geändert hat.',
  requests: 'Anfragen dieser Seite und ihrer Worker',
  requestsHint:
    'Neueste zuerst. Beim ersten Besuch fehlt, was die Seite selbst geladen hat: Da konnte noch nichts mitlesen.',
  noRequests: 'Noch keine.',
  from: {
    kept: 'aus dem Abgelegten beantwortet',
    network: 'eigener Server',
    refused: 'abgelehnt: Die Seite ist abgeschottet',
    failed: 'keine Antwort',
  },
  keptHere: 'Was dieser Browser aufbewahrt',
  keptHint:
    'Modellpakete, die Sie hinzugefügt haben, Merkmale von schichtweise gelesenen Scans, die Dateien der Seite, wie schnell dieses Gerät war, welches Modell, welche Sprache und welches Aussehen Sie gewählt haben und, wenn Sie das erlaubt haben, Ihre Arbeit an den letzten Scans. Keinen Scan.',
  removeAll: 'Alles davon entfernen…',
  removeSure:
    'Selbst erstellte Pakete sind endgültig weg, ebenso behaltene Arbeit, und der offene Scan wird geschlossen.',
  removeForGood: 'Alles entfernen',
  keepIt: 'Behalten',
  update: 'Eine neue Version von parse3d ist da.',
  updateWithResults:
    'Eine neue Version von parse3d ist da. Neuladen schließt den Scan; speichern Sie vorher Ihre Ergebnisse.',
  reload: 'Neu laden',
};

export const notices: Messages['notices'] = {
  dismiss: 'Ausblenden',
  engineQuiet: (quietMs) =>
    `Die Berechnung antwortet seit ${numbers.seconds(quietMs)} nicht. Vielleicht ist sie beschäftigt: Ein Schritt eines großen Modells dauert bei wenigen Threads Minuten. Wenn sie hängt, starten Sie sie neu; Gefundenes bleibt, und offene Eingaben werden erneut gestellt.`,
  engineStuck: (minutes) =>
    `Worauf Sie warten, kommt seit ${minutes} Minuten nicht voran. Auf einem langsamen Gerät kann das Arbeit sein, und Sie können weiter warten. Wenn es hängt, starten Sie die Berechnung neu; Gefundenes bleibt, und offene Eingaben werden erneut gestellt. Viele Scans halten dann an und gehen weiter, wenn Sie sie erneut starten. Hängt es noch einmal, wählen Sie unter „${status.models}“ ein anderes Modell.`,
  restartEngine: 'Berechnung neu starten',
  tryGpuAgain: 'Grafikprozessor erneut versuchen',
};

export const breakdown: Messages['breakdown'] = {
  title: 'parse3d kann nicht weitermachen',
  reload: 'Neu laden',
  noViews: (reason) =>
    `Die 3D-Ansichten konnten nicht starten (${reason}). Verwenden Sie einen Browser mit WebGL2, etwa ein aktuelles Chrome, Edge oder Chromium, und laden Sie die Seite neu.`,
};

export const about: Messages['about'] = {
  title: 'Über parse3d',
  what: 'Segmentiert Strukturen in medizinischen 3D-Bildern nach einer Texteingabe. Das Modell läuft in diesem Browser: Scan, Eingaben und Masken bleiben auf diesem Rechner, und eine Sicherheitsrichtlinie hindert die Seite, andere Server zu erreichen.',
  disclaimer:
    '**Nur für die Forschung. Kein Medizinprodukt.** Konturen und Volumina können falsch sein; prüfen Sie sie anhand der Bilder.',
  close: 'Schließen',
  model: (name, version) => `Modell: ${name} ${version}`,
  trainedOn: 'Trainiert mit',
  theme: 'Aussehen der Seite',
  themeOfSystem: 'Wie das System',
  themes: { dark: 'Dunkel', light: 'Hell' },
  language: 'Sprache der Seite',
  languageOfBrowser: 'Wie der Browser es wünscht',
  languageHint:
    'Die Seite spricht sie, sobald sie neu geladen ist. Das schließt den Scan; speichern Sie vorher Ihre Ergebnisse.',
  reload: 'Neu laden',
};
