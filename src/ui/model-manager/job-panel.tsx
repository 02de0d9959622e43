import { cancelPackJob, pausePackJob, resumePackJob } from '#commands/pack-jobs.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';
import { jobSentence } from './job-sentence.ts';

/** What is being done to packs, with the means to halt it. */
export function JobPanel() {
  const app = useApp();
  const job = useAppState((state) => state.packJob);
  if (!job) return null;
  const { progress, isPaused } = job;
  const title = say.job.titles[job.kind](job);
  const share = progress && progress.total > 0 ? progress.done / progress.total : 0;
  return (
    <section className="job" aria-label={title}>
      <h3>{title}</h3>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={title}
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
          {isPaused ? say.job.resume : say.job.pause}
        </button>
        <button type="button" className="button" onClick={() => cancelPackJob(app)}>
          {say.job.cancel}
        </button>
        {job.kind === 'convert' && <p>{say.job.mayClose}</p>}
      </div>
    </section>
  );
}
