import { isolated } from './isolated.ts';
import { KeptFiles } from './kept-files.ts';
import type { AnsweredFrom, Asked, Kept, SeenRequest, SiteFile } from './site-files.ts';

/** Every file of the site; put in by scripts/site/offline.ts. */
declare const SITE_FILES: readonly SiteFile[];

const scope = self as unknown as ServiceWorkerGlobalScope;
const runtime = 'Suspending' in WebAssembly ? 'jspi' : 'asyncify';
const files = SITE_FILES.filter((file) => file.runtime === undefined || file.runtime === runtime);
const PAGE = new URL('index.html', scope.registration.scope).href;

/** A page that can be taken over is within this. */
const CLAIM_MS = 1000;

const SETTINGS = 'parse3d-settings';
const DARK = new URL('is-dark', scope.registration.scope).href;

const own = new KeptFiles(files, scope.registration.scope, 'parse3d-files');

scope.addEventListener('install', (event) => {
  // The first one serves at once; it keeps files when the page asks. One that follows waits until it is told to take over.
  if (scope.registration.active) event.waitUntil(keep());
  else event.waitUntil(scope.skipWaiting());
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

async function takeOver(): Promise<void> {
  if (await own.isComplete()) await own.dropOthers();
  // Firefox waits for every worker of the page to hear of it, and WebAssembly's threads, which sleep in Atomics.wait, never do: until
  // this worker is active, every request of the page would wait with it.
  await Promise.race([scope.clients.claim(), new Promise((resolve) => setTimeout(resolve, CLAIM_MS))]);
}

scope.addEventListener('message', (event) => {
  event.waitUntil(answerMessage(event, event.data as Asked));
});

async function answerMessage(event: ExtendableMessageEvent, asked: Asked): Promise<void> {
  if (asked.ask === 'take-over') return scope.skipWaiting();
  if (asked.ask === 'seen') {
    // A page cannot be told of the request for itself, nor of what it asked for before it listened.
    return event.ports[0]?.postMessage(recent.filter(({ at }) => at >= asked.since));
  }
  const reason = await (asked.ask === 'keep' ? keep() : goDark(asked.isDark)).then(() => undefined, String);
  event.ports[0]?.postMessage({ ...(await kept()), reason });
}

/** @throws Error where files are missing and the page is dark: a new version waits until it is not. */
async function keep(): Promise<void> {
  if (!(await own.isComplete()) && (await isDark())) throw new Error('the page is dark');
  await own.keep();
}

async function kept(): Promise<Kept> {
  return { isComplete: await own.isComplete(), bytes: await own.bytes(), isDark: await isDark() };
}

async function goDark(isDark: boolean): Promise<void> {
  const settings = await caches.open(SETTINGS);
  if (isDark) await settings.put(DARK, new Response());
  else await settings.delete(DARK);
}

async function isDark(): Promise<boolean> {
  return (await (await caches.open(SETTINGS)).match(DARK)) !== undefined;
}

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  // The page's policy refuses other origins; extensions of the browser have theirs.
  if (new URL(request.url).origin !== scope.location.origin) return;
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
  event.respondWith(answered(request));
});

async function answered(request: Request): Promise<Response> {
  const file = await fromKept(request);
  if (file) return told(request, 'kept', isolated(file));
  if (await isDark()) return told(request, 'refused', Response.error());
  try {
    return await told(request, 'network', isolated(await fetch(request)));
  } catch {
    return told(request, 'failed', Response.error());
  }
}

async function fromKept(request: Request): Promise<Response | undefined> {
  if (request.method !== 'GET' || request.headers.has('range') || !(await own.isComplete())) return undefined;
  const { origin, pathname } = new URL(request.url);
  const url = origin + pathname;
  return own.match(url === scope.registration.scope ? PAGE : url);
}

const MOST_RECENT = 200;
const recent: SeenRequest[] = [];
const began = Date.now();
let count = 0;

/** Tells every page of the site where the answer came from. */
async function told(request: Request, from: AnsweredFrom, response: Response): Promise<Response> {
  const url = request.url.slice(scope.location.origin.length);
  const seen: SeenRequest = { id: `${began}/${count++}`, at: Date.now(), seen: url, from };
  recent.push(seen);
  if (recent.length > MOST_RECENT) recent.shift();
  for (const client of await scope.clients.matchAll({ includeUncontrolled: true, type: 'window' })) {
    client.postMessage(seen);
  }
  return response;
}
