import { say } from '#messages/say.ts';
import { TABLE_COLUMNS, type TableColumn, type TableOrder } from '#results/table-order.ts';
import { Icon } from '#ui/kit/icon.tsx';

/** Of sizes and verdicts what is looked for comes first: the largest, the gravest. */
const GREATEST_FIRST: readonly TableColumn[] = ['volume', 'surface', 'diameter', 'verdict'];

interface SortHeadProps {
  readonly order: TableOrder;
  onOrder(order: TableOrder): void;
}

/** The columns' names; a press puts the rows in order by one, another press the other way round. */
export function SortHead({ order, onOrder }: SortHeadProps) {
  function press(column: TableColumn) {
    const isSame = column === order.column;
    const isDescending = isSame ? !order.isDescending : GREATEST_FIRST.includes(column);
    onOrder({ column, isDescending });
  }

  return (
    <thead>
      <tr>
        {TABLE_COLUMNS.map((column) => {
          const isSorted = column === order.column;
          return (
            <th key={column} scope="col" aria-sort={sortOf(isSorted, order)}>
              <button type="button" title={hintOf(column)} onClick={() => press(column)}>
                {say.table.columns[column]}
                {isSorted && <Icon name={order.isDescending ? 'down' : 'up'} />}
              </button>
            </th>
          );
        })}
        <th scope="col" title={say.table.voxelsHint}>
          {say.table.voxels}
        </th>
        <th scope="col">{say.table.toKnow}</th>
      </tr>
    </thead>
  );
}

function hintOf(column: TableColumn): string | undefined {
  return ['right', 'anterior', 'superior'].includes(column) ? say.table.sidesHint : undefined;
}

function sortOf(isSorted: boolean, { isDescending }: TableOrder) {
  if (!isSorted) return 'none';
  return isDescending ? 'descending' : 'ascending';
}
