import { useRef } from 'react';
import { selectFinding } from '#commands/select-finding.ts';
import { say } from '#messages/say.ts';
import type { FoundObject } from '#results/finding.ts';
import type { GroupLine } from '#results/list-rows.ts';
import type { Verdict } from '#results/verdict.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { GroupRow } from './group-row.tsx';
import { ObjectRow } from './object-row.tsx';
import { useListActions } from './use-list-actions.ts';
import { useListRows } from './use-list-rows.ts';
import { useRovingFocus } from './use-roving-focus.ts';

const SURE: Verdict = { level: 'sure', doubts: [] };

/** The objects found, one row each or one for a group; the open row is the object that the views emphasise. */
export function FindingList() {
  const app = useApp();
  const list = useRef<HTMLUListElement>(null);
  const { lines, rows, verdicts } = useListRows();
  const selected = useAppState((state) => state.selected);
  const groupOpened = useAppState((state) => state.groupOpened);
  const { tabStop, focusRow, noteFocus } = useRovingFocus(list, rows, selected);
  const { renaming, setRenaming, renamed, remove, onKeyDown } = useListActions(rows, focusRow);

  const objectRow = (object: FoundObject) => (
    <li key={object.id}>
      <ObjectRow
        finding={object}
        verdict={verdicts.get(object.id) ?? SURE}
        isOpen={object.id === selected}
        isTabStop={object.id === tabStop}
        isRenaming={object.id === renaming}
        onToggle={() => selectFinding(app, object.id === selected ? undefined : object.id)}
        onRename={() => setRenaming(object.id)}
        onRenamed={(name, byKey) => renamed(object.id, name, byKey)}
        onDelete={() => remove(rows.find(({ id }) => id === object.id))}
      />
    </li>
  );

  function toggleGroup({ name, members }: GroupLine, isOpen: boolean) {
    if (isOpen && members.some(({ id }) => id === selected)) selectFinding(app, undefined);
    groupOpened(name, !isOpen);
  }

  const groupRow = (group: GroupLine) => {
    const isOpen = rows.some(({ parent }) => parent === group.name);
    return (
      <li key={group.name}>
        <GroupRow
          rowId={group.name}
          group={group}
          isOpen={isOpen}
          isTabStop={group.name === tabStop}
          onToggle={() => toggleGroup(group, isOpen)}
        >
          {group.members.map(objectRow)}
        </GroupRow>
      </li>
    );
  };

  return (
    <ul
      className="finding-list"
      ref={list}
      aria-label={say.findings.list}
      onKeyDown={onKeyDown}
      onFocus={noteFocus}
    >
      {lines.map((line) => (line.kind === 'object' ? objectRow(line.object) : groupRow(line)))}
    </ul>
  );
}
