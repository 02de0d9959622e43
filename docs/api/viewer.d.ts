import type { Answer, AskOptions, Engine, FileKind, Parse3dError, Scan, ScanSource } from './index.js';
/**
 * `<parse3d-viewer>`: a scan on slices and in 3D, a field to ask about it, and what was found.
 *
 * Attributes: `scan`, the address of a scan on the page's own origin, or a blob: URL; `ask`, a prompt that is asked once the scan is open;
 * `pack`, 'mini' or the address of a pack's folder on the page's own origin; `modality`, CT, MR or other, where the scan's file does not say it.
 *
 * Events, each with a `detail`: `opened` (the `Scan`), `answered` (the `Answer`), `failed` (the `Parse3dError`, whose sentence is shown too).
 *
 * It speaks the language of `<html lang>` as it is when this module is loaded: German, Chinese, else English.
 *
 * Style it from outside by its size, `color-scheme`, and the custom properties --panel, --field, --line, --text, --text-muted, --accent and
 * --on-accent.
 */
export interface Parse3dViewer extends HTMLElement {
    /** What is shown; setting it opens it in place of the scan before. The `scan` attribute sets it too. */
    source: ScanSource | undefined;
    /** The scan that is open. */
    readonly openScan: Scan | undefined;
    /** Everything that was found in it so far. */
    readonly answer: Answer | undefined;
    /** The engine that answers; undefined while it is not ready. It is closed with the element. */
    readonly engine: Engine | undefined;
    /** Asks about the scan that is open or being opened, and shows what is found beside what was found before. */
    ask(prompts: string | readonly string[], options?: AskOptions): Promise<Answer>;
    /** Hands files to the browser's downloads; the label map unless others are named. */
    save(kinds?: readonly FileKind[]): Promise<void>;
}
/** By name, what its events carry. */
export interface Parse3dViewerEvents {
    readonly opened: CustomEvent<Scan>;
    readonly answered: CustomEvent<Answer>;
    readonly failed: CustomEvent<Parse3dError>;
}
declare global {
    interface HTMLElementTagNameMap {
        'parse3d-viewer': Parse3dViewer;
    }
}
/** Of the element, which is defined once this module is imported. */
export declare const Parse3dViewerElement: { new (): Parse3dViewer };
export { Parse3dError } from './index.js';
