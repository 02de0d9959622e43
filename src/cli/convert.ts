import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  type Converted,
  type ConvertOptions,
  type ConvertProgress,
  convert,
  type Recipe,
} from '#convert/convert.ts';
import { isForNnunet } from '#convert/nnunet/release.ts';
import { openRecipe, type ReadRecipeFile, readRecipeIndex } from '#convert/open-recipe.ts';
import type { Sink } from '#convert/sink.ts';
import type { Source } from '#convert/source.ts';
import { AppError } from '#errors.ts';
import { runCommand, showProgress } from './command.ts';
import { type NnunetArguments, openSources, runNnunet } from './convert-nnunet.ts';
import { diskSink } from './disk.ts';
import { readBytes } from './files.ts';

const SHIPPED = fileURLToPath(new URL('../../public/models/medimageparse3d', import.meta.url));

const STOPPED = 130;
const PRECISIONS: readonly string[] = ['float32', 'float16', 'int8', 'int4'];

const HELP = `Makes a model pack from published weights. Research use only; the licence of the weights applies to the pack.

  npm run convert -- CHECKPOINT --out DIR [--precision float16|int8|int4] [--recipe DIR] [--allow-unknown]
  npm run convert -- MODEL... --out DIR [--precision float32|float16|int8] [--folds 0,1] [--configuration NAME]

  CHECKPOINT       a .ckpt of PyTorch (also with an optimizer's state) or a .safetensors
  MODEL            an nnU-Net v2, of TotalSegmentator for example: the released zip, its folder, or a checkpoint_final.pth
                   together with its plans.json and dataset.json
  --out            the pack's folder; an interrupted conversion into it goes on where it was
  --precision      how weights are stored (default: float16)
  --recipe         a folder with recipe.json and, per precision, gzipped layout.json and graphs
                   (default: MedImageParse 3D's, which comes with parse3d)
  --allow-unknown  takes a checkpoint that has tensors which the model has no place for
  --folds          which networks of an nnU-Net answer, together if several (default: fold 0 of TotalSegmentator's, else all)
  --configuration  which of several models in the same files (default: 3d_fullres)
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      precision: { type: 'string', default: 'float16' },
      recipe: { type: 'string', default: SHIPPED },
      'allow-unknown': { type: 'boolean', default: false },
      folds: { type: 'string' },
      configuration: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [path] = positionals;
  if (path === undefined || values.out === undefined) {
    throw new AppError('arguments-invalid', { reason: 'A checkpoint and --out are needed' });
  }
  if (!PRECISIONS.includes(values.precision)) {
    throw new AppError('arguments-invalid', { reason: `--precision is one of ${PRECISIONS.join(', ')}` });
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const { out, precision, recipe, folds, configuration } = values;
  const sources = await openSources(positionals);
  try {
    const options = { allowUnknown: values['allow-unknown'], signal: stop.signal, onProgress: tell };
    const given = { name: basename(path), precision, recipe, folds, configuration };
    const { files, ignored } = await convertBy(sources, given, diskSink(out), options);
    showProgress('');
    for (const { path: file, bytes } of files) console.log(`  ${file}: ${(bytes / 1e6).toFixed(1)} MB`);
    if (ignored.length > 0) console.log(`Left out, unknown to the model: ${ignored.join(', ')}`);
    console.log(`Written to ${out}`);
    return 0;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    console.error('Stopped. Run the same command again to go on.');
    return STOPPED;
  } finally {
    for (const source of sources) await source.close();
  }
}

/** The converter that the content of what was given asks for. */
async function convertBy(
  sources: readonly Source[],
  given: NnunetArguments & { readonly recipe: string },
  sink: Sink,
  options: ConvertOptions,
): Promise<Converted> {
  if (await isForNnunet(sources)) return runNnunet(sources, given, sink, options);
  if (given.folds ?? given.configuration)
    throw new AppError('arguments-invalid', { reason: '--folds and --configuration are for an nnU-Net' });
  const [source] = sources;
  if (!source) throw new AppError('nothing-to-open', { name: given.name });
  return convert(source, await chosenRecipe(given.recipe, given.precision), sink, options);
}

async function chosenRecipe(folder: string, precision: string): Promise<Recipe> {
  const read: ReadRecipeFile = async (path) => readBytes(join(folder, path));
  const { precisions } = await readRecipeIndex(read);
  const chosen = precisions.find(({ name }) => name === precision);
  if (chosen === undefined) {
    const names = precisions.map(({ name }) => name).join(', ');
    throw new AppError('arguments-invalid', { reason: `--precision is one of ${names}` });
  }
  console.log(`${precision}: ${(chosen.bytes / 1e6).toFixed(0)} MB. ${chosen.remark}`);
  return openRecipe(read, precision);
}

let shown = 0;

/** At most ten times a second. */
function tell({ stage, done, total }: ConvertProgress): void {
  const now = Date.now();
  if (now - shown < 100 && done < total) return;
  shown = now;
  showProgress(`${stage} ${(done / 1e6).toFixed(0)}/${(total / 1e6).toFixed(0)} MB`);
}

await runCommand(main, { stopsItself: true });
