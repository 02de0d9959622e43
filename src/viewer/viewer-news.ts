import type { Ray, Tile, View, ViewPoint } from '#volume/tile.ts';
import { Announcer } from './announcer.ts';
import type { CrosshairReading, Stroke } from './viewer.ts';

/** What a viewer tells of, and those who listen to it. */
export class ViewerNews {
  protected readonly crosshair = new Announcer<[reading: CrosshairReading]>();
  protected readonly graphics = new Announcer<[state: 'lost' | 'drawn']>();
  protected readonly laidOut = new Announcer<[tiles: readonly Tile[]]>();
  protected readonly strokes = new Announcer<[stroke: Stroke]>();
  protected readonly hovers = new Announcer<[point: ViewPoint | undefined]>();
  protected readonly clicks = new Announcer<[at: ViewPoint | Ray]>();
  protected readonly doubleClicks = new Announcer<[view: View]>();

  onCrosshair(listener: (reading: CrosshairReading) => void): () => void {
    return this.crosshair.add(listener);
  }

  onTiles(listener: (tiles: readonly Tile[]) => void): () => void {
    return this.laidOut.add(listener);
  }

  onStroke(listener: (stroke: Stroke) => void): () => void {
    return this.strokes.add(listener);
  }

  onHover(listener: (point: ViewPoint | undefined) => void): () => void {
    return this.hovers.add(listener);
  }

  onClick(listener: (at: ViewPoint | Ray) => void): () => void {
    return this.clicks.add(listener);
  }

  onDoubleClick(listener: (view: View) => void): () => void {
    return this.doubleClicks.add(listener);
  }

  onGraphics(listener: (state: 'lost' | 'drawn') => void): () => void {
    return this.graphics.add(listener);
  }
}
