import { type FocusEvent, type RefObject, useEffect, useState } from 'react';
import { useAppState } from '#ui/use-app.ts';
import type { Row } from './use-list-rows.ts';

/**
 * One row of the list is a stop of the Tab key: the one that had the focus last, else the selected one, else the first. The
 * selected row, and the first of new answers, is brought into sight within `list`.
 */
export function useRovingFocus(
  list: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  selected: string | undefined,
) {
  const latest = useAppState((state) => state.latest);
  const [focused, setFocused] = useState<string>();
  const has = (id: string | undefined) => rows.some((row) => row.id === id);
  const tabStop = [focused, selected].find(has) ?? rows[0]?.id;

  useEffect(() => {
    if (selected !== undefined) {
      setFocused(selected);
      scrollTo(list.current, selected);
    }
  }, [selected, list]);
  useEffect(() => {
    if (latest) scrollTo(list.current, latest.findings[0]);
  }, [latest, list]);

  return {
    tabStop,
    focusRow(id: string) {
      setFocused(id);
      // A row that is about to be drawn anew has its button then.
      const focus = () => nameOf(list.current, id)?.focus();
      if (nameOf(list.current, id)) focus();
      else requestAnimationFrame(focus);
    },
    noteFocus({ target }: FocusEvent) {
      const id = target instanceof HTMLElement ? target.dataset['row'] : undefined;
      if (id !== undefined) setFocused(id);
    },
  };
}

function nameOf(list: HTMLElement | null, id: string | undefined): HTMLElement | undefined {
  const names = list?.querySelectorAll<HTMLElement>('[data-row]') ?? [];
  return [...names].find(({ dataset }) => dataset['row'] === id);
}

/** Nothing but the list moves: where the page scrolls, it stays where it is. */
function scrollTo(list: HTMLElement | null, id: string | undefined): void {
  const row = nameOf(list, id)?.closest('article');
  if (!list || !row || list.scrollHeight <= list.clientHeight) return;
  // Of one that is taller than the list the nearest end may be its foot, and its name would be out of sight.
  row.scrollIntoView({ block: row.offsetHeight > list.clientHeight ? 'start' : 'nearest' });
}
