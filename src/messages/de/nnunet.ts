import type { ErrorDetails, NnunetLimit, NnunetPart } from '#errors.ts';
import { difference } from './differences.ts';
import { numbers } from './words.ts';

type Sentences = {
  readonly [C in `nnunet-${string}` & keyof ErrorDetails]: (details: ErrorDetails[C]) => string;
};

const PARTS: { readonly [P in NnunetPart]: string } = {
  network: 'Netz',
  convolution: 'Faltung',
  norm: 'Normierung',
  activation: 'Aktivierung',
  block: 'Option des Netzes',
  kernel: 'Faltungskern',
  stride: 'Schrittweite',
  patch: 'Fenstergröße, die sich nicht durch die Schrittweiten teilen lässt,',
  normalization: 'Normalisierung der Grauwerte',
  resampling: 'Umrechnung des Gitters',
  reader: 'Leseprogramm der Scans',
  preprocessor: 'Vorverarbeitung',
  labels: 'Verwaltung der Labels',
};

/** What is so of the model, and what to choose instead. */
const LIMITS: { readonly [W in NnunetLimit['what']]: (limit: Extract<NnunetLimit, { what: W }>) => string } =
  {
    '2d': ({ configuration }) =>
      `Die Konfiguration ${configuration} arbeitet auf einzelnen Schichten, und parse3d führt dreidimensionale aus. Wählen Sie die Konfiguration 3d_fullres oder 3d_lowres des Modells.`,
    cascade: ({ configuration, previous }) =>
      `Die Konfiguration ${configuration} braucht das Ergebnis von ${previous} als Eingang, das parse3d nicht weiterreicht. Wählen Sie die Konfiguration 3d_fullres oder ${previous} des Modells.`,
    channels: ({ channels }) =>
      `Es braucht ${channels.length} Bilder desselben Patienten zugleich (${channels.join(', ')}), und parse3d öffnet einen Scan auf einmal. Wählen Sie ein Modell mit einem einzigen Eingang.`,
    regions: ({ regions }) =>
      `Seine Klassen sind Regionen, die sich überlappen${regions.length > 0 ? ` (${regions.join(', ')})` : ''}, und parse3d führt Modelle aus, deren Klassen einander ausschließen. Wählen Sie ein Modell, das nicht auf Regionen trainiert wurde.`,
    part: ({ part, value }) =>
      `Seine Pläne nennen als ${PARTS[part]} ${value}, was parse3d nicht ausführt. Wählen Sie ein Modell, das mit PlainConvUNet oder ResidualEncoderUNet von nnU-Net selbst und der üblichen Vorverarbeitung trainiert wurde.`,
  };

export const nnunet: Sentences = {
  'nnunet-unsupported': ({ name, limit }) =>
    `Das nnU-Net in „${name}“ lässt sich nicht konvertieren. ${sentenceOf(limit)}`,
  'nnunet-incomplete': ({ name, missing }) =>
    `„${name}“ ist nur ein Teil eines nnU-Net-Modells: Es ${missing.length === 1 ? 'fehlt' : 'fehlen'} ${numbers.list(missing)}. Wählen Sie die Zip-Datei, wie ihr Herausgeber sie anbietet, ihren Ordner oder den Checkpoint zusammen mit plans.json und dataset.json.`,
  'nnunet-several': ({ name, models }) =>
    `„${name}“ enthält mehrere Modelle: ${models.join(', ')}. Wählen Sie eines davon: seinen Ordner oder seine Konfiguration (--configuration im Terminal).`,
  'nnunet-choice': ({ name, asked, present }) =>
    `In „${name}“ gibt es ${asked} nicht. Wählen Sie aus dem, was da ist: ${present.map((each) => each || 'ein Fold ohne Nummer').join(', ')}.`,
  'nnunet-other-network': ({ name, trainer, ...names }) =>
    `Die Gewichte in „${name}“ sind nicht die des Netzes in seinen Plänen${trainer === '' ? '' : ` (Trainer ${trainer})`}: ${difference(names)}. Wählen Sie ein Modell, das mit der Architektur von nnU-Net selbst trainiert wurde.`,
};

function sentenceOf<W extends NnunetLimit['what']>(limit: Extract<NnunetLimit, { what: W }>): string {
  return (LIMITS[limit.what as W] as (limit: NnunetLimit) => string)(limit);
}
