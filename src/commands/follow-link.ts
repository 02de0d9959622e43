import { AppError, toWire } from '#errors.ts';
import { LONGEST_PROMPT } from '#prompt/read-prompt.ts';
import type { App } from './app.ts';
import { openServed } from './open-sample.ts';

/** What a link to the page brings: ?scan= opens a scan of this site, ?ask= is typed for the person, who has still to ask. */
export interface Link {
  /** '' where nothing is to be typed. */
  readonly ask: string;
  /** An address relative to the page. */
  readonly scan: string | undefined;
}

/** @param search of the page's address, such as "?scan=scans/a.nii.gz&ask=liver". */
export function readLink(search: string): Link {
  const parameters = new URLSearchParams(search);
  const ask = parameters.get('ask')?.slice(0, LONGEST_PROMPT) ?? '';
  return { ask, scan: parameters.get('scan') ?? undefined };
}

/** Opens the scan of a link. One that lies elsewhere than beside the page is refused, and not asked for. */
export async function followLink(app: App, { scan }: Link, site: URL): Promise<void> {
  if (scan === undefined) return;
  const address = besidePage(scan, site);
  if (address) return openServed(app, address);
  app.store.getState().noticeRaised(toWire(new AppError('link-elsewhere', { address: scan })), 'opening');
}

/** The whole address of `relative`; undefined where that is not below the page's own folder. */
function besidePage(relative: string, site: URL): string | undefined {
  if (!URL.canParse(relative, site.href)) return undefined;
  const { origin, pathname, href, username, password } = new URL(relative, site);
  const isOwn = origin === site.origin && pathname.startsWith(site.pathname);
  return isOwn && username === '' && password === '' ? href : undefined;
}
