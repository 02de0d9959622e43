const TRIED = 'parse3d-isolation-tried';

/** Nothing is on the screen yet: so long is waited for the service worker, which may never come. */
const PATIENCE_MS = 15_000;

/**
 * Threads in WebAssembly need a cross-origin isolated page. A host that cannot send the two headers for it is helped by
 * a service worker that adds them, which takes one reload.
 * @returns true while the page is about to reload.
 */
export async function isolatePage(site: URL): Promise<boolean> {
  if (!willReload()) return false;
  try {
    const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), PATIENCE_MS));
    const came = await Promise.race([install(site), late]);
    // Once: nor is the next page of this tab to wait for it.
    sessionStorage.setItem(TRIED, 'yes');
    if (came === 'late') return false;
    location.reload();
    return true;
  } catch {
    // Without storage or service workers the page runs on one thread.
    return false;
  }
}

async function install(site: URL): Promise<void> {
  await navigator.serviceWorker.register(new URL('service-worker.js', site), { scope: site.pathname });
  await navigator.serviceWorker.ready;
}

/** Whether `isolatePage` is going to try that. */
export function willReload(): boolean {
  if (crossOriginIsolated || !isSecureContext || !('serviceWorker' in navigator)) return false;
  return !import.meta.env.DEV && !wasTried();
}

/** One reload is enough; where it did not help, another would not. */
function wasTried(): boolean {
  try {
    return sessionStorage.getItem(TRIED) !== null;
  } catch {
    return true;
  }
}
