import { say } from '#messages/say.ts';
import { PAIR_COLUMNS, type PairColumn, type PairOrder } from '#results/comparison.ts';
import { Icon } from '#ui/kit/icon.tsx';

interface PairHeadProps {
  readonly order: PairOrder;
  onOrder(order: PairOrder): void;
}

/** The columns' names; a press puts the pairs in order by one, another press the other way round. */
export function PairHead({ order, onOrder }: PairHeadProps) {
  const { columns, hints, counterpart } = say.comparison;
  const press = (column: PairColumn) =>
    onOrder({ column, isDescending: column === order.column && !order.isDescending });
  const head = (column: PairColumn) => {
    const isSorted = column === order.column;
    const sorted = order.isDescending ? 'descending' : 'ascending';
    return (
      <th key={column} scope="col" aria-sort={isSorted ? sorted : 'none'}>
        <button type="button" title={hints[column]} onClick={() => press(column)}>
          {columns[column]}
          {isSorted && <Icon name={order.isDescending ? 'down' : 'up'} />}
        </button>
      </th>
    );
  };
  return (
    <thead>
      <tr>
        {head('name')}
        <th scope="col">{counterpart}</th>
        {PAIR_COLUMNS.filter((column) => column !== 'name').map(head)}
      </tr>
    </thead>
  );
}
