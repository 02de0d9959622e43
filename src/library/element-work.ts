import { windowPresets } from '#commands/windows.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { FindingId } from '#results/finding.ts';
import type * as Api from './api.ts';
import { Parse3dError } from './api.ts';
import { browserEngine } from './browser-engine.ts';
import { listOf } from './element-list.ts';
import type { ElementParts } from './element-parts.ts';
import { ElementViews } from './element-views.ts';
import { openedScans } from './inside.ts';
import { saidToPeople, told } from './told.ts';

/** What becomes known to the page that the element stands in. */
export interface Tell {
  opened(scan: Api.Scan): void;
  answered(answer: Api.Answer): void;
  failed(error: Api.Parse3dError): void;
}

/** What the element's attributes say. */
export interface Attributes {
  readonly pack: string | undefined;
  readonly language: NonNullable<Api.EngineOptions['language']>;
  /** Of a scan that nobody has said more about. @throws AppError 'arguments-invalid' where there is no such kind. */
  readonly modality: Api.Modality | '';
}

/** Opens scans, asks about them and draws: all that the element does between being put into a page and being taken out. */
export class ElementWork {
  scan: Api.Scan | undefined;
  answer: Api.Answer | undefined;
  engine: Api.Engine | undefined;
  readonly #parts: ElementParts;
  readonly #tell: Tell;
  readonly #views: ElementViews;
  readonly #makeEngine: () => Promise<Api.Engine>;
  readonly #hidden = new Set<FindingId>();
  readonly #attributes: Attributes;
  #engine: Promise<Api.Engine> | undefined;
  /** The scan that is being opened, or is open. */
  #opening: Promise<Api.Scan> | undefined;
  #end = new AbortController();
  #reading = new AbortController();
  #asking = new AbortController();

  /** `here`: the folder that the library is served from. */
  constructor(parts: ElementParts, attributes: Attributes, here: URL, tell: Tell) {
    this.#parts = parts;
    this.#tell = tell;
    this.#attributes = attributes;
    const { pack, language } = attributes;
    this.#makeEngine = () =>
      browserEngine({ language, ...(pack && { pack }), signal: this.#end.signal }, here);
    this.#views = new ElementViews(parts, (text) => this.#say(text));
  }

  /** Something is under way. */
  get isBusy(): boolean {
    return this.#under > 0;
  }

  /** Shows what is in `source` in place of what was shown, which stays if that cannot be read. */
  async open(source: Api.ScanSource): Promise<Api.Scan> {
    this.stop();
    this.#reading = new AbortController();
    const opening = this.#open(source, this.#reading.signal);
    this.#opening = opening;
    try {
      return await opening;
    } catch (error) {
      if (this.#opening === opening) this.#opening = this.scan && Promise.resolve(this.scan);
      throw error;
    }
  }

  /** Asks once the scan is open; an earlier question that is still being answered is stopped. */
  async ask(
    prompts: string | readonly string[] | undefined,
    given: Api.AskOptions = {},
  ): Promise<Api.Answer> {
    this.#asking.abort(stopped());
    const asking = new AbortController();
    this.#asking = asking;
    const signals = [asking.signal, ...(given.signal ? [given.signal] : [])];
    const signal = AbortSignal.any(signals);
    return this.#busy(signal, async () => {
      const [scan, engine] = [await this.#needScan(), await this.#ready()];
      // Known once the scan is there: those of the one before say nothing of it.
      const options = {
        ...this.#chosen(),
        ...(this.answer && { earlier: this.answer }),
        onProgress: (progress: Api.Progress) => this.#progressed(progress),
        ...given,
        signal,
      };
      const answer = await (prompts === undefined
        ? engine.structures(scan, options)
        : engine.ask(scan, prompts, options));
      signal.throwIfAborted();
      await this.#show(answer);
      return answer;
    });
  }

  /** Takes the person's word for what kind of scan it is; what was found was found in another. */
  async restate(): Promise<void> {
    this.#asking.abort(stopped());
    const opened = this.scan && openedScans.get(this.scan);
    const { modality = opened?.volume.modality } = this.#chosen();
    if (!opened || !modality) return;
    this.#say('');
    await this.#forget();
    await this.#views.offerWindows(windowPresets(modality, opened.range));
  }

  /** The same where it is the attribute that says another kind. */
  restateByAttribute(): Promise<void> {
    return this.#failing(this.#end.signal, async () => {
      this.#parts.modality.value = this.#attributes.modality;
      await this.restate();
    });
  }

  /** The files of the answer, if there is one. */
  files(kinds: readonly Api.FileKind[]): Promise<readonly Api.ResultFile[]> {
    return this.#failing(this.#end.signal, async () => (await this.answer?.files(kinds)) ?? []);
  }

  stop(): void {
    this.#asking.abort(stopped());
    this.#reading.abort(stopped());
  }

