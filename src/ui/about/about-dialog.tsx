import { type Ref, useState } from 'react';
import { type ModelCard, readModelCard } from '#commands/read-model-card.ts';
import { useApp } from '#ui/use-app.ts';

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
      <h2 id="about-title">About parse3d</h2>
      <p>
        Outlines structures in 3D medical images from a typed prompt. The model runs in this browser: the
        scan, the prompts and the masks stay on this machine, and a security policy keeps the page from
        contacting any other site.
      </p>
      <p>
        <strong>Research use only. Not a medical device.</strong> Outlines and volumes can be wrong; check
        them against the images.
      </p>
      {card && <Card card={card} />}
      <h3>Mouse and keys</h3>
      <dl className="keys">
        <dt>Left drag</dt>
        <dd>Move the crosshair; turn the 3D view</dd>
        <dt>Right drag</dt>
        <dd>Window width and level</dd>
        <dt>Wheel, Ctrl + wheel</dt>
        <dd>Slices, zoom</dd>
        <dt>Shift + drag</dt>
        <dd>Pan</dd>
        <dt>1 – 5</dt>
        <dd>Layouts</dd>
        <dt>Arrows, Page up/down</dt>
        <dd>Step the crosshair, when the views have the focus</dd>
        <dt>/, Enter, Esc</dt>
        <dd>Prompt, find, cancel</dd>
      </dl>
      <form method="dialog">
        <button type="submit" className="button primary">
          Close
        </button>
      </form>
    </dialog>
  );
}

function Card({ card }: { readonly card: ModelCard }) {
  return (
    <>
      <h3>
        Model: {card.name} {card.version}
      </h3>
      <p>{card.description}</p>
      <p>{card.license.terms}</p>
      <details>
        <summary>Trained on</summary>
        <ul>
          {card.trainedOn.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
