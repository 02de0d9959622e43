import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useAppState } from '#ui/use-app.ts';

/** What the last job came to, said where it was started. */
export function JobOutcome() {
  const outcome = useAppState((state) => state.jobOutcome);
  return (
    <div className="job-outcome" role="status">
      {outcome?.kind === 'failed' && (
        <p className="job-failed">
          <Icon name="warning" />
          {wording(outcome.error)}
        </p>
      )}
      {outcome?.kind === 'done' && <p>{say.job.outcomes[outcome.job](outcome)}</p>}
    </div>
  );
}
