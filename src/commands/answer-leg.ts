import type { Progress, SliceChoices, WindowChoices } from '#engine/engine.ts';
import type { Leg } from '#prompt/route.ts';
import { colorsOf } from '#results/colors.ts';
import type { FindingId } from '#results/finding.ts';
import type { RunProgress } from '#state/run-slice.ts';
import type { State } from '#state/store.ts';
import { statedParts } from '#volume/body-part.ts';
import type { App } from './app.ts';
import { countAhead } from './count-ahead.ts';
import { growMasks } from './growing-masks.ts';
import { lendPack } from './lend-pack.ts';
import { noteDevice } from './note-device.ts';
import { watchRun } from './passport/watch-run.ts';
import { readOffers } from './read-offer.ts';
import { recordAnswer } from './record-answer.ts';
import { runShare } from './run-share.ts';

interface LegOptions {
  readonly signal: AbortSignal;
  /** Whether all of the scan is to be looked at, or what the prompts need. */
  readonly reach: WindowChoices['reach'];
  /** `share` of this leg that is done, 0..1. */
  readonly tell: (progress: RunProgress, share: number) => void;
  /** Edited objects that the answers are to replace. */
  readonly replaced: ReadonlySet<FindingId>;
}

/** Lets a pack answer its prompts on the open scan, and draws what it finds; the findings, in the order of the prompts. */
export async function answerLeg(
  app: App,
  { pack, prompts }: Leg,
  { signal, reach, tell, replaced }: LegOptions,
): Promise<readonly FindingId[]> {
  const { engine, store, voxels } = app;
  const scan = voxels.scan();
  if (!scan) return [];
  if (store.getState().manifestUrl !== pack.address) tell({ stage: 'switch', pack: pack.name }, 0);
  const model = await lendPack(app, pack, signal);
  const { components, region, anyway } = store.getState();
  const kept = await engine.holds(scan.volume);
  const onProgress = (progress: Progress) => tell(progress, runShare(progress, kept));
  const windows = { ...(reach && { reach }) };
  const asked = {
    prompts: prompts.length,
    structures: prompts.map(({ structure }) => structure),
    reach: reach ?? 'all',
    isEncoded: kept,
  };
  const watched = watchRun(app, model, asked);
  await engine.encode(scan.volume, { signal, onProgress, region, windows });
  const growing = growMasks(app, scan.volume, colorsOf(model, store.getState().findings, prompts));
  try {
    const answers = await engine.segment(scan.volume.id, prompts, {
      signal,
      onProgress,
      onPartial: growing.add,
      components,
      slices: sliceChoices(store.getState()),
      region,
      windows,
      anyway,
    });
    signal.throwIfAborted();
    watched.ended(answers);
    // Which other model may know what this one does not.
    if (answers.some(({ kind }) => kind === 'not-understood')) await readOffers(app);
    // Said before the views are busy with it.
    tell({ stage: 'draw' }, 1);
    const coming = answers.flatMap((answer) => (answer.kind === 'found' ? [answer.mask] : []));
    await Promise.all([app.painted(), countAhead(app, coming)]);
    signal.throwIfAborted();
    const device = answers.at(-1)?.device;
    if (device) noteDevice(app, device);
    return answers.map((each) => recordAnswer(app, model, scan.volume, each, replaced));
  } finally {
    growing.end();
  }
}

/** How a model that goes slice by slice is asked, as far as somebody has said. */
export function sliceChoices(state: State): SliceChoices {
  const { crosshair, preset, volume, axes, seed, together, existenceThreshold } = state;
  const parts = volume.at === 'ready' ? statedParts(volume.info.bodyPart) : [];
  return {
    ...(crosshair && { startAt: crosshair.at }),
    ...(preset !== undefined && { preset }),
    ...(parts.length > 0 && { parts }),
    ...(axes !== undefined && { axes }),
    ...(seed !== undefined && { seed }),
    ...(existenceThreshold !== undefined && { existenceThreshold }),
    ...(together && { together }),
  };
}
