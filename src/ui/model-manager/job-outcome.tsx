import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useAppState } from '#ui/use-app.ts';

/** What the last job came to, said where it was started; before there is one, what became of a file that was given. */
export function JobOutcome() {
  const outcome = useAppState((state) => state.jobOutcome);
  const isBusy = useAppState((state) => state.packJob !== undefined);
  return (
    <div className="job-outcome" role="status">
      {outcome?.kind === 'failed' && (
        <p className="job-failed">
          <Icon name="warning" />
          {wording(outcome.error)}
        </p>
      )}
      {!outcome && !isBusy && <Given />}
      {outcome?.kind === 'done' && <p>{say.job.outcomes[outcome.job](outcome)}</p>}
    </div>
  );
}

/** That a file is looked into, or for what it was taken, which has a form further down. */
function Given() {
  const checkpoint = useAppState((state) => state.checkpoint);
  const offered = useAppState((state) => (state.offered.at === 'read' ? state.offered.name : undefined));
  if (!checkpoint) return null;
  const { name, is } = checkpoint;
  if (is.kind === 'being-read') return <p>{say.nnunet.reading(name)}</p>;
  if (is.kind === 'nnunet') return <p>{say.nnunet.taken(name, is.title)}</p>;
  return offered === undefined ? null : <p>{say.convert.taken(name, offered)}</p>;
}
