import type { App } from '#commands/app.ts';
import { History } from '#commands/history.ts';
import { Runs } from '#commands/runs.ts';
import { OpenSessions } from '#commands/session/open-sessions.ts';
import { Voxels } from '#commands/voxels.ts';
import { LocalEditor } from '#editing/local-editor.ts';
import type { RemoteEngine } from '#engine/engine.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { LocalScanReader } from '#formats/scan-reader.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { deflate } from '#results/deflate.ts';
import { makeFile } from '#results/made-file.ts';
import { LocalArchive } from '#sessions/local-archive.ts';
import { createAppStore } from '#state/store.ts';
import type {
  Arrangement,
  CrosshairReading,
  Layout,
  MaskLayer,
  Stroke,
  Tool,
  Viewer,
} from '#viewer/viewer.ts';
import type { ViewPoint } from '#volume/tile.ts';
import type { Grid, Volume, WorldPoint } from '#volume/types.ts';
import { FakeEngine } from './fake-engine.ts';
import { FakeFolder } from './fake-files.ts';
import { FakePackStore } from './fake-pack-store.ts';

/** Draws nothing and remembers what it was last asked to draw. */
export class FakeViewer implements Viewer {
  shown: string | undefined;
  readonly isSoftware = false;
  #objects: readonly MaskLayer[] = [];
  layout: Layout = 'four-up';
  window: readonly [number, number] = [0, 0];
  framed: string | undefined;
  tool: Tool = 'navigate';
  readonly #hoverListeners = new Set<(point: ViewPoint | undefined) => void>();
  readonly #strokeListeners = new Set<(stroke: Stroke) => void>();
  emphasised: string | undefined;
  target: WorldPoint | undefined;

