import { chosenFiles, droppedFiles, type FoundFile } from '#browser/dropped-files.ts';
import { saveFile } from '#browser/save-file.ts';
import { say } from '#messages/say.ts';
import type * as Api from './api.ts';
import { Parse3dError } from './api.ts';
import { pageLanguage } from './element-language.ts';
import { make } from './element-make.ts';
import { type ElementParts, elementParts } from './element-parts.ts';
import { ElementWork } from './element-work.ts';
import { misuse } from './told.ts';
import type * as Viewer from './viewer-api.ts';

/** The folder that the library is served from. */
const HERE = new URL(/* @vite-ignore */ './', import.meta.url);
const MODALITIES: readonly Api.Modality[] = ['CT', 'MR', 'other'];

class Parse3dViewerElement extends HTMLElement implements Viewer.Parse3dViewer {
  static readonly observedAttributes = ['scan', 'ask', 'pack', 'modality'];
  readonly #parts: ElementParts;
  #source: Api.ScanSource | undefined;
  #work: ElementWork | undefined;

  constructor() {
    super();
    this.#parts = elementParts(this.attachShadow({ mode: 'open' }));
    const { modality } = this.#parts;
    modality.append(make('option', { value: '' }, say.title.whichModality));
    for (const each of MODALITIES)
      modality.append(make('option', { value: each }, say.title.modalities[each]));
    this.#listen();
  }

  get source(): Api.ScanSource | undefined {
    return this.#source;
  }

  set source(source: Api.ScanSource | undefined) {
    const before = this.#source;
    this.#source = source;
    if (source !== undefined) this.#open(source);
    else if (before !== undefined && this.#work) this.#begin();
  }

  get openScan(): Api.Scan | undefined {
    return this.#work?.scan;
  }

  get answer(): Api.Answer | undefined {
    return this.#work?.answer;
  }

  get engine(): Api.Engine | undefined {
    return this.#work?.engine;
  }

  async ask(prompts: string | readonly string[], options?: Api.AskOptions): Promise<Api.Answer> {
    return this.#needWork().ask(prompts, options);
  }

  async save(kinds: readonly Api.FileKind[] = ['labels']): Promise<void> {
    const files = (await this.#work?.files(kinds)) ?? [];
    for (const { name, bytes, type } of files) saveFile(name, bytes, type);
  }

  connectedCallback(): void {
    this.#takeOver();
    this.#begin();
  }

  disconnectedCallback(): void {
    this.#work?.end();
    this.#work = undefined;
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    // A source that a page set before this module came is newer than the attribute that the page came with.
    if (name === 'scan' && !Object.hasOwn(this, 'source')) this.source = now || undefined;
    const work = this.#work;
    // Before it stands in a page nothing is fetched.
    if (!work) return;
    if (name === 'pack') this.#begin();
    if (name === 'ask' && now) this.#asked(() => this.ask(now));
    if (name === 'modality') this.#asked(() => work.restateByAttribute());
  }

  /** What a page set before this module had come is the element's own property, and hides the one that opens it. */
  #takeOver(): void {
    if (!Object.hasOwn(this, 'source')) return;
    const { source } = this;
    Reflect.deleteProperty(this, 'source');
    this.source = source;
  }

  /** Anew, with whatever pack the element now has. */
  #begin(): void {
    this.#work?.end();
    const attribute = (name: string) => this.getAttribute(name) ?? undefined;
    const attributes = {
      pack: attribute('pack'),
      language: pageLanguage,
      get modality() {
        return modalityOf(attribute('modality'));
      },
    };
    this.#work = new ElementWork(this.#parts, attributes, HERE, {
      opened: (scan) => this.#dispatch('opened', scan),
      answered: (answer) => this.#dispatch('answered', answer),
      failed: (error) => this.#dispatch('failed', error),
    });
    if (this.#source !== undefined) this.#open(this.#source);
  }

  #open(source: Api.ScanSource): void {
    const work = this.#work;
    if (!work) return;
    this.#asked(async () => {
      await work.open(source);
      const prompt = this.getAttribute('ask');
      // What has been asked meanwhile is newer.
      if (prompt && !work.isBusy) await work.ask(prompt);
    });
  }

  #needWork(): ElementWork {
    if (this.#work) return this.#work;
    throw new Parse3dError('arguments-invalid', say.library.notInPage);
  }

  /** What was wrong is shown, and told by an event. */
  #asked(task: () => Promise<unknown>): void {
    task().catch(() => undefined);
  }

  #listen(): void {
    const { form, prompt, everything, cancel, save, files, modality } = this.#parts;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#asked(() => this.ask(prompt.value));
    });
    everything.addEventListener('click', () => this.#asked(() => this.#needWork().ask(undefined)));
    cancel.addEventListener('click', () => this.#work?.stop());
    save.addEventListener('click', () => this.#asked(() => this.save()));
    modality.addEventListener('change', () => this.#asked(() => this.#needWork().restate()));
    files.addEventListener('change', () => {
      this.#take(chosenFiles([...(files.files ?? [])]));
      files.value = '';
    });
    this.addEventListener('dragover', (event) => event.preventDefault());
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      if (!event.dataTransfer) return;
      this.#asked(async () => this.#take((await droppedFiles(event.dataTransfer as DataTransfer)).files));
    });
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#work?.stop();
    });
  }

  #take(files: readonly FoundFile[]): void {
    if (files.length > 0) this.source = files.map(({ path, content }) => ({ name: path, bytes: content }));
  }

  #dispatch<K extends keyof Viewer.Parse3dViewerEvents>(
    name: K,
    detail: Viewer.Parse3dViewerEvents[K]['detail'],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** @throws AppError 'arguments-invalid'. */
function modalityOf(said = ''): Api.Modality | '' {
  const modality = MODALITIES.find((each) => each === said);
  if (modality || said === '') return modality ?? '';
  throw misuse(`modality is CT, MR or other, not ${said}`);
}

customElements.define('parse3d-viewer', Parse3dViewerElement);

export { Parse3dError, Parse3dViewerElement };
