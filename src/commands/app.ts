import type { Figure } from '#browser/draw-figure.ts';
import type { MachineFacts } from '#browser/machine.ts';
import type { Editor } from '#editing/editor.ts';
import type { RemoteEngine } from '#engine/engine.ts';
import type { GivenFile, ScanList, ScanReader } from '#formats/scan-reader.ts';
import type { PackFolder, PackStore } from '#packs/pack-store.ts';
import type { FileToMake } from '#results/made-file.ts';
import type { Kept, SeenRequest } from '#service-worker/site-files.ts';
import type { Archive } from '#sessions/archive.ts';
import type { Routing } from '#state/model-slice.ts';
import type { Store } from '#state/store.ts';
import type { Viewer } from '#viewer/viewer.ts';
import type { BatchHold } from './batch-hold.ts';
import type { History } from './history.ts';
import type { Runs } from './runs.ts';
import type { OpenScans } from './session/open-scans.ts';
import type { OpenSessions } from './session/open-sessions.ts';
import type { Voxels } from './voxels.ts';
import type { WaitingSegments } from './waiting-segments.ts';

/** Files that were given together, and what they are called. */
export interface GivenFiles {
  readonly name: string;
  readonly files: readonly GivenFile[];
}

/** Everything a command may touch. Built once, in main.tsx. */
export interface App {
  /** Of parse3d. */
  readonly version: string;
  readonly engine: RemoteEngine;
  /** Lists and opens files. */
  readonly reader: ScanReader;
  /** What was found in what was given last. */
  readonly found: { list: ScanList | undefined; given?: GivenFiles };
  /** What is being opened, so that it can be begun again where something else was opened in between. */
  readonly opening: { again: (() => Promise<void>) | undefined };
  /** Objects of a file whose scan is not open yet. */
  readonly waiting: { segments: WaitingSegments | undefined };
  readonly viewer: Viewer;
  readonly store: Store;
  readonly voxels: Voxels;
  /** Edits and measures masks. */
  readonly editor: Editor;
  /** Makes and keeps sessions. */
  readonly archive: Archive;
  readonly sessions: OpenSessions;
  readonly openScans: OpenScans;
  /** What can be undone. */
  readonly history: History;
  /** Prompts being answered. */
  readonly runs: Runs;
  /** Files being opened. */
  readonly openings: Runs;
  /** Scans being answered one after another. */
  readonly batchRuns: Runs;
  readonly batch: BatchHold;
  /** What is being done to packs. */
  readonly packJobs: Runs;
  /** The packs that this browser keeps. */
  readonly packs: PackStore;
  /** The files that wait to be converted. */
  readonly checkpoints: { picked: PackFolder | undefined };
  readonly remembered: RememberedPack;
  /** What is known of how fast this device is, over reloads. */
  readonly keptSpeed: KeptSpeed;
  /** What the browser tells of the machine. */
  readMachine(): Promise<MachineFacts>;
  /** The benchmark, while it runs. */
  readonly speedRuns: Runs;
  readonly rememberedLanguage: RememberedLanguage;
  readonly rememberedKeeping: RememberedKeeping;
  /** Makes this tab the one that keeps the work on a scan; undefined where another is. What it gives lets go. */
  holdScan(scan: string): Promise<(() => Promise<void>) | undefined>;
  readonly siteWorker: SiteWorker;
  /** Removes all that this browser keeps of parse3d. @throws where a file is in use. */
  removeKeptData(): Promise<void>;
  /** Opens the page anew, as it was the first time. */
  reload(): void;
  /** Absolute: the manifest of the pack that comes with the page. */
  readonly embeddedUrl: string;
  /** Absolute, a folder: the recipe of the model that a checkpoint can be turned into. */
  readonly recipeUrl: string;
  /** Absolute. */
  readonly sampleUrl: string;
  /** What the page's address wants typed into the prompt; '' for nothing. */
  readonly startPrompt: string;
  /** Resolves when what has been asked for up to now has been drawn and is on its way to the screen. */
  painted(): Promise<void>;
  /** The bytes of a file, made off this thread. */
  makeFile(file: FileToMake): Promise<Uint8Array<ArrayBuffer>>;
  /** A picture as PNG. */
  drawFigure(figure: Figure): Promise<Uint8Array<ArrayBuffer>>;
  /** Puts a text on the clipboard. @throws where the browser does not allow it. */
  copy(text: string): Promise<void>;
  /** Hands a file to the user. */
  save(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void;
  /** The same for a file that lies on disk and may be large. */
  saveFromDisk(file: File): void;
}

/** Keeps the site's files, and sees every request. */
export interface SiteWorker {
  watch(events: {
    readonly onRequest: (request: SeenRequest) => void;
    readonly onUpdate: () => void;
  }): Promise<void>;
  /** What is kept once all is; undefined where the browser keeps nothing. After `watch`. */
  keep(): Promise<Kept | undefined>;
  goDark(isDark: boolean): Promise<Kept | undefined>;
  /** Reloads the page with the version that waits. */
  update(): void;
}

/** Whether a person has said that their work is kept; undefined where nobody has been asked. */
export interface RememberedKeeping {
  read(): boolean | undefined;
  write(isKept: boolean): void;
}

/** Json that whoever reads it checks: speeds by device, and runs as they went. */
export interface KeptSpeed {
  readSpeeds(): unknown;
  writeSpeeds(speeds: unknown): void;
  readRuns(): unknown;
  writeRuns(runs: unknown): void;
}

/** The language that was chosen on the page, by its tag; absent where the browser's list is followed. */
export interface RememberedLanguage {
  read(): string | undefined;
  write(tag: string | undefined): void;
}

/** What outlives a reload of the page. */
export interface RememberedPack {
  /** The manifest of the pack chosen to answer; absent for the embedded one. */
  read(): string | undefined;
  write(manifestUrl: string | undefined): void;
  /** Whether the page ended while it loaded that pack, and was not closed. */
  diedLoading(): boolean;
  /** Who answers where several packs know a structure; absent until somebody has said. */
  readRouting(): Routing | undefined;
  writeRouting(routing: Routing): void;
  loading(isLoading: boolean): void;
}
