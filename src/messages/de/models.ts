import type { Messages } from '#messages/en.ts';
import { modalityWord, numbers } from './words.ts';

const { diskSize, gibibytes } = numbers;
const structures = (count: number) =>
  `${count} ${numbers.plural(count, { one: 'Struktur', other: 'Strukturen' })}`;

export const models: Messages['models'] = {
  title: 'Modelle',
  close: 'Schließen',
  here: 'Auf diesem Gerät',
  embedded: 'Mini',
  embeddedFacts: 'Kommt mit der Seite: ein kleines Netz für Organe des Abdomens.',
  knows: (count, examples) =>
    `Kennt ${structures(count)}: ${examples.join(', ')}${count > examples.length ? ' und mehr' : ''}.`,
  takesAnyText: 'Nimmt jeden Text, nicht nur Namen.',
  withoutTargets:
    'Eine frühere Version von parse3d hat es gemacht, und es sagt nicht, wofür es trainiert wurde: Texte werden gesendet, wie sie getippt sind, und „Was ist in diesem Scan?“ fragt bei jedem Scan dasselbe. Wandeln Sie den Checkpoint noch einmal um, um das zu ändern.',
  madeFor: (modalities) =>
    modalities.length === 0
      ? 'Für CT, MRT und andere Scans.'
      : `Nur für ${numbers.list(modalities.map(modalityWord))}.`,
  routing: 'Wer antwortet',
  routings: {
    best: 'Das beste, das die Struktur kennt',
    first: (name) => `${name}; die anderen nur, wenn es die Struktur nicht kennt`,
    only: (name) => `Nur ${name}`,
  },
  routingHint:
    'Das beste ist das mit gemessenen Kennzahlen für solche Scans, dann das mit veröffentlichten, dann das geladene. Ein anderes zu laden dauert etwas; Gefundenes bleibt.',
  answersNow: 'Antwortet jetzt',
  use: 'Verwenden',
  answerWith: (title) => `${title} verwenden`,
  verify: 'Prüfen',
  verifyNamed: (title) => `${title} prüfen`,
  save: 'Als Dateien speichern',
  saveNamed: (title) => `${title} als Dateien speichern`,
  removeNamed: (title) => `${title} entfernen`,
  removeForGood: 'Endgültig entfernen',
  keep: 'Behalten',
  onDisk: (bytes) => `${diskSize(bytes)} auf dem Datenträger`,
  convertedFrom: (file, date) => `, konvertiert aus ${file} am ${numbers.date(date)}`,
  addedFrom: (folder, date) => `, hinzugefügt aus dem Ordner „${folder}“ am ${numbers.date(date)}`,
  unfinished:
    'Nicht fertig. Wählen Sie unten denselben Checkpoint und dieselbe Genauigkeit, um fortzufahren, oder entfernen Sie es.',
  licence: (name) => `Lizenz: ${name}`,
  room: (usedBytes, quotaBytes) =>
    `Nach Schätzung des Browsers belegt diese Seite ${diskSize(usedBytes)} von ${diskSize(quotaBytes)} Speicher.`,
  persisted: 'Er hat zugesagt, die Pakete zu behalten.',
  mayBeCleared:
    'Er kann die Pakete löschen, wenn der Datenträger voll ist; speichern Sie, was Sie behalten wollen.',
};

/** Published weights that people may bring. */
export const bring: Messages['bring'] = {
  title: 'Modelle, die Sie mitbringen können',
  what: 'Diese Netze sind von ihren Autoren unter freier Lizenz veröffentlicht und kommen nicht mit der Seite. Die Seite lädt sie nie selbst: Laden Sie die Datei in einem anderen Tab herunter und ziehen Sie sie auf dieses Fenster. Sie wird ein Paket auf diesem Gerät, und nichts wird irgendwohin gesendet.',
  here: 'Schon auf diesem Gerät',
  count: (count, modality) => `${structures(count)}, ${modalityWord(modality)}`,
  more: (count) =>
    numbers.plural(count, {
      one: 'Eines mit 1,5 mm, nur auf der GPU',
      other: `${count} mit 1,5 mm, nur auf der GPU`,
    }),
  knows: 'Kennt',
  structures: (count, examples) =>
    `${structures(count)}: ${examples.join(', ')}${count > examples.length ? ' und mehr' : ''}.`,
  file: 'Datei',
  from: 'Herunterladen von',
  size: 'Größe',
  bytes: (bytes) => diskSize(bytes),
  sha256: 'SHA-256',
  licence: 'Lizenz',
  cost: 'Aufwand',
  onThisDevice: 'Dieses Gerät',
  needsGpu: 'Nicht praktikabel: Diese Seite rechnet hier auf der CPU, und ein Scan würde Stunden dauern.',
  hasGpu: 'Rechnet auf einer GPU, also Minuten je Scan. Noch nicht gemessen.',
  onCpu: 'Rechnet auf der CPU: Minuten je Scan.',
  onGpu: 'Rechnet auf einer GPU: rechnerisch Sekunden je Scan.',
};

