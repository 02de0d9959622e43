import * as z from 'zod/mini';
import { BODY_PARTS, PART_SOURCES } from '#volume/body-part.ts';
import { EDIT_TOOLS } from './edit-tools.ts';
import { modality, point, probability, source, voxel, whole } from './report-source-schema.ts';

/** The version that `buildReport` writes. A field more, fewer or other is another version; `migrate-report.ts` knows the older. */
export const REPORT_VERSION = 6;

const label = z.int().check(z.gte(1), z.lte(65535));
const side = z.enum(['superior', 'inferior', 'right', 'left', 'anterior', 'posterior']);
const fileName = z.string().check(z.regex(/^[^/\\]+$/));

const scan = z.strictObject({
  file: z.string().check(z.describe('Name of the file. Nothing else of its texts is in the report.')),
  modality: modality.check(z.describe('What kind of scan it was taken for.')),
  modalityIsGuess: z.boolean().check(z.describe('Guessed from the intensities; nobody said so.')),
  modalityReason: z
    .nullable(z.string())
    .check(z.describe('What in the intensities made it so, in a word; null where they were not asked.')),
  notices: z
    .array(z.strictObject({ code: z.string(), details: z.looseObject({}) }))
    .check(z.describe('What was mended and what is doubtful, as it was said when the scan was opened.')),
  size: voxel.check(z.describe('Voxels along the stored axes i, j, k.')),
  spacingMm: point.check(z.describe('Size of a voxel along i, j, k, in mm.')),
  axes: z.string().check(z.describe('Where i, j, k point in the patient, such as LPS.')),
  voxelToWorldRas: z
    .array(z.number())
    .check(z.length(12), z.describe('Top three rows of the matrix from voxels to mm, RAS+; row by row.')),
  turned: z
    .array(z.enum(['left-right', 'front-back', 'head-foot']))
    .check(
      z.describe(
        'Ends of the patient that the user took for exchanged in the file: the grid here is turned.',
      ),
    ),
  bodyPart: z
    .nullable(z.strictObject({ parts: z.array(z.enum(BODY_PARTS)), from: z.enum(PART_SOURCES) }))
    .check(z.describe('What the scan shows and who says so; of its content it is only what it may be.')),
});

const pack = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  files: z
    .array(z.strictObject({ path: z.string(), sha256: z.string() }))
    .check(z.describe('Every file of the pack with its SHA-256: enough to find the very same one again.')),
  thresholds: z
    .looseObject({ maskThreshold: probability, existenceThreshold: probability })
    .check(z.describe('The `output` of the pack’s manifest, and `known`, its `text.knownThreshold`.')),
});

const prompt = z.string().check(z.describe('What was asked for.'));

const judged = {
  prompt,
  name: z
    .string()
    .check(z.describe('The structure’s own name or the prompt, numbered where another has it.')),
  structure: z
    .nullable(z.string())
    .check(z.describe('Id in the pack; null for what is none of its structures.')),
  existenceScore: probability.check(z.describe('Calibrated probability that the structure is in the scan.')),
  evidence: z.strictObject({
    rawExistence: probability.check(z.describe('Before calibration.')),
    peakProbability: probability.check(z.describe('The largest probability of any voxel.')),
    volumeMl: z.number().check(z.describe('Of the mask at the pack’s own threshold, in mL.')),
  }),
  verdict: z
    .nullable(
      z.strictObject({
        level: z.enum(['sure', 'check', 'doubtful']),
        doubts: z
          .array(z.looseObject({ kind: z.string() }))
          .check(z.describe('What speaks against it, the gravest first; report.md says what each kind is.')),
      }),
    )
    .check(z.describe('What to think of the answer; null in a report of an older format.')),
  testedOnModality: z
    .boolean()
    .check(z.describe('The pack states how well it does on this structure in this kind of scan.')),
  source,
};

const box = z.strictObject({ from: point, to: point });

const measurement = z.strictObject({
  voxels: whole,
  volumeMl: z.number().check(z.gte(0), z.describe('In mL.')),
  centroidMmRas: z.nullable(point).check(z.describe('Centre of mass, mm RAS+; null of nothing.')),
  boxVoxels: z
    .nullable(z.strictObject({ from: voxel, to: voxel }))
    .check(z.describe('First voxel inside and first one past the end along i, j, k; null of nothing.')),
  boxMmRas: z
    .nullable(box)
    .check(z.describe('Smallest box along the patient’s axes, mm RAS+; null of nothing.')),
  cutByEdge: z
    .boolean()
    .check(z.describe('It reaches the edge of what was scanned, so the whole may be larger.')),
  cutBySides: z.array(side).check(z.describe('Sides of the patient on which it does.')),
  figures: z
    .record(z.string(), z.number())
    .check(z.describe('Further figures by name, those that have a value; report.md says what each is.')),
});

const piece = z.strictObject({
  number: z.int().check(z.gte(1), z.describe('1 is the largest.')),
  isKept: z.boolean(),
  voxels: whole,
  volumeMl: z.number(),
  centroidMmRas: point,
  boxMmRas: box,
  peakProbability: probability,
  meanProbability: probability,
  meanIntensity: z.nullable(z.number()),
});

