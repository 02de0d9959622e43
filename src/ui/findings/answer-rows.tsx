import { removeFinding } from '#commands/alter-finding.ts';
import { ask } from '#commands/ask.ts';
import { say } from '#messages/say.ts';
import type { NotFound, NotUnderstood } from '#results/finding.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { ManagerLink } from '#ui/model-manager/manager-link.tsx';
import { useApp } from '#ui/use-app.ts';
import { useCautions } from './cautions.ts';
import { FindingRow, MarkSentence, type RowState } from './finding-row.tsx';
import { PresenceScore } from './presence-score.tsx';
import { SliceReading } from './slice-reading.tsx';

/** A structure that was looked for and is not there. */
export function AbsentRow({ finding, ...row }: { readonly finding: NotFound } & RowState) {
  const { title, reason, existence, source } = finding;
  const cautions = useCautions(source);
  return (
    <FindingRow
      {...row}
      name={title}
      sign={<Icon name="none" />}
      marks={cautions}
      verdict={<span className="verdict">{say.findings.notFound}</span>}
    >
      <p className="answer">{say.findings.absence[reason]}</p>
      {cautions.map((caution) => (
        <MarkSentence key={caution.text} mark={caution} hint={caution.hint} />
      ))}
      <SliceReading slices={source.slices} />
      <div className="finding-foot">
        {reason === 'improbable' && <PresenceScore existence={existence} />}
        <IconButton icon="trash" label={say.findings.remove(title)} onPress={row.onDelete} />
      </div>
    </FindingRow>
  );
}

/** A text that names nothing the model knows, with what it may have meant. */
export function PuzzledRow({ finding, ...row }: { readonly finding: NotUnderstood } & RowState) {
  const app = useApp();
  const { id, title, nearest, elsewhere } = finding;

  function askInstead(name: string) {
    removeFinding(app, id);
    void ask(app, name);
  }

  return (
    <FindingRow
      {...row}
      name={title}
      shown={say.findings.quoted(title)}
      sign={<Icon name="question" />}
      verdict={<span className="verdict">{say.findings.notKnown}</span>}
    >
      <p className="answer">
        {say.findings.notAStructure} {elsewhere.map((pack) => `${say.findings.knownElsewhere(pack)} `)}
        {elsewhere.length > 0 && (
          <>
            <ManagerLink>{say.findings.seeModels}</ManagerLink>.{' '}
          </>
        )}
        {nearest.length > 0 ? say.findings.didYouMean : say.findings.listAbove}
      </p>
      <div className="finding-foot">
        <ul className="chips">
          {nearest.map((name) => (
            <li key={name}>
              <button type="button" className="chip" onClick={() => askInstead(name)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
        <IconButton icon="trash" label={say.findings.remove(title)} onPress={row.onDelete} />
      </div>
    </FindingRow>
  );
}
