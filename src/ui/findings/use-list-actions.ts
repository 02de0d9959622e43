import { type KeyboardEvent, useState } from 'react';
import { removeFindings } from '#commands/alter-finding.ts';
import { renameFinding } from '#commands/rename-finding.ts';
import { selectFinding } from '#commands/select-finding.ts';
import { showAlone, toggleObjects } from '#commands/show-objects.ts';
import type { FindingId } from '#results/finding.ts';
import { type ListAction, listAction } from '#ui/keys/shortcuts.ts';
import { PROMPT_ID } from '#ui/prompt-bar/prompt-bar.tsx';
import { useApp } from '#ui/use-app.ts';
import type { Row } from './use-list-rows.ts';

/** What keys and buttons do to rows of the list, and where the focus goes with that. */
export function useListActions(rows: readonly Row[], focusRow: (id: string) => void) {
  const app = useApp();
  const [renaming, setRenaming] = useState<FindingId>();

  function remove(row: Row | undefined) {
    if (!row) return;
    const next = neighbour(rows, row);
    // The button that was pressed is about to go, and the focus with it.
    if (next) focusRow(next.id);
    else document.getElementById(PROMPT_ID)?.focus();
    removeFindings(
      app,
      row.objects.map(({ id }) => id),
    );
  }

  function renamed(id: FindingId, name: string | undefined, byKey: boolean) {
    if (name !== undefined) renameFinding(app, id, name);
    setRenaming(undefined);
    if (byKey) focusRow(id);
  }

  function go(row: Row | undefined) {
    if (!row) return;
    focusRow(row.id);
    if (row.kind === 'object') selectFinding(app, row.id);
  }

  const ids = ({ objects }: Row) => objects.map(({ id }) => id);
  const acts: Readonly<Record<ListAction, (row: Row) => void>> = {
    next: (row) => go(rows[rows.indexOf(row) + 1]),
    previous: (row) => go(rows[rows.indexOf(row) - 1]),
    first: () => go(rows[0]),
    last: () => go(rows.at(-1)),
    eye: (row) => toggleObjects(app, ids(row)),
    alone: (row) => showAlone(app, ids(row)),
    rename: (row) => row.kind === 'object' && setRenaming(row.id),
    remove,
  };

  function onKeyDown(event: KeyboardEvent) {
    const { target, ctrlKey, metaKey, altKey } = event;
    const row = target instanceof HTMLElement && rows.find(({ id }) => id === target.dataset['row']);
    const action = ctrlKey || metaKey || altKey ? undefined : listAction(event.key);
    if (!row || !action) return;
    event.preventDefault();
    acts[action](row);
  }

  return { renaming, setRenaming, renamed, remove, onKeyDown };
}

/** The row below, of those that stay when `row` goes, else the one above. */
function neighbour(rows: readonly Row[], row: Row): Row | undefined {
  const stays = ({ objects }: Row) => objects.some((object) => !row.objects.includes(object));
  const at = rows.indexOf(row);
  return rows.slice(at + 1).find(stays) ?? rows.slice(0, at).findLast(stays);
}