const LACKS = {
  memory: (name: string) => `In ${name} braucht das Modell mehr Arbeitsspeicher, als es hier bekommt.`,
  storage: (name: string) => `In ${name} passt es nicht in den Speicher, den der Browser noch hat.`,
};

export const convert: Messages['convert'] = {
  add: 'Modell hinzufügen',
  addNamed: (name) => `${name} hinzufügen`,
  folder:
    'Ein Paket, das mit `npm run convert` erstellt oder von hier gespeichert wurde, lässt sich als Ordner hinzufügen; ziehen Sie ihn auf dieses Fenster oder wählen Sie ihn.',
  addFolder: 'Ordner hinzufügen',
  checkpoint:
    'Seine Gewichte dürfen nicht weitergegeben werden und kommen deshalb nicht mit dieser Seite. Holen Sie den Checkpoint beim Herausgeber und wählen Sie ihn hier: Er wird von Ihrem Datenträger gelesen, in diesem Browser konvertiert und darin gespeichert. Nichts wird irgendwohin gesendet.',
  whichFile:
    'Es ist `biomedparse_v2.ckpt`, etwa 4,5 GB, aus `microsoft/BiomedParse` auf Hugging Face, für alle, die dort angemeldet sind und die Bedingungen angenommen haben. `biomedparse_v1.pt` und die Dateien des 2D-Modells sind andere Modelle.',
  costs:
    'Das Umwandeln liest einmal 4,5 GB und belegt weitere 0,42 bis 0,75 GB im Speicher dieses Browsers. Auf einem Prozessor dauert im Browser eine Schicht dann etwa eine halbe Minute eines Kerns, ein ganzer Scan eine Stunde oder mehr; fragen Sie nach einigen Schichten, oder nehmen Sie eine Grafikkarte.',
  unknown: (count) =>
    `Alles, was das Modell braucht, ist im Checkpoint, und ${count} ${numbers.plural(count, { one: 'Tensor, für den', other: 'Tensoren, für die' })} es keinen Platz hat. Ein nachtrainiertes Modell kann solche haben; aber auch ein anderes Modell mit denselben Teilen, dessen Antworten falsch wären.`,
  withoutThem: (count) =>
    `Ohne ${numbers.plural(count, { one: 'ihn', other: `diese ${count}` })} weitermachen`,
  accept: 'Ich habe diese Bedingungen gelesen und halte sie ein.',
  file: 'Checkpoint-Datei',
  choose: 'Checkpoint wählen',
  picked: (name, bytes) => `${name}, ${diskSize(bytes)}`,
  taken: (file, model) =>
    `„${file}“ gilt als Checkpoint von ${model}. Lesen Sie die Bedingungen unten, um ihn umzuwandeln.`,
  nonePicked: 'biomedparse_v2.ckpt oder eine .safetensors-Datei; Sie können sie auch hierher ziehen.',
  convert: 'Konvertieren',
  source: (url) => `Quelle: \`${url}\``,
  precision: 'Genauigkeit der gespeicherten Gewichte',
  precisionNamed: (name, bytes) => `${name}, ${diskSize(bytes)}`,
  notRecommended: '(nicht empfohlen)',
  recommended: {
    usual: ({ name }) =>
      `Auf diesem Gerät empfohlen: ${name}, wie üblich. Nichts, was über das Gerät bekannt ist, spricht dagegen.`,
    instead: ({ name, usual, lacks }) => `Auf diesem Gerät empfohlen: ${name}. ${LACKS[lacks](usual)}`,
    none: ({ usual, lacks }) => `Auf diesem Gerät ist keine davon zu empfehlen. ${LACKS[lacks](usual)}`,
  },
};

export const nnunet: Messages['nnunet'] = {
  add: 'nnU-Net hinzufügen',
  what: 'Jedes nnU-Net v2 mit einem Eingang, etwa die von TotalSegmentator: Wählen Sie die veröffentlichte Zip-Datei oder `checkpoint_final.pth` zusammen mit `plans.json` und `dataset.json`; Sie können sie oder ihren Ordner auch hierher ziehen. Die Dateien werden von Ihrem Datenträger gelesen und in diesem Browser konvertiert. Nichts wird irgendwohin gesendet.',
  file: 'Dateien eines nnU-Net',
  choose: 'Dateien wählen',
  reading: (name) => `${name} wird angesehen…`,
  taken: (file, title) =>
    `„${file}“ ist ein nnU-Net: ${title}. Lesen Sie die Bedingungen unten, um es umzuwandeln.`,
  nonePicked: 'Zum Beispiel Dataset297_TotalSegmentator_total_3mm_1559subj.zip.',
  facts: ({ classes, configuration, patch }) =>
    `kennt ${structures(classes)} (${configuration}, Fenster von ${patch.join(' × ')} Voxeln).`,
  configuration: 'Konfiguration',
  folds: (count) =>
    numbers.plural(count, {
      one: 'Folds: Ein Netz antwortet',
      other: `Folds: ${count} Netze antworten gemeinsam, mit dem ${count}-fachen Aufwand`,
    }),
  fold: (name) => (name === 'all' ? 'alle Fälle' : `Fold ${name}`),
  remarks: {
    float16: 'So gut wie float32: Das Runden verschiebt fast kein Voxel.',
    float32: 'Die Gewichte, wie sie veröffentlicht wurden.',
    int8: 'Das kleinste; Konturen verschieben sich hier und da um ein Voxel.',
  },
  convert: 'nnU-Net konvertieren',
};

