import { askBeyond, recognisePart } from '#commands/body-parts.ts';
import { namesBeyond } from '#commands/said-parts.ts';
import type { WireError } from '#errors.ts';
import { say } from '#messages/say.ts';
import { ManagerLink } from '#ui/model-manager/manager-link.tsx';
import { useApp } from '#ui/use-app.ts';
import { useOfferedParts } from './use-offered.ts';

/** What the scan shows, one click each, which asks at once: for models whose questions depend on it. */
export function BodyPartChips() {
  const app = useApp();
  const parts = useOfferedParts();
  return (
    <span className="chips">
      {parts.map((each) => (
        <button key={each} type="button" className="chip" onClick={() => void recognisePart(app, each)}>
          {say.bodyParts.names[each]}
        </button>
      ))}
    </span>
  );
}

/** The ways on where something was not looked for, since the scan is said to show another part of the body. */
export function BeyondPart({ error }: { readonly error: WireError }) {
  const app = useApp();
  const names = namesIn(error);
  if (!names) return null;
  return (
    <>
      {' '}
      <button
        type="button"
        className="chip"
        title={say.bodyParts.askAnywayHint}
        onClick={() => void askBeyond(app, names)}
      >
        {say.bodyParts.askAnyway}
      </button>{' '}
      {error.code === 'prompt-part-unknown' && <ManagerLink>{say.refusals.seeModels}</ManagerLink>}
    </>
  );
}

/** None where everything is to be asked for; undefined of other errors. */
function namesIn(error: WireError): readonly string[] | undefined {
  return error.code === 'prompt-part-unknown' ? [] : namesBeyond(error);
}
