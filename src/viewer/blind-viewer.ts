import type { Volume, WorldPoint } from '#volume/types.ts';
import type { MaskLayer, Viewer } from './viewer.ts';
import { ViewerNews } from './viewer-news.ts';

/** Whether the browser can draw as NiiVue does. */
export function hasWebgl2(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

/** Where the browser has no WebGL2: everything works but that nothing is drawn, and so nothing can be pointed at. */
export class BlindViewer extends ViewerNews implements Viewer {
  readonly isSoftware = true;
  #layers: readonly MaskLayer[] = [];

  show(_volume: Volume, _window: readonly [low: number, high: number]): void {
    this.clear();
  }

  clear(): void {
    this.#layers = [];
  }

  setObject(layer: MaskLayer): void {
    const at = this.#layers.findIndex(({ key }) => key === layer.key);
    this.#layers = at < 0 ? [...this.#layers, layer] : this.#layers.with(at, layer);
  }

  removeObject(key: string): void {
    this.#layers = this.#layers.filter((each) => each.key !== key);
  }

  setOrder(keys: readonly string[]): void {
    this.#layers = this.#layers.toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key));
  }

  objects(): readonly string[] {
    return this.#layers.map(({ key }) => key);
  }

  /** The crosshair is where it was put, though nobody sees it: prompts about slices begin there. */
  lookAt(at: WorldPoint): void {
    this.crosshair.tell({ at, intensity: undefined });
  }

  onWindow(): () => void {
    return () => undefined;
  }

  /** @throws Error always. */
  async snapshot(): Promise<never> {
    throw new Error('the browser has no WebGL2');
  }

  setEmphasis(): void {}
  arrange(): void {}
  setBody(): void {}
  setSolid(): void {}
  setWindow(): void {}
  zoom(): void {}
  resetView(): void {}
  setFrame(): void {}
  setClip(): void {}
  setTool(): void {}
  dispose(): void {}
}
