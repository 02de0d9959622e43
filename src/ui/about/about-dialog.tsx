import { type Ref, useState } from 'react';
import { type ModelCard, readModelCard } from '#commands/read-model-card.ts';
import { say } from '#messages/say.ts';
import { Rich } from '#ui/kit/rich.tsx';
import { PassportLink } from '#ui/passport/passport-link.tsx';
import { KeepField } from '#ui/sessions/kept-work.tsx';
import { useApp } from '#ui/use-app.ts';
import { LanguageField } from './language-field.tsx';
import { ThemeField } from './theme-field.tsx';

export function AboutDialog({ ref }: { readonly ref: Ref<HTMLDialogElement> }) {
  const app = useApp();
  const [card, setCard] = useState<ModelCard>();
  return (
    <dialog
      ref={ref}
      className="about"
      aria-labelledby="about-title"
      onToggle={(event) => {
        if (event.newState === 'open') readModelCard(app).then(setCard, () => {});
      }}
    >
      <h2 id="about-title">{say.about.title}</h2>
      <p>{say.about.what}</p>
      <p>
        <Rich text={say.about.disclaimer} />
      </p>
      {card && <Card card={card} />}
      <ThemeField />
      <LanguageField />
      <KeepField />
      <p>
        <PassportLink />
      </p>
      <form method="dialog">
        <button type="submit" className="button primary">
          {say.about.close}
        </button>
      </form>
    </dialog>
  );
}

function Card({ card }: { readonly card: ModelCard }) {
  return (
    <>
      <h3>{say.about.model(card.name, card.version)}</h3>
      <p>{card.description}</p>
      <p>{card.license.terms}</p>
      <details>
        <summary>{say.about.trainedOn}</summary>
        <ul>
          {card.trainedOn.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
