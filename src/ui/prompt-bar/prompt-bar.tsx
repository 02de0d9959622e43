import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { acceptReadings, readingsOffered } from '#commands/accept-readings.ts';
import { ask } from '#commands/ask.ts';
import { noteTyping } from '#commands/make-ready.ts';
import { stopSegmenting } from '#commands/segment.ts';
import { say } from '#messages/say.ts';
import { Rich } from '#ui/kit/rich.tsx';
import { LongWait } from '#ui/passport/long-wait.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { AskRow } from './ask-row.tsx';
import { PromptField } from './prompt-field.tsx';
import { Refusals } from './refusals.tsx';
import { RunProgress } from './run-progress.tsx';
import { Vocabulary } from './vocabulary.tsx';
import { Waiting } from './waiting.tsx';

export const PROMPT_ID = 'prompt';

export function PromptBar() {
  const app = useApp();
  const isRunning = useAppState(({ run }) => run.at === 'running');
  const takesAnyText = useAppState(({ model }) => model.at === 'ready' && model.model.takesAnyText);
  const [text, setText] = useState(app.startPrompt);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const latest = useAppState((state) => state.latest);
  const [dismissed, setDismissed] = useState<typeof latest>();

  useEffect(() => noteTyping(app, text), [app, text]);

  async function find(prompt: string) {
    const outcome = await ask(app, prompt);
    // What was answered or waits makes room for the next prompt, unless another is being typed already.
    if (outcome === 'answered' || outcome === 'waiting')
      setText((current) => (current === prompt ? '' : current));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const readings = text.trim() === '' && latest !== dismissed ? readingsOffered(app.store.getState()) : [];
    if (readings.length > 0) void acceptReadings(app, readings);
    else void find(text);
  }

  return (
    <section className="prompt-bar" aria-label={say.prompt.bar}>
      <form onSubmit={submit}>
        <label htmlFor={PROMPT_ID}>{say.prompt.label}</label>
        <div className="prompt-row">
          <PromptField id={PROMPT_ID} input={input} text={text} describedBy={hint} onType={setText} />
          {/* Two elements, not one that changes its type: else the click that cancels goes on to submit. */}
          {isRunning ? (
            <button
              key="cancel"
              type="button"
              className="button"
              title={say.prompt.cancelHint}
              onClick={() => stopSegmenting(app)}
            >
              {say.prompt.cancel}
            </button>
          ) : (
            <button key="find" type="submit" className="button primary">
              {say.prompt.find}
            </button>
          )}
        </div>
        <div className="hint" id={hint}>
          <Waiting
            otherwise={
              <p>
                <Rich text={takesAnyText ? say.prompt.freeKeys : say.prompt.keys} quoted="kbd" />
              </p>
            }
          />
        </div>
      </form>
      <AskRow />
      <LongWait />
      <RunProgress />
      <Refusals
        isDismissed={latest !== undefined && latest === dismissed}
        onDismiss={() => setDismissed(latest)}
      />
      <Vocabulary onChoose={(name) => void find(name)} />
    </section>
  );
}