  /** Lets go of everything, and leaves the element as it was at first. */
  end(): void {
    this.stop();
    this.#end.abort(stopped());
    this.engine?.close();
    void this.#engine?.then(
      (engine) => engine.close(),
      () => undefined,
    );
    this.#views.end();
    const { scan, modality, list, cancel, save, status } = this.#parts;
    for (const each of [scan, list, status]) each.replaceChildren();
    for (const each of [modality, cancel, save]) each.disabled = true;
    this.#say('');
  }

  #open(source: Api.ScanSource, signal: AbortSignal): Promise<Api.Scan> {
    return this.#busy(signal, async () => {
      // Better refused before than after the scan was read.
      void this.#attributes.modality;
      const engine = await this.#ready();
      const onProgress = (progress: Api.Progress) => this.#progressed(progress);
      const scan = await engine.readScan(source, { signal, onProgress });
      signal.throwIfAborted();
      const before = this.scan;
      await this.#forget();
      // The engine forgets it behind what it is at, however long that takes.
      before?.close().catch(() => undefined);
      this.#end.signal.throwIfAborted();
      this.scan = scan;
      await this.#draw(scan);
      this.#end.signal.throwIfAborted();
      this.#tell.opened(scan);
      return scan;
    });
  }

  async #draw(scan: Api.Scan): Promise<void> {
    const { scan: name, modality } = this.#parts;
    const opened = openedScans.get(scan);
    if (!opened) return;
    const { volume, range, facts } = opened;
    name.textContent = volume.name;
    modality.disabled = false;
    // What was said of the scan before does not hold for this one.
    modality.value = this.#attributes.modality;
    const own = scan.modality ?? say.title.whichModality;
    const first = facts.modalityIsGuess && scan.modality ? say.title.guessed(scan.modality) : own;
    modality.options[0]?.replaceChildren(first);
    await this.#views.show(volume, windowPresets(this.#chosen().modality ?? volume.modality, range));
    if (scan.notes.length > 0) this.#say(facts.notices.map((notice) => wording(notice)).join(' '));
  }

  async #show(answer: Api.Answer): Promise<void> {
    this.answer = answer;
    this.#say([answer.doubt?.sentence, ...answer.notes].filter(Boolean).join(' '));
    await this.#redraw();
    this.#tell.answered(answer);
  }

  /** Objects and their list as the answer has them. */
  async #redraw(): Promise<void> {
    const { list, save } = this.#parts;
    const { answer } = this;
    save.disabled = !answer;
    const acts = {
      show: (id: FindingId, isShown: boolean) => {
        if (isShown) this.#hidden.delete(id);
        else this.#hidden.add(id);
        void this.#views.drawObjects(this.answer, this.#hidden);
      },
      goTo: (id: FindingId) => void this.#views.goTo(this.answer, id),
    };
    list.replaceChildren(...(answer ? listOf(answer, this.#hidden, acts) : []));
    await this.#views.drawObjects(answer, this.#hidden);
  }

  async #forget(): Promise<void> {
    this.answer = undefined;
    this.#hidden.clear();
    await this.#redraw();
  }

  #ready(): Promise<Api.Engine> {
    this.#engine ??= this.#makeEngine().then(
      (engine) => {
        this.engine = engine;
        return engine;
      },
      (error: unknown) => {
        // The next call may have more luck.
        this.#engine = undefined;
        throw error;
      },
    );
    return this.#engine;
  }

  #needScan(): Promise<Api.Scan> {
    if (this.#opening) return this.#opening;
    return Promise.reject(new Parse3dError('arguments-invalid', say.library.openFirst));
  }

  #chosen(): { readonly modality?: Api.Modality } {
    const { value } = this.#parts.modality;
    return value ? { modality: value as Api.Modality } : {};
  }

  /** Shows that something is under way, and what was wrong with it. */
  async #busy<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const { cancel, status } = this.#parts;
    cancel.disabled = false;
    this.#say('');
    status.textContent = say.run.starting;
    this.#under += 1;
    try {
      return await this.#failing(signal, task);
    } finally {
      this.#under -= 1;
      // What has ended shares these with what has begun in its place.
      if (this.#under === 0 && !this.#end.signal.aborted) {
        cancel.disabled = true;
        status.textContent = '';
      }
    }
  }

  #under = 0;

  /** Tells what was wrong with `task`; who stopped it by `signal` knows. */
  async #failing<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    try {
      return await told(task, signal);
    } catch (error) {
      if (error instanceof Parse3dError && !this.#end.signal.aborted) this.#fail(error);
      throw error;
    }
  }

  #failed: Api.Parse3dError | undefined;

  #fail(error: Api.Parse3dError): void {
    // A question about a scan that could not be opened fails with it.
    if (error === this.#failed) return;
    this.#failed = error;
    this.#say(saidToPeople(error));
    this.#tell.failed(error);
  }

  #say(text: string): void {
    this.#parts.alert.textContent = text;
  }

  #progressed({ stage, done, total }: Api.Progress): void {
    const sentences: Readonly<
      Record<string, (pace: { done: number; total: number; unit: number }) => string>
    > = say.run.stages;
    const sentence = sentences[stage]?.({ done, total, unit: Math.min(done + 1, total) });
    this.#parts.status.textContent = sentence ?? say.run.starting;
  }
}

const stopped = () => new DOMException('It was stopped', 'AbortError');
