import { removeFinding } from '#commands/alter-finding.ts';
import { ask } from '#commands/ask.ts';
import type { NotFound, NotUnderstood } from '#results/finding.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { ManagerLink } from '#ui/model-manager/manager-link.tsx';
import { useApp } from '#ui/use-app.ts';
import { OtherModality } from './other-modality.tsx';
import { PresenceScore } from './presence-score.tsx';
import { SliceReading } from './slice-reading.tsx';
import { Untested } from './untested.tsx';

export function AbsentCard({ finding }: { readonly finding: NotFound }) {
  const app = useApp();
  const { id, title, existence, source } = finding;
  return (
    <article className="card" aria-label={title}>
      <div className="card-head">
        <span className="card-sign">
          <Icon name="none" />
        </span>
        <h3>{title}</h3>
        <div className="card-actions">
          <IconButton icon="trash" label={`Delete ${title}`} onPress={() => removeFinding(app, id)} />
        </div>
      </div>
      <dl className="card-facts">
        <div>
          <dt className="unseen">Answer</dt>
          <dd className="answer">
            {finding.reason === 'improbable'
              ? 'Not found in this scan'
              : 'Not found: too little could be outlined'}
          </dd>
        </div>
        <PresenceScore existence={existence} />
      </dl>
      {!source.isTested && <Untested modality={source.modality} />}
      <SliceReading slices={source.slices} />
      <OtherModality modality={source.modality} />
    </article>
  );
}

export function PuzzledCard({ finding }: { readonly finding: NotUnderstood }) {
  const app = useApp();
  const { id, title, nearest, elsewhere } = finding;

  function askInstead(name: string) {
    removeFinding(app, id);
    void ask(app, name);
  }

  return (
    <article className="card" aria-label={title}>
      <div className="card-head">
        <span className="card-sign">
          <Icon name="question" />
        </span>
        <h3>“{title}”</h3>
        <div className="card-actions">
          <IconButton icon="trash" label={`Delete ${title}`} onPress={() => removeFinding(app, id)} />
        </div>
      </div>
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
      <ul className="chips">
        {nearest.map((name) => (
          <li key={name}>
            <button type="button" className="chip" onClick={() => askInstead(name)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </article>
  );
}
