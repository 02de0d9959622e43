import { acceptReadings } from '#commands/accept-readings.ts';
import { removeFinding } from '#commands/alter-finding.ts';
import { ask } from '#commands/ask.ts';
import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import { wording } from '#messages/wording.ts';
import type { Finding, NotFound, NotUnderstood } from '#results/finding.ts';
import { NotLookedAt } from '#ui/findings/not-looked-at.tsx';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { Rich } from '#ui/kit/rich.tsx';
import { ManagerLink } from '#ui/model-manager/manager-link.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { useFindings } from '#ui/use-findings.ts';
import { BeyondPart, BodyPartChips } from './body-part.tsx';

interface RefusalsProps {
  readonly isDismissed: boolean;
  onDismiss(): void;
}

/** What the last prompt asked for and did not get, until the next one is asked or it is dismissed. */
export function Refusals({ isDismissed, onDismiss }: RefusalsProps) {
  const latest = useAppState((state) => state.latest);
  const findings = useFindings();
  const notices = useAppState((state) => state.notices);
  const actSettled = useAppState((state) => state.actSettled);
  const errors = notices.filter(({ act }) => act === 'prompt');
  const answers = isDismissed ? [] : refused(latest?.findings ?? [], findings);
  // Where everything was asked for, the summary of the list says what is not there.
  const absent = latest?.isEverything ? [] : answers.filter((each) => each.kind === 'not-found');
  const unread = answers.filter((each) => each.kind === 'not-understood');
  const isEmpty = errors.length + absent.length + unread.length === 0;

  function dismiss() {
    onDismiss();
    actSettled('prompt');
  }

  return (
    <div className="refusals" role="status" data-empty={isEmpty}>
      {!isEmpty && (
        <>
          <Icon name="info" />
          <div>
            {errors.map(({ id, error }) => (
              <p key={id}>
                {wording(error)}
                {error.code === 'prompt-body-part' && <BodyPartChips />}
                <BeyondPart error={error} />
              </p>
            ))}
            <Absent findings={absent} />
            <Unread findings={unread} />
          </div>
          <IconButton icon="close" label={say.refusals.dismiss} onPress={dismiss} />
        </>
      )}
    </div>
  );
}

function refused(ids: readonly string[], findings: readonly Finding[]) {
  return findings.filter((each) => each.kind !== 'found' && ids.includes(each.id));
}

/** One line for each reason. */
function Absent({ findings }: { readonly findings: readonly NotFound[] }) {
  const reasons = [...new Set(findings.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const titles = findings.filter((each) => each.reason === reason).map(({ title }) => title);
    const source = findings.find((each) => each.reason === reason)?.source;
    return (
      <div key={reason}>
        <p>{say.refusals.absent(reason, titles)}</p>
        <NotLookedAt {...source} />
      </div>
    );
  });
}

/** One line for each text that has something near it or another model that may know it, and one for all others. */
function Unread({ findings }: { readonly findings: readonly NotUnderstood[] }) {
  const hasHelp = ({ nearest, elsewhere }: NotUnderstood) => nearest.length + elsewhere.length > 0;
  const bare = findings.filter((each) => !hasHelp(each)).map(({ title }) => title);
  return (
    <>
      {findings.filter(hasHelp).map((finding) => (
        <p key={finding.id}>
          {finding.elsewhere.length > 0
            ? say.refusals.notKnown(finding.source.model, finding.title)
            : say.refusals.unread(finding.title)}{' '}
          {finding.isReading ? <Reading finding={finding} /> : <Nearest finding={finding} />}{' '}
          <Elsewhere finding={finding} />
        </p>
      ))}
      {bare.length > 0 && <p>{say.refusals.unknown(bare)}</p>}
    </>
  );
}

/** What the prompt names, to be agreed to by a press, or by Enter in the empty field. */
function Reading({ finding }: { readonly finding: NotUnderstood }) {
  const app = useApp();
  return (
    <button type="button" className="chip" onClick={() => void acceptReadings(app, [finding])}>
      <Rich text={say.refusals.readAs(finding.nearest.map(structureName))} quoted="kbd" />
    </button>
  );
}

function Nearest({ finding: { id, nearest } }: { readonly finding: NotUnderstood }) {
  const app = useApp();
  if (nearest.length === 0) return null;

  function askInstead(name: string) {
    removeFinding(app, id);
    void ask(app, name);
  }

  return (
    <>
      {say.refusals.didYouMean}{' '}
      {nearest.map((name) => (
        <button key={name} type="button" className="chip" onClick={() => askInstead(name)}>
          {structureName(name)}
        </button>
      ))}
      {say.refusals.orNot}
    </>
  );
}

function Elsewhere({ finding: { elsewhere } }: { readonly finding: NotUnderstood }) {
  if (elsewhere.length === 0) return null;
  return (
    <>
      {say.refusals.knownElsewhere(elsewhere)} <ManagerLink>{say.refusals.seeModels}</ManagerLink>
    </>
  );
}
