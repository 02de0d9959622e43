import { removeFinding, removeUnread } from '#commands/alter-finding.ts';
import { askAllAgain, outdated } from '#commands/ask-again.ts';
import { say } from '#messages/say.ts';
import type { NotFound, NotUnderstood } from '#results/finding.ts';
import { summaryOf } from '#results/list-rows.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { PROMPT_ID } from '#ui/prompt-bar/prompt-bar.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { useFindings } from '#ui/use-findings.ts';
import { useVerdicts } from './use-verdicts.ts';
import { VerdictSign } from './verdict-sign.tsx';

/** What was made of the scan, in one line; it opens to what was not found or not understood. */
export function FindingsSummary() {
  const findings = useFindings();
  const verdicts = useVerdicts();
  const sentence = say.summary(summaryOf(findings, verdicts));
  const absent = findings.filter((each) => each.kind !== 'found');
  if (absent.length === 0) return <p className="findings-summary">{sentence}</p>;
  const unread = absent.filter(({ kind }) => kind === 'not-understood').length;
  return (
    <details className="findings-summary">
      <summary title={sentence}>{sentence}</summary>
      <ul aria-label={say.findings.notFoundOnes}>
        {absent.map((finding) => (
          <AbsentLine key={finding.id} finding={finding} />
        ))}
      </ul>
      {unread > 1 && <RemoveUnread count={unread} />}
    </details>
  );
}

function RemoveUnread({ count }: { readonly count: number }) {
  const app = useApp();

  function remove() {
    // The button is about to go, and the focus with it.
    document.getElementById(PROMPT_ID)?.focus();
    removeUnread(app);
  }

  return (
    <button type="button" className="link" onClick={remove}>
      {say.findings.removeUnread(count)}
    </button>
  );
}

function AbsentLine({ finding }: { readonly finding: NotFound | NotUnderstood }) {
  const app = useApp();
  const verdict = useVerdicts().get(finding.id);
  const { id, title, kind } = finding;
  const isUnread = kind === 'not-understood';
  return (
    <li data-answer={kind}>
      <Icon name={isUnread ? 'question' : 'none'} />
      <p>
        <strong>{isUnread ? say.findings.quoted(title) : title}</strong>{' '}
        {isUnread ? say.findings.notAStructure : say.findings.absence[finding.reason]}
        {finding.source.region && ` · ${say.asking.inRegionOnly}`}
      </p>
      {verdict && verdict.level !== 'sure' && <VerdictSign {...verdict} />}
      <IconButton icon="close" label={say.findings.remove(title)} onPress={() => removeFinding(app, id)} />
    </li>
  );
}

/** Where the scan has been said to be of another kind since: one button asks for all of it again. */
export function AskAgain() {
  const app = useApp();
  const findings = useAppState((state) => state.findings);
  const volume = useAppState((state) => state.volume);
  const isRunning = useAppState(({ run }) => run.at === 'running');
  const old = outdated({ findings, volume });
  if (old.length === 0) return null;
  const was = [...new Set(old.map(({ source }) => say.title.modalities[source.modality]))];
  return (
    <p className="ask-again">
      <Icon name="warning" />
      {say.findings.answeredAs(old.length, was)}
      <button type="button" className="button" disabled={isRunning} onClick={() => void askAllAgain(app)}>
        {say.findings.askAllAgain}
      </button>
    </p>
  );
}
