import { Fragment } from 'react';
import { say } from '#messages/say.ts';
import { SHORTCUTS } from './shortcuts.ts';
import { KEYS_ID } from './show-keys.ts';

const PLACES = ['page', 'scan', 'edit', 'prompt', 'list', 'views', 'marks'] as const;
/** So many keys in a row are shown by the first and the last of them. */
const RANGE = 5;

/** What every key does, and the mouse. */
export function KeysDialog() {
  return (
    <dialog id={KEYS_ID} className="about keys-dialog" aria-labelledby="keys-title">
      <h2 id="keys-title">{say.keys.title}</h2>
      <div className="keys-places">
        {PLACES.map((place) => (
          <section key={place} aria-labelledby={`keys-${place}`}>
            <h3 id={`keys-${place}`}>{say.keys.places[place]}</h3>
            <dl className="keys">
              {SHORTCUTS.filter(({ where }) => where === place).map(({ keys, effect }) => (
                <Fragment key={keys.join()}>
                  <dt>
                    <Keys keys={keys} />
                  </dt>
                  <dd>{effect()}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
        <section aria-labelledby="keys-mouse">
          <h3 id="keys-mouse">{say.keys.mouseTitle}</h3>
          <dl className="keys">
            {say.keys.mouse.map(([gesture, effect]) => (
              <Fragment key={gesture}>
                <dt>{gesture}</dt>
                <dd>{effect}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      </div>
      <form method="dialog">
        <button type="submit" className="button primary">
          {say.keys.close}
        </button>
      </form>
    </dialog>
  );
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  const [first, last] = [keys[0] ?? '', keys.at(-1) ?? ''];
  if (keys.length >= RANGE) {
    return (
      <>
        <kbd>{say.keys.name(first)}</kbd> – <kbd>{say.keys.name(last)}</kbd>
      </>
    );
  }
  return keys.map((key) => <kbd key={key}>{say.keys.name(key)}</kbd>);
}
