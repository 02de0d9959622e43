import { breathe } from '#engine/queue.ts';
import { Blend } from '#model/blend.ts';
import type { ModelManifest } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { sightingOf } from '#model/scene/sighting.ts';
import type { TileLogits } from '#model/tile-rows.ts';
import type { Tile } from '#model/tiles.ts';
import type { WindowTiling } from '#model/tilings.ts';
import { wholeGrid } from '#volume/field-of-view.ts';
import type { Beside } from '#volume/measure.ts';
import type { Grid, Vec3, VolumeId } from '#volume/types.ts';
import { type DecodedPrompt, decodedPrompt, LEAST_LOGIT } from './decoded-prompt.ts';
import { judgeable, judgePrompt } from './judge-prompt.ts';

/** Half as often compiles less: a first look at 14 structures then took 0.56 to 0.66 s in place of 0.46 to 0.47 (docs/performance.md). */
const BLENDS = 6;
const JUDGEMENTS = 6;

/** Samples of the tiles, which lie on top of each other and share some slices. */
const TILE: Vec3 = [64, 64, 24];
const TILES: readonly Tile[] = [0, 20].map((z) => ({ start: [0, 0, z], size: TILE }));
const GRID: Grid = { size: [64, 64, 44], voxelToWorld: [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0] };
const SCAN: Grid = { size: [160, 160, 44], voxelToWorld: [0.8, 0, 0, 0, 0, 0.8, 0, 0, 0, 0, 3, 0] };
const RADIUS = 18;
const PROMPTS = 4;
const PHASES = 2;
const HALVES = TILE.map((n) => n / PHASES) as unknown as Vec3;
const BALL = 'ball' as StructureId;
const NO_EMBEDDING = { dims: [1, 1], data: new Float32Array(1) };

/**
 * Blends, looks at and judges a ball that no network has seen, and forgets it. A browser compiles code for speed after it has run for a
 * while: the first answer would be made by code that is several times as slow.
 */
export class Rehearsal {
  readonly #tiling: WindowTiling;
  readonly #output: ModelManifest['output'];
  #blends = 0;
  #judgements = 0;

  constructor(tiling: WindowTiling, output: ModelManifest['output']) {
    this.#tiling = tiling;
    this.#output = output;
  }

  /** Cancelled, it ends after a step, and the next call goes on from there. Once all is done there is nothing to do. */
  async run(signal: AbortSignal | undefined): Promise<void> {
    if (this.#judgements >= JUDGEMENTS) return;
    await breathe(signal);
    const logits = TILES.map(ballIn);
    let ball = this.#blended(logits);
    for (; this.#blends < BLENDS; this.#blends++) {
      await breathe(signal);
      ball = this.#blended(logits);
    }
    const decisive = { first: ball.samples, second: undefined, grid: SCAN, region: undefined };
    const rest = {
      volumeId: 'ball' as VolumeId,
      structure: BALL,
      output: this.#output,
      beside: besideBall(),
    };
    for (; this.#judgements < JUDGEMENTS; this.#judgements++) {
      await breathe(signal);
      judgePrompt(judgeable(decisive, rest), ball, {});
    }
  }

  #blended(logits: readonly TileLogits[]): DecodedPrompt {
    const blend = new Blend(GRID.size, TILES, this.#tiling, PROMPTS);
    for (const [at, tile] of TILES.entries()) blend.add(tile, logits[at]);
    const balls = Array.from({ length: PROMPTS }, (_, prompt) => {
      const blended = blend.above(prompt, LEAST_LOGIT);
      sightingOf({ structure: BALL, rawExistence: 1 }, blended, GRID);
      return decodedPrompt(NO_EMBEDDING, 1, blended, GRID);
    });
    return balls[0] as DecodedPrompt;
  }
}

function besideBall(): Beside {
  const [x, y, z] = SCAN.size;
  const data = new Int16Array(x * y * z).fill(40);
  return { view: wholeGrid(SCAN), scan: { data, slope: 1, intercept: 0 } };
}

/** What a decoder would say of the ball, as sub-voxel phases; of each prompt the same. */
function ballIn({ start }: Tile): TileLogits {
  const [w, h, d] = HALVES;
  const dims = [PROMPTS, PHASES, PHASES, PHASES, d, h, w];
  const data = new Float32Array(dims.reduce((product, n) => product * n, 1));
  let n = 0;
  for (let line = 0; line < data.length / w; line++) {
    const y = PHASES * (line % h);
    const z = PHASES * (Math.floor(line / h) % d) + start[2];
    for (let i = 0; i < w; i++) {
      data[n++] =
        RADIUS - Math.hypot(PHASES * i - GRID.size[0] / 2, y - GRID.size[1] / 2, z - GRID.size[2] / 2);
    }
  }
  return { dims, data };
}
