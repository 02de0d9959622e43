import { unetOf } from '#convert/nnunet/architecture.ts';
import { convertNnunet } from '#convert/nnunet/convert-nnunet.ts';
import { inspectNnunet } from '#convert/nnunet/inspect.ts';
import { configurationOf, readPlans } from '#convert/nnunet/plans.ts';
import { filesOf } from '#convert/nnunet/release.ts';
import { tensorsOf } from '#convert/nnunet/unet-weights.ts';
import { blobSource } from '#convert/source.ts';
import { memorySink } from './memory-sink.ts';
import { madeCheckpoint, madeRelease, madeWeights, TINY_DATASET, TINY_PLANS } from './tiny-nnunet.ts';

/** The files of a tiny pack whose classes are `classes`, by path: what the converter makes of a release of that name. */
export async function tinyPackOf(
  datasetName: string,
  classes: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const labels = Object.fromEntries(['background', ...classes].map((label, n) => [label, n]));
  const plans = { ...TINY_PLANS, dataset_name: datasetName };
  const shapes = tensorsOf(unetOf(configurationOf(readPlans(plans), '3d_fullres')), classes.length + 1);
  const zip = madeRelease({
    'plans.json': plans,
    'dataset.json': { ...TINY_DATASET, labels },
    'fold_0/checkpoint_final.pth': madeCheckpoint(madeWeights(shapes)),
  });
  const sink = memorySink();
  const files = await filesOf([blobSource('model.zip', new Blob([zip]))]);
  await convertNnunet(await inspectNnunet('model.zip', files), 'float32', sink);
  return sink.files;
}
