import { cancelPackJob, pausePackJob, resumePackJob } from '#commands/run-pack-job.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { jobSentence, jobTitle } from './job-sentence.ts';

/** What is being done to packs, with the means to halt it. */
export function JobPanel() {
  const app = useApp();
  const job = useAppState((state) => state.packJob);
  if (!job) return null;
  const { progress, isPaused } = job;
  const share = progress && progress.total > 0 ? progress.done / progress.total : 0;
  return (
    <section className="job" aria-label={jobTitle(job)}>
      <h3>{jobTitle(job)}</h3>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={jobTitle(job)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * share)}
      >
        <div style={{ transform: `scaleX(${share})` }} />
      </div>
      <p>{jobSentence(job)}</p>
      <div className="job-actions">
        <button
          type="button"
          className="button"
          onClick={() => (isPaused ? resumePackJob(app) : pausePackJob(app))}
        >
          {isPaused ? 'Go on' : 'Pause'}
        </button>
        <button type="button" className="button" onClick={() => cancelPackJob(app)}>
          Cancel
        </button>
        {job.kind === 'convert' && (
          <p>
            You can close this window. If the tab closes, the same checkpoint goes on from the last whole
            file.
          </p>
        )}
      </div>
    </section>
  );
}
