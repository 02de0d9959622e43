import { say } from '#messages/say.ts';
import { TABLE_COLUMNS, type TableColumn, type TableOrder } from '#results/table-order.ts';
import { Icon } from '#ui/kit/icon.tsx';

/** Of sizes and verdicts what is looked for comes first: the largest, the gravest. */
const GREATEST_FIRST: readonly TableColumn[] = ['volume', 'surface', 'diameter', 'verdict'];

const PLACES: readonly TableColumn[] = ['right', 'anterior', 'superior'];

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

  const head = (column: TableColumn) => {
    const isSorted = column === order.column;
    return (
      <th key={column} scope="col" aria-sort={sortOf(isSorted, order)}>
        <button type="button" title={hintOf(column)} onClick={() => press(column)}>
          {say.table.columns[column]}
          {isSorted && <Icon name={order.isDescending ? 'down' : 'up'} />}
        </button>
      </th>
    );
  };

  return (
    <thead>
      <tr>
        {TABLE_COLUMNS.filter((column) => !PLACES.includes(column)).map(head)}
        {/* What there is to know is read before where the boxes are, which a small window hides first. */}
        <th scope="col" className="to-know">
          {say.table.toKnow}
        </th>
        {PLACES.map(head)}
        <th scope="col" title={say.table.voxelsHint}>
          {say.table.voxels}
        </th>
      </tr>
    </thead>
  );
}

function hintOf(column: TableColumn): string | undefined {
  return PLACES.includes(column) ? say.table.sidesHint : undefined;
}

function sortOf(isSorted: boolean, { isDescending }: TableOrder) {
  if (!isSorted) return 'none';
  return isDescending ? 'descending' : 'ascending';
}
