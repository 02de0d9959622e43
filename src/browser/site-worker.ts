import type { Asked, Kept, SeenRequest } from '#service-worker/site-files.ts';

/** Longer than the slowest connection should take for all files of the site. */
const PATIENCE_MS = 15 * 60_000;

/** In far less one version takes the place of another. */
const TAKE_OVER_MS = 10_000;

export interface SiteEvents {
  readonly onRequest: (request: SeenRequest) => void;
  /** A newer version of the page is kept and waits. */
  readonly onUpdate: () => void;
}

/** The page's end of src/service-worker: it keeps the site's files, and sees every request of the page and its workers. */
export class BrowserSiteWorker {
  readonly #site: URL;
  #registration: ServiceWorkerRegistration | undefined;

  constructor(site: URL) {
    this.#site = site;
  }

  /** Tells of requests and of newer versions from now on; of nothing where the browser has no service workers. */
  async watch({ onRequest, onUpdate }: SiteEvents): Promise<void> {
    if (import.meta.env.DEV || !isSecureContext || !('serviceWorker' in navigator)) return;
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<SeenRequest>) =>
      onRequest(data),
    );
    const script = new URL('service-worker.js', this.#site);
    const registration = await navigator.serviceWorker.register(script, { scope: this.#site.pathname });
    this.#registration = registration;
    watchUpdates(registration, onUpdate);
    await navigator.serviceWorker.ready;
    const seen = await this.#ask<readonly SeenRequest[]>({ ask: 'seen', since: performance.timeOrigin });
    seen?.forEach(onRequest);
  }

  /** What is kept once every file of the site is; undefined where the browser keeps nothing. To be called after `watch`. */
  keep(): Promise<Kept | undefined> {
    return this.#ask({ ask: 'keep' });
  }

  goDark(isDark: boolean): Promise<Kept | undefined> {
    return this.#ask({ ask: 'go-dark', isDark });
  }

  /** Puts the version that waits in the place of this one, and reloads the page. Another tab may have done so: then it waits no more. */
  update(): void {
    const { waiting } = this.#registration ?? {};
    if (!waiting) {
      location.reload();
      return;
    }
    // Whoever pressed is not to wait for ever, nor to be asked twice whether the page may go.
    const late = setTimeout(() => location.reload(), TAKE_OVER_MS);
    const taken = () => {
      clearTimeout(late);
      location.reload();
    };
    navigator.serviceWorker.addEventListener('controllerchange', taken, { once: true });
    waiting.postMessage({ ask: 'take-over' } satisfies Asked);
  }

  #ask<Answer = Kept>(asked: Asked): Promise<Answer | undefined> {
    const active = this.#registration?.active;
    if (!active) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      const late = setTimeout(() => resolve(undefined), PATIENCE_MS);
      port1.onmessage = ({ data }: MessageEvent<Answer>) => {
        clearTimeout(late);
        port1.close();
        resolve(data);
      };
      active.postMessage(asked, [port2]);
    });
  }
}

function watchUpdates(registration: ServiceWorkerRegistration, onUpdate: () => void): void {
  if (registration.waiting && registration.active) onUpdate();
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed' && registration.active) onUpdate();
    });
  });
}
