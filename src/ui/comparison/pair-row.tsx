import { pairKey, showPair } from '#commands/compare.ts';
import { say } from '#messages/say.ts';
import { type ComparedPair, type Member, memberKey } from '#results/comparison.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import type { PairFigures } from '#volume/compare/compare-masks.ts';

interface PairRowProps {
  readonly reference: Member;
  /** Undefined where it has no counterpart. */
  readonly pair?: ComparedPair;
  readonly others: readonly Member[];
}

/** One object of the reference, what it is compared with, and how they differ; its name shows the difference in the views. */
export function PairRow({ reference, pair, others }: PairRowProps) {
  const app = useApp();
  const key = pair && pairKey(pair);
  const isShown = useAppState(({ pairShown }) => pairShown !== undefined && pairShown === key);
  const { comparison } = say;
  return (
    <tr data-answer={pair ? 'found' : 'alone'} aria-current={isShown}>
      <th scope="row">
        {pair ? (
          <button
            type="button"
            aria-pressed={isShown}
            title={comparison.show(reference.title)}
            onClick={() => void showPair(app, isShown ? undefined : pair)}
          >
            {reference.title}
          </button>
        ) : (
          reference.title
        )}
      </th>
      <td>
        <Counterpart reference={reference} other={pair?.other} others={others} />
        {pair?.by === 'label' && (
          <span className="row-mark" title={comparison.byLabel}>
            <Icon name="warning" />
            <span className="unseen">{comparison.byLabel}</span>
          </span>
        )}
      </td>
      <FigureCells figures={pair?.figures} isPending={pair !== undefined && pair.figures === undefined} />
    </tr>
  );
}

interface CounterpartProps {
  readonly reference: Member;
  readonly other: Member | undefined;
  readonly others: readonly Member[];
}

function Counterpart({ reference, other, others }: CounterpartProps) {
  const chosen = useAppState((state) => state.counterpartChosen);
  return (
    <select
      aria-label={say.comparison.counterpartOf(reference.title)}
      value={other ? memberKey(other) : ''}
      onChange={(event) => chosen(memberKey(reference), event.target.value || undefined)}
    >
      <option value="">{say.comparison.none}</option>
      {others.map((each) => (
        <option key={memberKey(each)} value={memberKey(each)}>
          {each.title}
        </option>
      ))}
    </select>
  );
}

interface FigureCellsProps {
  readonly figures: PairFigures | undefined;
  readonly isPending: boolean;
}

function FigureCells({ figures, isPending }: FigureCellsProps) {
  const { fixed, significant } = say.numbers;
  const { pending, noValue } = say.comparison;
  const cell = (value: number | undefined, write: (value: number) => string) =>
    value === undefined ? (isPending ? pending : noValue) : write(value);
  const share = (value: number) => fixed(value, 3);
  const mm = (value: number) => fixed(value, 2);
  const ml = (value: number) => (Math.abs(value) >= 100 ? fixed(value, 0) : significant(value, 3));
  return (
    <>
      <td>{cell(figures?.dice, share)}</td>
      <td>{cell(figures?.jaccard, share)}</td>
      <td>{cell(figures?.referenceMl, ml)}</td>
      <td>{cell(figures?.otherMl, ml)}</td>
      <td>{cell(figures?.differenceMl, ml)}</td>
      <td>{cell(figures?.differencePercent, (value) => fixed(value, 1))}</td>
      <td>{cell(figures?.assdMm, mm)}</td>
      <td>{cell(figures?.hd95Mm, mm)}</td>
      <td>{cell(figures?.hausdorffMm, mm)}</td>
    </>
  );
}
