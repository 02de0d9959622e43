import { showComparison } from '#commands/compare.ts';
import { showAll } from '#commands/show-objects.ts';
import { say } from '#messages/say.ts';
import { LIST_ORDERS, type ListOrder } from '#results/list-rows.ts';
import { COMPARISON, closeBelow, openBelow, TABLE } from '#ui/kit/below-views.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { useListGroups } from './use-list-rows.ts';

/** What the panel is, and what can be done with the whole list. */
export function ListHead() {
  const hasFindings = useAppState(({ findings }) => findings.length > 0);
  return (
    <div className="findings-head">
      <h2 id="findings-title">{say.findings.title}</h2>
      {hasFindings && (
        <>
          <OrderSelect />
          <GroupButton />
          <EyeOfAll />
          <CompareButton />
          <TableButton />
        </>
      )}
    </div>
  );
}

function OrderSelect() {
  const order = useAppState((state) => state.listOrder);
  const listOrdered = useAppState((state) => state.listOrdered);
  return (
    <select
      aria-label={say.findings.order}
      title={say.findings.order}
      value={order}
      onChange={(event) => listOrdered(event.target.value as ListOrder)}
    >
      {LIST_ORDERS.map((each) => (
        <option key={each} value={each}>
          {say.findings.orders[each]}
        </option>
      ))}
    </select>
  );
}

/** Only where there are objects to be put together. */
function GroupButton() {
  const findings = useAppState((state) => state.findings);
  const isGrouped = useAppState((state) => state.isGrouped);
  const listGrouped = useAppState((state) => state.listGrouped);
  const groups = useListGroups();
  const there = new Set(findings.flatMap((each) => (each.kind === 'found' ? (each.structure ?? []) : [])));
  const hasGroup = groups.some(({ members }) => members.filter((id) => there.has(id)).length > 1);
  if (!hasGroup) return null;
  return (
    <IconButton
      icon="group"
      label={say.findings.group}
      pressed={isGrouped}
      onPress={() => listGrouped(!isGrouped)}
    />
  );
}

function EyeOfAll() {
  const app = useApp();
  const objects = useAppState((state) => state.findings.filter((each) => each.kind === 'found').length);
  const areSeen = useAppState(({ findings }) =>
    findings.some((each) => each.kind === 'found' && each.visible),
  );
  return (
    <IconButton
      icon={areSeen ? 'eye' : 'eye-off'}
      label={areSeen ? say.findings.hideAll : say.findings.showAll}
      disabled={objects === 0}
      onPress={() => showAll(app, !areSeen)}
    />
  );
}

function CompareButton() {
  const app = useApp();
  const isComparing = useAppState((state) => state.isComparing);
  return (
    <IconButton
      id={COMPARISON.openerId}
      icon="compare"
      label={say.comparison.open}
      pressed={isComparing}
      onPress={() =>
        (isComparing ? closeBelow : openBelow)(COMPARISON, () => showComparison(app, !isComparing))
      }
    />
  );
}

function TableButton() {
  const app = useApp();
  const isComparing = useAppState((state) => state.isComparing);
  const isShown = useAppState((state) => state.isTableShown);
  const tableShown = useAppState((state) => state.tableShown);

  function toggle() {
    if (isComparing) showComparison(app, false);
    tableShown(!isShown);
  }

  return (
    <IconButton
      id={TABLE.openerId}
      icon="table"
      label={say.findings.asTable}
      pressed={isShown}
      onPress={() => (isShown ? closeBelow : openBelow)(TABLE, toggle)}
    />
  );
}
