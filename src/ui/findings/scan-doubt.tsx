import { useId } from 'react';
import { answerAnyway } from '#commands/ask-again.ts';
import { showSlice } from '#commands/show-slice.ts';
import { turnScan } from '#commands/turn-scan.ts';
import { say } from '#messages/say.ts';
import { doubtOfScan, type ScanDoubt } from '#results/orientation.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { FLIPS, type Flip } from '#volume/turn.ts';

/** The turns that may be what is wrong; none where the values or the size are. */
function turnsFor(doubt: ScanDoubt): readonly (readonly Flip[])[] {
  if (doubt.kind === 'turned') return [doubt.flips];
  if (doubt.kind === 'jump' || doubt.kind === 'stretched') return [];
  if (doubt.kind === 'unfamiliar' && doubt.doubt !== 'unlike') return [];
  return FLIPS.map((flip) => [flip]);
}

/** Says where the answers speak against the scan itself, and offers to turn it; what was turned can be turned back. */
export function ScanDoubtOffer() {
  const app = useApp();
  const title = useId();
  const findings = useAppState((state) => state.findings);
  const isRunning = useAppState(({ run }) => run.at === 'running');
  const turned = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.turned : undefined));
  const doubt = doubtOfScan(findings);
  const isTurned = turned !== undefined && turned.length > 0;
  if (!doubt && !isTurned) return null;
  const offers = doubt ? turnsFor(doubt) : [];
  return (
    <section className="scan-doubt" aria-labelledby={title}>
      <p id={title}>
        <Icon name={doubt ? 'warning' : 'info'} />
        {doubt ? say.scanDoubt.says(doubt) : say.scanDoubt.isTurned(turned ?? [])}
      </p>
      <div className="scan-doubt-offers">
        {doubt?.kind === 'jump' && (
          <button type="button" className="chip" onClick={() => showSlice(app, doubt.axis, doubt.slice)}>
            {say.scanDoubt.show}
          </button>
        )}
        {offers.map((flips) => (
          <button
            key={flips.join()}
            type="button"
            className="chip"
            disabled={isRunning}
            title={say.scanDoubt.turnHint}
            onClick={() => void turnScan(app, flips)}
          >
            {say.scanDoubt.turn(flips)}
          </button>
        ))}
        {doubt?.kind === 'unfamiliar' && !doubt.isAnswered && doubt.doubt !== 'size' && (
          <button
            type="button"
            className="chip"
            disabled={isRunning}
            title={say.scanDoubt.anywayHint}
            onClick={() => void answerAnyway(app)}
          >
            {say.scanDoubt.anyway}
          </button>
        )}
        {isTurned && (
          <button
            type="button"
            className="chip"
            disabled={isRunning}
            onClick={() => void turnScan(app, turned)}
          >
            {say.scanDoubt.turnBack}
          </button>
        )}
      </div>
    </section>
  );
}
