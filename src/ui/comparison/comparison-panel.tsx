import { useEffect, useMemo, useState } from 'react';
import {
  type Compared,
  compared,
  comparePairs,
  copyComparison,
  originName,
  pairKey,
  showComparison,
} from '#commands/compare.ts';
import { say } from '#messages/say.ts';
import {
  type ComparedPair,
  type Member,
  memberKey,
  type Origin,
  orderPairs,
  type PairOrder,
} from '#results/comparison.ts';
import { COMPARISON, closeBelow } from '#ui/kit/below-views.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { useFindings } from '#ui/use-findings.ts';
import { OriginChoice } from './origin-choice.tsx';
import { PairHead } from './pair-head.tsx';
import { PairRow } from './pair-row.tsx';

/** Two results beside each other, below the views; nothing where nobody compares. */
export function ComparisonPanel() {
  const isComparing = useAppState((state) => state.isComparing);
  return isComparing ? <Panel /> : null;
}

/** What agrees least is to be seen first. */
const LEAST_ALIKE_FIRST: PairOrder = { column: 'dice', isDescending: false };

function Panel() {
  const app = useApp();
  const findings = useAppState((state) => state.findings);
  const model = useAppState((state) => state.model);
  const weights = useAppState((state) => state.weights);
  const described = useAppState((state) => state.described);
  const comparedReference = useAppState((state) => state.comparedReference);
  const comparedOther = useAppState((state) => state.comparedOther);
  const comparedWith = useAppState((state) => state.comparedWith);
  const now = useMemo(
    () => compared({ findings, model, weights, described, comparedReference, comparedOther, comparedWith }),
    [findings, model, weights, described, comparedReference, comparedOther, comparedWith],
  );
  const shown = useFindings();
  const nameOf = ({ id, title }: Member) => shown.find((each) => each.id === id)?.title ?? title;
  useEffect(() => {
    void comparePairs(app, now);
  }, [app, now]);
  return (
    <section className="results comparison" aria-labelledby={COMPARISON.headingId}>
      <div className="results-head">
        <h2 id={COMPARISON.headingId} tabIndex={-1}>
          {say.comparison.title}
        </h2>
        {now && <OriginChoice now={now} />}
        {now && <Actions now={now} />}
        <IconButton
          icon="close"
          label={say.comparison.close}
          onPress={() => closeBelow(COMPARISON, () => showComparison(app, false))}
        />
      </div>
      {now ? (
        <Pairs now={inNames(now, nameOf)} />
      ) : (
        <p className="comparison-note">{say.comparison.nothing}</p>
      )}
    </section>
  );
}

/** With what the page calls each object in place of what files do. */
function inNames(now: Compared, nameOf: (member: Member) => string): Compared {
  const named = (member: Member) => ({ ...member, title: nameOf(member) });
  const result = (origin: Origin) => ({ ...origin, members: origin.members.map(named) });
  return {
    ...{ origins: now.origins, reference: result(now.reference), other: result(now.other) },
    pairs: now.pairs.map((pair) => ({ ...pair, reference: named(pair.reference), other: named(pair.other) })),
    ...{ onlyReference: now.onlyReference.map(named), onlyOther: now.onlyOther.map(named) },
  };
}

function usePairs({ pairs }: Compared): readonly ComparedPair[] {
  const pairFigures = useAppState((state) => state.pairFigures);
  return pairs.map((pair) => ({ ...pair, figures: pairFigures.get(pairKey(pair)) }));
}

function Pairs({ now }: { readonly now: Compared }) {
  const [order, setOrder] = useState(LEAST_ALIKE_FIRST);
  const pairs = orderPairs(usePairs(now), order);
  const { reference, other, onlyReference, onlyOther } = now;
  const { comparison } = say;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table must scroll by keyboard too.
    <section className="results-scroll" aria-label={comparison.pairs} tabIndex={0}>
      {pairs.length === 0 && <p className="comparison-note">{comparison.noPairs}</p>}
      <table>
        <PairHead order={order} onOrder={setOrder} />
        <tbody>
          {pairs.map((pair) => (
            <PairRow key={pairKey(pair)} reference={pair.reference} pair={pair} others={other.members} />
          ))}
          {onlyReference.map((member) => (
            <PairRow key={memberKey(member)} reference={member} others={other.members} />
          ))}
        </tbody>
      </table>
      {onlyReference.length > 0 && (
        <p className="comparison-note">
          {comparison.only(
            originName(reference),
            onlyReference.map(({ title }) => title),
          )}
        </p>
      )}
      {onlyOther.length > 0 && (
        <p className="comparison-note">
          {comparison.only(
            originName(other),
            onlyOther.map(({ title }) => title),
          )}
        </p>
      )}
    </section>
  );
}

function Actions({ now }: { readonly now: Compared }) {
  const app = useApp();
  const pairs = usePairs(now);
  const [copied, setCopied] = useState(0);
  const titles = (members: Compared['onlyOther']) => members.map(({ title }) => title);

  async function copy() {
    const comparison = {
      ...{ reference: originName(now.reference), other: originName(now.other), pairs },
      ...{ onlyReference: titles(now.onlyReference), onlyOther: titles(now.onlyOther) },
    };
    setCopied((await copyComparison(app, comparison)) ? pairs.length : 0);
  }

  return (
    <div className="results-actions">
      <span role="status">{copied > 0 && say.comparison.copied(copied)}</span>
      <button type="button" className="button" disabled={pairs.length === 0} onClick={() => void copy()}>
        <Icon name="copy" />
        {say.comparison.copy}
      </button>
      <button
        type="button"
        className="button"
        disabled={pairs.length === 0}
        onClick={() => app.store.getState().savingOffered(true)}
      >
        <Icon name="download" />
        {say.comparison.save}
      </button>
    </div>
  );
}
