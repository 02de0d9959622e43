import { useState } from 'react';
import { copyTable } from '#commands/copy-table.ts';
import { exportReport, exportText } from '#commands/export-findings.ts';
import { say } from '#messages/say.ts';
import { EXPORT_IDS } from '#results/exports.ts';
import { type FindingRow, findingRows } from '#results/finding-rows.ts';
import { orderRows, type TableOrder } from '#results/table-order.ts';
import { closeBelow, TABLE } from '#ui/kit/below-views.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { useFindings } from '#ui/use-findings.ts';
import { SortHead } from './sort-head.tsx';
import { TableRow } from './table-row.tsx';
import { useVerdicts } from './use-verdicts.ts';

/** Every answer as a line below the views, with the box of each; nothing where the table is not wanted. */
export function ResultsTable() {
  const isShown = useAppState((state) => state.isTableShown);
  const hasFindings = useAppState(({ findings }) => findings.length > 0);
  return isShown && hasFindings ? <Results /> : null;
}

/** Unless asked otherwise: the largest first. */
const LARGEST_FIRST: TableOrder = { column: 'volume', isDescending: true };

function Results() {
  const findings = useFindings();
  const tableShown = useAppState((state) => state.tableShown);
  const [order, setOrder] = useState(LARGEST_FIRST);
  const verdicts = useVerdicts();
  const named = findingRows(findings).map((row) => ({ ...row, verdict: verdicts.get(row.id) }));
  const rows = orderRows(named, order);
  const count = (kind: FindingRow['answer']) => rows.filter(({ answer }) => answer === kind).length;
  const found = count('found');
  return (
    <section className="results" aria-labelledby={TABLE.headingId}>
      <div className="results-head">
        <h2 id={TABLE.headingId} tabIndex={-1}>
          {say.table.title(found, found + count('not-found'))}
        </h2>
        <Actions rows={rows} />
        <IconButton
          icon="close"
          label={say.table.close}
          onPress={() => closeBelow(TABLE, () => tableShown(false))}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long table must scroll by keyboard too. */}
      <section className="results-scroll" aria-label={say.findings.asTable} tabIndex={0}>
        <table>
          <SortHead order={order} onOrder={setOrder} />
          <tbody>
            {rows.map((row) => (
              <TableRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Actions({ rows }: { readonly rows: readonly FindingRow[] }) {
  const app = useApp();
  const [copied, setCopied] = useState<readonly FindingRow[]>();

  async function copy() {
    const ids = rows.map(({ id }) => id);
    setCopied((await copyTable(app, ids)) ? rows : undefined);
  }

  return (
    <div className="results-actions">
      <span role="status">{copied && say.table.copied(copied.length)}</span>
      <button type="button" className="button" title={say.table.copyHint} onClick={() => void copy()}>
        <Icon name="copy" />
        {say.table.copy}
      </button>
      {EXPORT_IDS.map((id) => (
        <button key={id} type="button" className="button" onClick={() => exportText(app, id)}>
          <Icon name="download" />
          {say.table.exports[id]}
        </button>
      ))}
      <button type="button" className="button" onClick={() => exportReport(app)}>
        <Icon name="download" />
        {say.table.json}
      </button>
    </div>
  );
}
