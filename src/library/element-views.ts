import { say } from '#messages/say.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';
import { createNiivueViewer } from '#viewer/niivue-viewer.ts';
import type { Viewer } from '#viewer/viewer.ts';
import { workerSurfaces } from '#viewer/worker-surfaces.ts';
import { toWorld } from '#volume/affine.ts';
import { largestSlicePoint } from '#volume/slices.ts';
import type { Grid, Volume, WorldPoint } from '#volume/types.ts';
import type * as Api from './api.ts';
import { drawOver } from './element-overlay.ts';
import { type ElementParts, make } from './element-parts.ts';
import { answerFacts } from './inside.ts';
import { startSurfaceWorker, Workers } from './workers.ts';

/** The views of an element: a scan, the objects of an answer over it, and what is written over both. */
export class ElementViews {
  /** Undefined where the browser gives no views: without them the element still answers, lists and saves. */
  readonly #viewer: Promise<Viewer | undefined>;
  readonly #surfaces = new Workers();
  readonly #parts: ElementParts;
  readonly #say: (text: string) => void;
  #grid: Grid | undefined;
  #at: WorldPoint | undefined;
  #isEnded = false;

  /** `tell` shows a sentence about the views; an empty one takes it back. */
  constructor(parts: ElementParts, tell: (text: string) => void) {
    this.#parts = parts;
    this.#say = tell;
    this.#viewer = this.#start();
  }

  async show(volume: Volume, window: readonly [low: number, high: number]): Promise<void> {
    this.#grid = volume.grid;
    (await this.#viewer)?.show(volume, window);
  }

  async setWindow(low: number, high: number): Promise<void> {
    (await this.#viewer)?.setWindow(low, high);
  }

  /** Draws the objects of `answer`, none without one; those that are `hidden` keep their place. */
  async drawObjects(answer: Api.Answer | undefined, hidden: ReadonlySet<FindingId>): Promise<void> {
    const viewer = await this.#viewer;
    const facts = answer && answerFacts.get(answer);
    const objects = foundObjects(facts?.findings ?? []);
    for (const key of viewer?.objects() ?? []) {
      if (!objects.some(({ id }) => id === key)) viewer?.removeObject(key);
    }
    for (const { id, color, opacity } of objects) {
      const mask = facts?.masks.get(id);
      if (mask) viewer?.setObject({ key: id, mask, color, opacity: hidden.has(id) ? 0 : opacity });
    }
    viewer?.setOrder(objects.map(({ id }) => id));
  }

  /** Goes to the slice that shows most of an object of `answer`. */
  async goTo(answer: Api.Answer | undefined, id: FindingId): Promise<void> {
    const mask = answer && answerFacts.get(answer)?.masks.get(id);
    const point = mask && largestSlicePoint(mask);
    if (point) (await this.#viewer)?.lookAt(toWorld(mask.grid.voxelToWorld, point));
  }

  end(): void {
    this.#isEnded = true;
    void this.#viewer.then((viewer) => {
      viewer?.dispose();
      this.#surfaces.end();
    });
  }

  async #start(): Promise<Viewer | undefined> {
    const { stage, over, solid } = this.#parts;
    const canvas = make('canvas', { tabIndex: 0, role: 'application', ariaLabel: say.views.canvas });
    stage.replaceChildren(canvas);
    try {
      const viewer = await createNiivueViewer(
        canvas,
        workerSurfaces(() => this.#surfaces.add(startSurfaceWorker())),
      );
      let tiles: Parameters<typeof drawOver>[1] = [];
      const draw = () => drawOver(over, tiles, this.#grid, this.#at);
      viewer.onTiles((now) => {
        tiles = now;
        draw();
      });
      viewer.onCrosshair(({ at }) => {
        this.#at = at;
        draw();
      });
      viewer.onGraphics((state) => this.#say(state === 'lost' ? say.views.graphicsLost : ''));
      solid.hidden = !viewer.isSoftware;
      solid.title = say.views.solidPaused;
      solid.onclick = () => {
        viewer.setSolid(true);
        solid.hidden = true;
      };
      return viewer;
    } catch (error) {
      if (!this.#isEnded) {
        this.#say(say.breakdown.noViews(error instanceof Error ? error.message : String(error)));
      }
      return undefined;
    }
  }
}
