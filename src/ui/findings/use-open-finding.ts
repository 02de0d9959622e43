import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Finding, FindingId } from '#results/finding.ts';
import { useAppState } from '#ui/use-app.ts';

/** Which answer shows its details, one at most; a new one is brought into sight within `list`. */
export function useOpenFinding(shown: readonly Finding[], list: RefObject<HTMLElement | null>) {
  const latest = useAppState((state) => state.latest);
  const [openId, setOpenId] = useState<FindingId>();
  const handled = useRef<typeof latest>(undefined);
  useEffect(() => {
    if (handled.current === latest) return;
    handled.current = latest;
    if (!latest) return;
    const fresh = shown.filter(({ id }) => latest.findings.includes(id));
    setOpenId(worthOpening(fresh)?.id);
    scrollTo(
      list.current,
      shown.findIndex(({ id }) => id === fresh[0]?.id),
    );
  }, [latest, shown, list]);
  return {
    openId,
    toggle: (id: FindingId) => setOpenId((current) => (current === id ? undefined : id)),
  };
}

/** The one answer there is, or the first that asks something back. */
function worthOpening(fresh: readonly Finding[]): Finding | undefined {
  return fresh.length === 1 ? fresh[0] : fresh.find(({ kind }) => kind === 'not-understood');
}

/** Nothing but the list moves: where the page scrolls, it stays where it is. */
function scrollTo(list: HTMLElement | null, index: number): void {
  const row = list?.children[index];
  if (list && row && list.scrollHeight > list.clientHeight) row.scrollIntoView({ block: 'nearest' });
}
