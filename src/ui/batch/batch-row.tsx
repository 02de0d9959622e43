import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { BatchScan, BatchScanState } from '#state/batch-slice.ts';
import { stageSentence } from '#ui/prompt-bar/stage-sentence.ts';

/** A scan of the batch, and how far it is. */
export function BatchRow({ scan: { name, state } }: { readonly scan: BatchScan }) {
  return (
    <li className="batch-row" data-at={state.at}>
      <strong>{name}</strong>
      <span>{batchSentence(state)}</span>
      {state.at === 'done' &&
        state.notices.map((notice) => (
          <span key={notice.code} className="batch-notice">
            {wording(notice)}
          </span>
        ))}
    </li>
  );
}

function batchSentence(state: BatchScanState): string {
  switch (state.at) {
    case 'waiting':
      return say.batch.waiting;
    case 'running':
      if (state.step === 'read') return say.batch.reading;
      return state.step === 'write' ? say.batch.writing : stageSentence(state.step);
    case 'done':
      return say.batch.done(state.found, state.of, state.unread, state.stem);
    case 'skipped':
      return say.batch.skipped(state.stem);
    case 'failed':
      return wording(state.error);
  }
}
