import { useMemo } from 'react';
import { structureName } from '#messages/structure-name.ts';
import type { FindingId, FoundObject } from '#results/finding.ts';
import { type ListLine, listGroups, listLines } from '#results/list-rows.ts';
import { useAppState } from '#ui/use-app.ts';
import { useFindings } from '#ui/use-findings.ts';
import { useVerdicts } from './use-verdicts.ts';

/** A row as the keys go through them; those of a closed group's objects are none. */
export type Row =
  | {
      readonly kind: 'object';
      readonly id: FindingId;
      readonly objects: readonly [FoundObject];
      /** The name of the group that it lies in. */
      readonly parent?: string;
    }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly objects: readonly FoundObject[];
      readonly parent?: undefined;
    };

/** The lines of the list in their order, the rows that can be seen of them, and what to think of each object. */
export function useListRows() {
  const findings = useFindings();
  const order = useAppState((state) => state.listOrder);
  const openGroups = useAppState((state) => state.openGroups);
  const selected = useAppState((state) => state.selected);
  const groups = useListGroups();
  const isGrouped = useAppState((state) => state.isGrouped);
  const verdicts = useVerdicts();
  const lines = useMemo(
    () => listLines(findings, verdicts, { order, groups: isGrouped ? groups : [], groupName: structureName }),
    [findings, verdicts, order, groups, isGrouped],
  );
  const rows = useMemo(
    () => lines.flatMap((line) => rowsOf(line, openGroups, selected)),
    [lines, openGroups, selected],
  );
  return { lines, rows, verdicts };
}

/** A group opens when one of its objects is selected, in the views for example. */
function rowsOf(
  line: ListLine,
  openGroups: readonly string[],
  selected: FindingId | undefined,
): readonly Row[] {
  if (line.kind === 'object') return [{ kind: 'object', id: line.object.id, objects: [line.object] }];
  const { name: id, members: objects } = line;
  const isOpen = openGroups.includes(id) || objects.some((object) => object.id === selected);
  const own = isOpen ? objects : [];
  return [
    { kind: 'group', id, objects },
    ...own.map((object): Row => ({ kind: 'object', id: object.id, objects: [object], parent: id })),
  ];
}

/** The groups of the model that answers. */
export function useListGroups() {
  const model = useAppState((state) => (state.model.at === 'ready' ? state.model.model : undefined));
  return useMemo(() => (model ? listGroups(model) : []), [model]);
}
