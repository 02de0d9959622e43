import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ConvertProgress, convert, type Recipe } from '#convert/convert.ts';
import { openRecipe, type ReadRecipeFile, readRecipeIndex } from '#convert/open-recipe.ts';
import { AppError } from '#errors.ts';
import { runCommand, showProgress } from './command.ts';
import { diskSink, diskSource } from './disk.ts';
import { readBytes } from './files.ts';

const SHIPPED = fileURLToPath(new URL('../../public/models/medimageparse3d', import.meta.url));

const STOPPED = 130;

const HELP = `Makes a model pack from a published checkpoint. Research use only; the checkpoint's licence applies to the pack.

  npm run convert -- CHECKPOINT --out DIR [--precision float16|int8|int4] [--recipe DIR] [--allow-unknown]

  CHECKPOINT       a .ckpt of PyTorch (also with an optimizer's state) or a .safetensors
  --out            the pack's folder; an interrupted conversion into it goes on where it was
  --precision      how weights are stored (default: float16)
  --recipe         a folder with recipe.json and, per precision, gzipped layout.json and graphs
                   (default: MedImageParse 3D's, which comes with parse3d)
  --allow-unknown  takes a checkpoint that has tensors which the model has no place for
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      precision: { type: 'string', default: 'float16' },
      recipe: { type: 'string', default: SHIPPED },
      'allow-unknown': { type: 'boolean', default: false },
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
  const recipe = await chosenRecipe(values.recipe, values.precision);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const source = await diskSource(path);
  try {
    const options = { allowUnknown: values['allow-unknown'], signal: stop.signal, onProgress: tell };
    const { files, ignored } = await convert(source, recipe, diskSink(values.out), options);
    showProgress('');
    for (const { path: file, bytes } of files) console.log(`  ${file}: ${(bytes / 1e6).toFixed(1)} MB`);
    if (ignored.length > 0) console.log(`Left out, unknown to the model: ${ignored.join(', ')}`);
    console.log(`Written to ${values.out}`);
    return 0;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    console.error('Stopped. Run the same command again to go on.');
    return STOPPED;
  } finally {
    await source.close();
  }
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