  show({ name }: Volume, window: readonly [number, number]): void {
    this.shown = name;
    this.window = window;
    this.#objects = [];
  }
  clear(): void {
    this.shown = undefined;
    this.#objects = [];
  }
  /** What is to be seen, as it is painted. */
  get layers(): readonly MaskLayer[] {
    return this.#objects.filter(({ opacity }) => opacity > 0);
  }
  setObject(layer: MaskLayer): void {
    const at = this.#objects.findIndex(({ key }) => key === layer.key);
    this.#objects = at < 0 ? [...this.#objects, layer] : this.#objects.with(at, layer);
  }
  removeObject(key: string): void {
    this.#objects = this.#objects.filter((each) => each.key !== key);
  }
  setOrder(keys: readonly string[]): void {
    this.#objects = this.#objects.toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key));
  }
  objects(): readonly string[] {
    return this.#objects.map(({ key }) => key);
  }
  setEmphasis(key: string | undefined): void {
    this.emphasised = key;
  }
  arrange({ layout }: Arrangement): void {
    this.layout = layout;
  }
  setTool(tool: Tool): void {
    this.tool = tool;
  }
  setFrame(key: string | undefined): void {
    this.framed = key;
  }
  setClip(): void {}
  zoom(): void {}
  resetView(): void {}
  setBody(): void {}
  setSolid(): void {}
  setWindow(low: number, high: number): void {
    this.window = [low, high];
  }
  lookAt(point: WorldPoint): void {
    this.target = point;
  }
  onWindow(): () => void {
    return () => {};
  }
  onCrosshair(_listener: (reading: CrosshairReading) => void): () => void {
    return () => {};
  }
  onTiles(): () => void {
    return () => {};
  }
  onStroke(listener: (stroke: Stroke) => void): () => void {
    this.#strokeListeners.add(listener);
    return () => this.#strokeListeners.delete(listener);
  }
  /** As if somebody had moved the pointer over a slice. */
  stroke(stroke: Stroke): void {
    for (const listener of this.#strokeListeners) listener(stroke);
  }
  onHover(listener: (point: ViewPoint | undefined) => void): () => void {
    this.#hoverListeners.add(listener);
    return () => this.#hoverListeners.delete(listener);
  }
  /** As if the pointer were there, with no button down. */
  hover(point: ViewPoint | undefined): void {
    for (const listener of this.#hoverListeners) listener(point);
  }
  onClick(): () => void {
    return () => {};
  }
  onDoubleClick(): () => void {
    return () => {};
  }
  onGraphics(): () => void {
    return () => {};
  }
  snapshot(): Promise<{ image: ImageBitmap; scale: number }> {
    return Promise.resolve({ image: { width: 1, height: 1, close: () => {} }, scale: 1 });
  }
  dispose(): void {}
}

const FAKE_MACHINE: Awaited<ReturnType<App['readMachine']>> = {
  cores: 4,
  memoryGib: 8,
  isIsolated: true,
  adapter: 'none',
  storage: { usedBytes: 1e6, quotaBytes: 1e9 },
};

function fakeKeptSpeed(): App['keptSpeed'] {
  let [speeds, runs]: [unknown, unknown] = [undefined, undefined];
  return {
    readSpeeds: () => speeds,
    writeSpeeds: (written) => {
      speeds = written;
    },
    readRuns: () => runs,
    writeRuns: (written) => {
      runs = written;
    },
  };
}

export interface Saved {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where it was handed over as one. */
  readonly file?: File;
}

/** The whole app without a browser: a fake engine and viewer, `saved` in place of the downloads folder and `copied` of the clipboard. */
export function fakeApp(engine: RemoteEngine = new FakeEngine(), disk = new FakeFolder()) {
  const viewer = new FakeViewer();
  const saved: Saved[] = [];
  const copied: string[] = [];
  const app: App = {
    version: '0.0.1',
    engine,
    reader: new LocalScanReader(),
    found: { list: undefined },
    opening: { again: undefined },
    waiting: { segments: undefined },
    viewer,
    store: createAppStore(),
    voxels: new Voxels(),
    editor: new LocalEditor(),
    archive: new LocalArchive(async () => disk as unknown as FileSystemDirectoryHandle),
    sessions: new OpenSessions(),
    openScans: new Map(),
    history: new History(),
    runs: new Runs(),
    openings: new Runs(),
    batchRuns: new Runs(),
    batch: { list: undefined, place: undefined, volume: undefined },
    packJobs: new Runs(),
    packs: new FakePackStore(),
    checkpoints: { picked: undefined },
    remembered: {
      read: () => undefined,
      write: () => {},
      diedLoading: () => false,
      loading: () => {},
      readRouting: () => undefined,
      writeRouting: () => {},
    },
    keptSpeed: fakeKeptSpeed(),
    readMachine: async () => FAKE_MACHINE,
    speedRuns: new Runs(),
    rememberedKeeping: { read: () => undefined, write: () => {} },
    holdScan: async () => async () => {},
    rememberedLanguage: { read: () => undefined, write: () => {} },
    removeKeptData: async () => {},
    reload: () => {},
    siteWorker: {
      watch: async () => {},
      keep: async () => ({ isComplete: true, bytes: 1e6, isDark: false }),
      goDark: async (isDark) => ({ isComplete: true, bytes: 1e6, isDark }),
      update: () => {},
    },
    embeddedUrl: 'https://parse3d.test/models/fake/manifest.json',
    recipeUrl: 'https://parse3d.test/models/other/',
    sampleUrl: 'https://parse3d.test/samples/phantom.nii.gz',
    startPrompt: '',
    painted: async () => {},
    makeFile: (file) => makeFile(file, deflate),
    drawFigure: async ({ views: _, ...figure }) => new TextEncoder().encode(JSON.stringify(figure)),
    copy: async (text) => {
      copied.push(text);
    },
    save: (name, bytes) => saved.push({ name, bytes }),
    saveFromDisk: (file) => saved.push({ name: file.name, bytes: new Uint8Array(), file }),
  };
  return { app, viewer, saved, copied, state: () => app.store.getState() };
}

/** Left-handed and off centre, so that a mix-up of axes shows. */
export const SMALL_GRID: Grid = { size: [4, 3, 2], voxelToWorld: [-2, 0, 0, 30, 0, 3, 0, -20, 0, 0, 4, 10] };

/** A NIfTI file of 4 × 3 × 2 voxels of 24 mm³ as the browser hands it over; unless given, half of them above zero. */
export function scanFile(name = 'scan.nii', data: Int16Array = halfPositive()) {
  const bytes = writeNifti({ size: SMALL_GRID.size, header: gridHeader(SMALL_GRID), data });
  return new File([bytes], name);
}

function halfPositive(): Int16Array {
  return Int16Array.from({ length: 24 }, (_, n) => (n < 12 ? -500 : 40 + n));
}
