import { removeFinding } from '#commands/alter-finding.ts';
import { ask } from '#commands/ask.ts';
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
      verdict={<span className="verdict">Not found</span>}
    >
      <p className="answer">
        {reason === 'improbable' ? 'Not found in this scan' : 'Not found: too little could be outlined'}
      </p>
      {cautions.map((caution) => (
        <MarkSentence key={caution.text} mark={caution} hint={caution.hint} />
      ))}
      <SliceReading slices={source.slices} />
      <div className="finding-foot">
        <PresenceScore existence={existence} />
        <IconButton icon="trash" label={`Delete ${title}`} onPress={row.onDelete} />
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
      shown={`“${title}”`}
      sign={<Icon name="question" />}
      verdict={<span className="verdict">Not known</span>}
    >
      <p className="answer">
        Not a structure that the model knows.{' '}
        {elsewhere.map((pack) => `${pack}, another model, was trained on it and may know it. `)}
        {elsewhere.length > 0 && (
          <>
            <ManagerLink>See the models</ManagerLink>.{' '}
          </>
        )}
        {nearest.length > 0 ? 'Did you mean:' : 'The list above has those that it does.'}
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
        <IconButton icon="trash" label={`Delete ${title}`} onPress={row.onDelete} />
      </div>
    </FindingRow>
  );
}
