import type { WindowPreset } from '#commands/windows.ts';
import { say } from '#messages/say.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';
import { createNiivueViewer } from '#viewer/niivue-viewer.ts';
import { AT_FIRST } from '#viewer/places.ts';
import type { Layout, Viewer } from '#viewer/viewer.ts';
import { workerSurfaces } from '#viewer/worker-surfaces.ts';
import { toWorld } from '#volume/affine.ts';
import { largestSlicePoint } from '#volume/slices.ts';
import type { Grid, Volume, WorldPoint } from '#volume/types.ts';
import type * as Api from './api.ts';
import { make } from './element-make.ts';
import { drawOver } from './element-overlay.ts';
import type { ElementParts } from './element-parts.ts';
import { forgetTools, offerWindows, windowByHand } from './element-tools.ts';
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
  #presets: readonly WindowPreset[] = [];
  #drawn: { readonly answer: Api.Answer | undefined; readonly hidden: ReadonlySet<FindingId> } | undefined;
  /** 3D is drawn: where graphics are software, once somebody has asked for it. */
  #isSolid = false;
  #isEnded = false;

  /** `tell` shows a sentence about the views; an empty one takes it back. */
  constructor(parts: ElementParts, tell: (text: string) => void) {
    this.#parts = parts;
    this.#say = tell;
    this.#viewer = this.#start();
  }

  /** Shows a scan through the first of `presets`, and offers all. */
  async show(volume: Volume, presets: readonly WindowPreset[]): Promise<void> {
    this.#grid = volume.grid;
    const [{ low, high } = { low: 0, high: 1 }] = presets;
    (await this.#viewer)?.show(volume, [low, high]);
    this.#offer(presets);
  }

  /** Shows it through the first of other presets. */
  async offerWindows(presets: readonly WindowPreset[]): Promise<void> {
    const [first] = presets;
    if (first) (await this.#viewer)?.setWindow(first.low, first.high);
    this.#offer(presets);
  }

  #offer(presets: readonly WindowPreset[]): void {
    if (this.#isEnded) return;
    this.#presets = presets;
    offerWindows(this.#parts.tools, presets);
  }

  /** Draws the objects of `answer`, none without one; those that are `hidden` keep their place. */
  async drawObjects(answer: Api.Answer | undefined, hidden: ReadonlySet<FindingId>): Promise<void> {
    this.#drawn = { answer, hidden };
    const opacity = Number(this.#parts.tools.opacity.value) / 100;
    const viewer = await this.#viewer;
    const facts = answer && answerFacts.get(answer);
    const objects = foundObjects(facts?.findings ?? []);
    for (const key of viewer?.objects() ?? []) {
      if (!objects.some(({ id }) => id === key)) viewer?.removeObject(key);
    }
    for (const { id, color } of objects) {
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
    const { stage, over, solid, tools } = this.#parts;
    for (const each of [stage, over]) each.replaceChildren();
    forgetTools(tools);
    solid.hidden = true;
    solid.onclick = null;
    this.#drawn = undefined;
    this.#grid = undefined;
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
      // What the controls do is the business of whatever stands in its place.
      if (this.#isEnded) {
        viewer.dispose();
        return undefined;
      }
      let tiles: Parameters<typeof drawOver>[1] = [];
      const draw = () => drawOver(over, tiles, this.#grid, this.#at);
      viewer.onTiles((now) => {
        tiles = now;
        solid.hidden = this.#isSolid || !now.some(({ view }) => view === 'render');
        draw();
      });
      viewer.onCrosshair(({ at }) => {
        this.#at = at;
        draw();
      });
      this.#listen(viewer);
      viewer.onGraphics((state) => this.#say(state === 'lost' ? say.views.graphicsLost : ''));
      this.#isSolid = !viewer.isSoftware;
      solid.hidden = this.#isSolid;
      solid.title = say.views.solidPaused;
      solid.onclick = () => this.#showSolid(viewer);
      return viewer;
    } catch (error) {
      if (!this.#isEnded) {
        this.#say(say.breakdown.noViews(error instanceof Error ? error.message : String(error)));
      }
      return undefined;
    }
  }

  /** What a person does with the tools above the views, and in the views with what the tools tell. */
  #listen(viewer: Viewer): void {
    const { tools } = this.#parts;
    const { layout, window, opacity } = tools;
    layout.onchange = () => {
      const chosen = layout.value as Layout;
      viewer.arrange({ ...AT_FIRST, layout: chosen });
      // Whoever wants 3D alone has asked for it.
      if (chosen === 'render') this.#showSolid(viewer);
    };
    window.onchange = () => {
      const preset = this.#presets.find(({ key }) => key === window.value);
      if (preset) viewer.setWindow(preset.low, preset.high);
    };
    opacity.oninput = () => {
      if (this.#drawn) void this.drawObjects(this.#drawn.answer, this.#drawn.hidden);
    };
    viewer.onWindow(() => windowByHand(tools));
    viewer.onDoubleClick((view) => {
      layout.value = layout.value === view ? 'four-up' : view;
      layout.onchange?.(new Event('change'));
    });
  }

  #showSolid(viewer: Viewer): void {
    this.#isSolid = true;
    this.#parts.solid.hidden = true;
    viewer.setSolid(true);
  }
}