export const job: Messages['job'] = {
  titles: {
    convert: ({ title }) => `Wird zu ${title} konvertiert`,
    add: ({ title }) => `„${title}“ wird hinzugefügt`,
    verify: ({ title }) => `${title} wird geprüft`,
    export: ({ title }) => `${title} wird gespeichert`,
  },
  outcomes: {
    convert: ({ title }) => `${title} ist bereit. Klicken Sie auf „Verwenden“, damit es antwortet.`,
    add: ({ title }) => `„${title}“ wurde hinzugefügt und jede Datei geprüft.`,
    verify: ({ title }) => `Jede Datei von ${title} ist die, die ihre Beschreibung nennt.`,
    export: ({ title }) => `${title} wurde gespeichert.`,
  },
  steps: {
    verify: 'Checkpoint wird gelesen',
    write: 'Paket wird geschrieben',
    check: 'Gespeichertes wird geprüft',
    copy: 'Wird kopiert',
  },
  starting: 'Startet…',
  step: (name, done, total) => `${name}: ${diskSize(done)} von ${diskSize(total)}`,
  paused: (step) => `${step}, angehalten`,
  left: (step, seconds) =>
    `${step}, noch etwa ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} in diesem Schritt`,
  pause: 'Anhalten',
  resume: 'Fortfahren',
  cancel: 'Abbrechen',
  mayClose:
    'Sie können dieses Fenster schließen. Wird der Tab geschlossen, geht es mit demselben Checkpoint ab der letzten vollständigen Datei weiter.',
};

export const device: Messages['device'] = {
  title: 'Dieses Gerät',
  packNamed: (name, precision) => `${name}, ${precision}:`,
  measured:
    'Was ein Paket braucht, wurde in Chromium auf einem Rechner ohne GPU gemessen; die Tabelle steht in docs/medimageparse3d.md.',
  computesOn: 'Rechnet auf',
  computes: (name, reason) => `${name}. ${reason}`,
  memory: 'Arbeitsspeicher',
  memoryUntold: 'Dieser Browser gibt ihn nicht an.',
  memoryTold: (bytes) =>
    `Mindestens ${gibibytes(bytes)} nach der gerundeten Angabe des Browsers (navigator.deviceMemory).`,
  bufferLimit: 'Grenze für GPU-Puffer',
  bufferLimitFacts: (bytes) => `${gibibytes(bytes)} (maxBufferSize des Adapters).`,
  memoryLimit: 'Speichergrenze',
  memoryLimitFacts: (bytes) => `${gibibytes(bytes)} (mehr kann WebAssembly nicht adressieren).`,
  float16: 'Rechnen in float16',
  hasFloat16: 'Die GPU kann es (shader-f16); die Pakete rechnen dennoch in float32.',
  noFloat16: 'Nicht verfügbar; auch nicht nötig, denn die Pakete rechnen in float32.',
  verdicts: {
    'runs-on-cpu': ({ needBytes, memoryBytes, secondsPerSlice }) => {
      const has = memoryBytes === undefined ? '' : `; dieser Rechner hat ${gibibytes(memoryBytes)} oder mehr`;
      const pace =
        secondsPerSlice === undefined
          ? ''
          : `, und ein Kern eines Servers brauchte ${numbers.significant(secondsPerSlice, 4)} s je Schicht`;
      return `Dieses Gerät kann es auf der CPU ausführen: Es braucht ${gibibytes(needBytes)} freien Arbeitsspeicher${has}${pace}.`;
    },
    'runs-on-gpu': ({ needBytes, bufferBytes }) =>
      `Dieses Gerät kann es auf der GPU ausführen, wenn sie ${gibibytes(needBytes)} freien Speicher hat: Puffer bis ${diskSize(bufferBytes)}, wie es sie braucht, sind erlaubt. Noch nicht auf einer echten GPU gemessen.`,
    'too-little-memory': ({ needBytes, memoryBytes }) =>
      `Dieses Gerät kann es nicht ausführen: Es braucht ${gibibytes(needBytes)} freien Arbeitsspeicher, und laut Browser hat dieser Rechner ${gibibytes(memoryBytes)}.`,
    'heap-too-small': ({ needBytes, limitBytes }) =>
      `Dieses Gerät kann es nicht ausführen: Es braucht ${gibibytes(needBytes)} in WebAssembly, das bei ${gibibytes(limitBytes)} endet, und es gibt keine nutzbare GPU.`,
    'buffers-too-small': ({ needBytes, limitBytes }) =>
      `Dieses Gerät kann es nicht auf seiner GPU ausführen: Sie erlaubt Puffer von ${diskSize(limitBytes)}, und es braucht ${diskSize(needBytes)}. Hängen Sie ?backend=wasm an die Adresse der Seite, um die CPU zu verwenden.`,
    unknown: () => 'Wie viel Speicher es hier braucht, wurde nicht gemessen.',
  },
};
