import * as z from 'zod/mini';

/** How many images a request may hold. */
export const MOST_ROWS = 8;
const MOST_TEXT = 5000;

/** Lines may end in it: clients of such endpoints send what Python’s `base64.encodebytes` gives, lines of 76 characters. */
function isBase64(text: string): boolean {
  const unbroken = text.replaceAll(/[\r\n]+/g, '');
  return unbroken !== '' && z.base64().safeParse(unbroken).success;
}

const image = z
  .string()
  .check(
    z.minLength(4),
    z.refine(isBase64),
    z.meta({ contentEncoding: 'base64' }),
    z.describe('A scan, base64: a .nii.gz, or any one file that parse3d reads. Lines may end in it.'),
  );
const text = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(MOST_TEXT),
    z.describe('What to find. Several prompts are joined by “ & ”; each has a label of its own.'),
  );

/** What MedImageParse 3D’s endpoint takes. `index` is not looked at. */
export const requestSchema = z.object({
  input_data: z.object({
    columns: z.tuple([z.literal('image'), z.literal('text')]),
    index: z.optional(z.array(z.unknown())),
    data: z.array(z.tuple([image, text])).check(z.minLength(1), z.maxLength(MOST_ROWS)),
  }),
});

const outcome = z
  .enum(['found', 'not-found', 'not-understood', 'not-answered'])
  .check(z.describe('not-answered: the pack does not know such a scan, and nothing is said of it.'));

const partSchema = z.object({
  prompt: z.string(),
  label: z.int().check(z.describe('Its value in the label map; later ones lie over earlier ones.')),
  answer: outcome,
  objects: z
    .array(
      z.object({
        name: z.string(),
        answer: outcome,
        existence: z
          .nullable(z.number())
          .check(z.describe('How probable it is that it is in the scan, 0 to 1.')),
        volumeMl: z.nullable(z.number()),
        verdict: z.nullable(z.enum(['sure', 'check', 'doubtful'])),
        doubts: z.array(z.string()).check(z.describe('Why, in words of docs/verdicts.md.')),
        testedOnModality: z
          .boolean()
          .check(z.describe('The pack states how well it does on this in scans of this kind.')),
      }),
    )
    .check(z.describe('What the prompt names: “kidneys” are two.')),
});

/** What is answered: for each image the published answer, and what the label map alone would not say. */
export const answerSchema = z.array(
  z.object({
    nifti_file: z
      .string()
      .check(
        z.describe(
          'JSON: {"data": "<base64 of a .nii.gz>"}. A label map on the grid of the image: 0 nothing, n the n-th prompt.',
        ),
      ),
    modality: z.enum(['CT', 'MR', 'other']).check(z.describe('What the scan was taken for.')),
    modalityIsGuess: z.boolean(),
    packs: z.array(z.object({ id: z.string(), version: z.string() })),
    answers: z.array(partSchema),
    notes: z.array(z.string()).check(z.describe('What was mended and what is doubtful about the scan.')),
    notice: z.string(),
  }),
);

export const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().check(z.describe('What happened and what to do next.')),
  }),
});

export type ServeAnswer = z.infer<typeof answerSchema>[number];
export type PartAnswer = z.infer<typeof partSchema>;

/** The prompts that a text joins. */
export function promptsIn(joined: string): readonly string[] {
  return joined
    .split(/\s+&\s+/)
    .map((part) => part.trim())
    .filter(Boolean);
}
