import './first-load.ts';
import './random-uuid.ts';
import { createRoot } from 'react-dom/client';
import { copyText } from '#browser/copy-text.ts';
import { drawFigure } from '#browser/draw-figure.ts';
import { chosenFiles } from '#browser/dropped-files.ts';
import { isolatePage } from '#browser/isolate-page.ts';
import { removeKeptData } from '#browser/kept-data.ts';
import { rememberedKeeping, rememberedLanguage } from '#browser/kept-settings.ts';
import { keptSpeed } from '#browser/kept-speed.ts';
import { readMachine } from '#browser/machine.ts';
import { painted } from '#browser/painted.ts';
import { rememberedPack } from '#browser/remembered-pack.ts';
import { saveFile, saveFromDisk } from '#browser/save-file.ts';
import { holdScan } from '#browser/scan-hold.ts';
import { BrowserSiteWorker } from '#browser/site-worker.ts';
import { theme } from '#browser/theme.ts';
import type { App } from '#commands/app.ts';
import { loadRememberedPack } from '#commands/choose-pack.ts';
import { toggleLarge } from '#commands/choose-view.ts';
import { drawMarks } from '#commands/draw-marks.ts';
import { followStrokes } from '#commands/edit/strokes.ts';
import { followLink, readLink } from '#commands/follow-link.ts';
import { followProgress } from '#commands/follow-progress.ts';
import { History } from '#commands/history.ts';
import { loadModel } from '#commands/load-model.ts';
import { followReadiness } from '#commands/make-ready.ts';
import { followSpeed } from '#commands/passport/measure-speed.ts';
import { pickObject } from '#commands/pick-object.ts';
import { Runs } from '#commands/runs.ts';
import { followWork, keepWork, recallKeeping } from '#commands/session/keep-work.ts';
import { isAnyLost } from '#commands/session/open-scans.ts';
import { OpenSessions } from '#commands/session/open-sessions.ts';
import { takeFiles } from '#commands/take-files.ts';
import { Voxels } from '#commands/voxels.ts';
import { workOffline } from '#commands/work-offline.ts';
import { WorkerEditor } from '#editing/worker-editor.ts';
import { WorkerEngine } from '#engine/worker-engine.ts';
import { toWire } from '#errors.ts';
import { WorkerScanReader } from '#formats/worker-scan-reader.ts';
import { languageFor } from '#messages/languages.ts';
import { say, speak } from '#messages/say.ts';
import { WorkerPackStore } from '#packs/worker-pack-store.ts';
import { filesInWorker } from '#results/files-in-worker.ts';
import { WorkerArchive } from '#sessions/worker-archive.ts';
import { createAppStore, type Store } from '#state/store.ts';
import { Breakdown, ErrorBoundary } from '#ui/error-boundary.tsx';
import { AppContext } from '#ui/use-app.ts';
import { Workbench } from '#ui/workbench.tsx';
import { BlindViewer, hasWebgl2 } from '#viewer/blind-viewer.ts';
import { createNiivueViewer } from '#viewer/niivue-viewer.ts';
import type { Viewer } from '#viewer/viewer.ts';
import { workerSurfaces } from '#viewer/worker-surfaces.ts';

/** Of parse3d; put in by the build (vite.config.ts). */
declare const APP_VERSION: string;

const parameters = new URLSearchParams(location.search);
const link = readLink(location.search);
const site = new URL(import.meta.env.BASE_URL, location.href);

function chosenBackend(): string {
  const backend = parameters.get('backend') ?? '';
  return ['wasm', 'webgpu'].includes(backend) ? backend : '';
}

/** The pack of this site that the page's address asks for. */
function requestedPack(): string | undefined {
  const pack = parameters.get('pack') ?? '';
  return /^[\w.-]+$/.test(pack) ? new URL(`models/${pack}/manifest.json`, site).href : undefined;
}

function startPacksWorker(): Worker {
  return new Worker(new URL('./packs/worker.ts', import.meta.url), { type: 'module', name: 'packs' });
}

function startReader(): Worker {
  return new Worker(new URL('./formats/reader-worker.ts', import.meta.url), {
    type: 'module',
    name: 'reader',
  });
}

function startFileWorker(): Worker {
  return new Worker(new URL('./results/file-worker.ts', import.meta.url), {
    type: 'module',
    name: 'files',
  });
}

function startSurfaceWorker(): Worker {
  return new Worker(new URL('./viewer/surface-worker.ts', import.meta.url), {
    type: 'module',
    name: 'surfaces',
  });
}

function startEditWorker(): Worker {
  return new Worker(new URL('./editing/edit-worker.ts', import.meta.url), { type: 'module', name: 'edits' });
}

function startArchiveWorker(): Worker {
  return new Worker(new URL('./sessions/archive-worker.ts', import.meta.url), {
    type: 'module',
    name: 'sessions',
  });
}

function startWorker(): Worker {
  return new Worker(new URL('./engine/worker.ts', import.meta.url), {
    type: 'module',
    name: chosenBackend(),
  });
}