const confidence = z.strictObject({
  meanProbability: probability.check(z.describe('Of the voxels inside.')),
  expectedDice: probability.check(z.describe('Dice to be expected if each probability is true.')),
  firmMl: z.number().check(z.describe('Of the voxels inside more probable than 0.8, in mL.')),
  looseMl: z.number().check(z.describe('Of those inside and of all around more probable than 0.2, in mL.')),
});

const found = z.strictObject({
  answer: z.literal('found'),
  ...judged,
  existenceScore: z
    .nullable(probability)
    .check(
      z.describe('Calibrated probability that the structure is in the scan; null of what no pack answered.'),
    ),
  evidence: z.nullable(judged.evidence).check(z.describe('Null of what no pack answered.')),
  source: z.nullable(source).check(z.describe('What answered; null of what no pack did.')),
  labelId: label.check(z.describe('Its value in the label map; no other finding has it.')),
  threshold: z
    .nullable(probability)
    .check(z.describe('Probability above which a voxel is inside; null of what no pack answered.')),
  components: z
    .enum(['all', 'largest', 'chosen'])
    .check(z.describe('Which connected pieces were kept; the list of pieces tells which were chosen.')),
  pieces: z
    .nullable(
      z.strictObject({
        found: whole,
        kept: whole,
        leftOutMl: z.number().check(z.describe('Volume of those left out, in mL.')),
        list: z.array(piece).check(z.describe('The largest, ten at most; empty in an older format.')),
      }),
    )
    .check(z.describe('Connected pieces; null in a report of format 1, which did not count them.')),
  confidence: z
    .nullable(confidence)
    .check(z.describe('How far the probabilities bear the outline out; null of nothing.')),
  changedByHand: z.boolean().check(z.describe('Somebody changed the outline: it is not the pack’s alone.')),
  drawnByHand: z.boolean().check(z.describe('Somebody drew it from nothing: no pack has answered.')),
  fromFile: z
    .nullable(
      z.strictObject({
        file: z
          .string()
          .check(z.describe('Name of the file; empty where it came out of a session, which keeps none.')),
        label: z.int().check(z.gte(1), z.describe('Its value in that file, or the number of its segment.')),
        name: z.nullable(z.string()).check(z.describe('What the file calls it; null where it does not say.')),
        fit: z
          .enum(['exact', 'between'])
          .check(z.describe('Taken voxel for voxel, or as the nearest voxels of another grid.')),
      }),
    )
    .check(z.describe('Where it was read from: no pack has answered, and there is no verdict.')),
  edits: z
    .record(z.string(), z.int().check(z.gte(1)))
    .check(
      z.describe(
        `How often each tool was used on it by hand: ${EDIT_TOOLS.join(', ')}; those that were not are absent.`,
      ),
    ),
  color: z
    .nullable(z.tuple([z.int(), z.int(), z.int()]))
    .check(z.describe('sRGB, 0..255; null in a report of format 1 from the terminal.')),
  file: z.nullable(fileName).check(z.describe('Its mask, written beside the report by the terminal.')),
  probabilityFile: z.nullable(fileName).check(z.describe('Its probability map, if one was asked for.')),
  measurement,
});

const notFound = z.strictObject({
  answer: z.literal('not-found'),
  ...judged,
  reason: z
    .enum(['improbable', 'too-little', 'unfit-scan'])
    .check(
      z.describe(
        'Its score is too low, or its mask too small or faint, or the scan is none that the pack can answer.',
      ),
    ),
});

const notUnderstood = z.strictObject({
  answer: z.literal('not-understood'),
  prompt,
  nearest: z.array(z.string()).check(z.describe('Names of structures that the pack does know.')),
  elsewhere: z.array(z.string()).check(z.describe('Names of packs that may know it.')),
  source: z.nullable(source).check(z.describe('Null in a report of format 1 from the page.')),
});

const named = z.strictObject({ name: z.string(), labelId: label });

export const reportSchema = z
  .strictObject({
    format: z.literal('parse3d-report'),
    formatVersion: z.literal(REPORT_VERSION),
    createdAt: z.iso.datetime(),
    notice: z.string(),
    app: z.strictObject({
      name: z.literal('parse3d'),
      version: z.nullable(z.string()).check(z.describe('Null in a report of format 1 from the page.')),
    }),
    scan,
    packs: z.array(pack).check(z.describe('Those that answered, each once.')),
    files: z
      .array(fileName)
      .check(z.describe('Names of the files written with the report by the terminal; of the page, none.')),
    findings: z.array(z.discriminatedUnion('answer', [found, notFound, notUnderstood])),
    overlapsInLabelMap: z
      .array(z.strictObject({ covered: named, by: named, voxels: z.int().check(z.gte(1)) }))
      .check(z.describe('Voxels of two objects; in a label map they are those of the second.')),
  })
  .check(z.describe('What was asked of a scan, answered and measured, and by what. See report.md.'));

/** A report as it stands in its file. */
export type Report = z.infer<typeof reportSchema>;
export type ReportedFinding = Report['findings'][number];

/** The JSON schema of a report: `docs/report.schema.json` is this. */
export function reportJsonSchema(): object {
  return { title: `parse3d report, format ${REPORT_VERSION}`, ...z.toJSONSchema(reportSchema) };
}