/** What the viewer does by itself becomes known to the store, and so does everything nobody caught. */
function listen(store: Store, viewer: Viewer): void {
  const { crosshairMoved, windowChosen, noticeRaised, graphicsChanged, solidChosen } = store.getState();
  const { tilesMoved, hovered } = store.getState();
  if (viewer.isSoftware) solidChosen('paused');
  viewer.onCrosshair(crosshairMoved);
  viewer.onTiles(tilesMoved);
  viewer.onHover(hovered);
  viewer.onWindow((low, high) => windowChosen({ low, high, preset: undefined }));
  window.addEventListener('unhandledrejection', ({ reason }) => noticeRaised(toWire(reason)));
  viewer.onGraphics(graphicsChanged);
}

/** A viewer that draws, or where the browser cannot, one that does not, which the page says. */
async function openViewer(store: Store, canvas: HTMLCanvasElement): Promise<Viewer> {
  const canDraw = hasWebgl2();
  const viewer = canDraw
    ? await createNiivueViewer(canvas, workerSurfaces(startSurfaceWorker))
    : new BlindViewer();
  listen(store, viewer);
  if (!canDraw) store.getState().graphicsChanged('none');
  return viewer;
}

/** Keeps what is done, where a person has said so, and asks before the page is left with what would be lost. */
function keepOverReloads(app: App): void {
  recallKeeping(app);
  followWork(app);
  window.addEventListener('beforeunload', (event) => {
    if (isAnyLost(app)) event.preventDefault();
  });
  // The last moment in which a tab that is closed can be sure to be heard.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void keepWork(app);
  });
}

const REMEMBERED = { remembered: rememberedPack, keptSpeed, rememberedLanguage, rememberedKeeping };

async function compose(): Promise<{ app: App; stage: HTMLElement }> {
  const stage = document.createElement('div');
  stage.className = 'stage';
  const canvas = document.createElement('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-label', say.views.canvas);
  stage.append(canvas);
  const store = createAppStore();
  const embeddedUrl = new URL('models/mini/manifest.json', site).href;
  store.getState().packChosen(requestedPack() ?? embeddedUrl);
  const viewer = await openViewer(store, canvas);
  const engine = new WorkerEngine(startWorker);
  engine.onQuiet(store.getState().engineHeard);
  const app: App = {
    version: APP_VERSION,
    engine,
    reader: new WorkerScanReader(startReader),
    found: { list: undefined },
    opening: { again: undefined },
    waiting: { segments: undefined },
    viewer,
    store,
    voxels: new Voxels(),
    editor: new WorkerEditor(startEditWorker),
    archive: new WorkerArchive(startArchiveWorker),
    sessions: new OpenSessions(),
    openScans: new Map(),
    history: new History(),
    runs: new Runs(),
    openings: new Runs(),
    batchRuns: new Runs(),
    batch: { list: undefined, place: undefined, volume: undefined },
    packJobs: new Runs(),
    packs: new WorkerPackStore(startPacksWorker),
    checkpoints: { picked: undefined },
    ...REMEMBERED,
    readMachine,
    speedRuns: new Runs(),
    holdScan,
    siteWorker: new BrowserSiteWorker(site),
    removeKeptData: () => removeKeptData(site),
    reload: () => location.reload(),
    embeddedUrl,
    recipeUrl: new URL('models/medimageparse3d/', site).href,
    sampleUrl: new URL('samples/phantom.nii.gz', site).href,
    startPrompt: link.ask,
    painted,
    makeFile: filesInWorker(startFileWorker),
    drawFigure,
    copy: copyText,
    save: saveFile,
    saveFromDisk,
  };
  drawMarks(app);
  viewer.onClick((at) => pickObject(app, at));
  viewer.onDoubleClick((view) => toggleLarge(app, view));
  followStrokes(app);
  keepOverReloads(app);
  followSpeed(app);
  followReadiness(app);
  return { app, stage };
}

/** Files that the system opens with the installed page. */
function openLaunched(app: App): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    void Promise.all(files.map((file) => file.getFile())).then((opened) =>
      takeFiles(app, chosenFiles(opened)),
    );
  });
}

/** Of Chromium; not in TypeScript's library. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

const root = createRoot(document.querySelector('#root') ?? document.body);

async function start(): Promise<void> {
  if (await isolatePage(site)) return;
  theme.restore();
  const { tag, messages } = await languageFor([rememberedLanguage.read() ?? [], navigator.languages].flat());
  speak(messages);
  document.documentElement.lang = tag;
  const { app, stage } = await compose();
  followProgress(app);
  root.render(
    <ErrorBoundary>
      <AppContext value={app}>
        <Workbench stage={stage} />
      </AppContext>
    </ErrorBoundary>,
  );
  // No scan waits for a model, which may take long.
  openLaunched(app);
  void followLink(app, link, site);
  // The address, where it names a pack, goes before what was chosen on the page.
  await (requestedPack() ? loadModel(app) : loadRememberedPack(app));
  await workOffline(app);
}

start().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  root.render(<Breakdown sentence={say.breakdown.noViews(reason)} />);
});
