import { useState } from 'react';
import { recognise } from '#commands/body-parts.ts';
import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import { ManagerLink } from '#ui/model-manager/manager-link.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import { statedParts } from '#volume/body-part.ts';
import { useOfferedStructures } from './use-offered.ts';

/** Below this height of the window the findings need the room more. */
const ROOMY = 760;
/** More names than this are typed, with suggestions, rather than looked for. */
const MOST = 40;

/** The structures that the model knows, to be asked for with one click: each, or all. */
export function Vocabulary({ onChoose }: { onChoose(name: string): void }) {
  const app = useApp();
  const model = useAppState(({ model }) => (model.at === 'ready' ? model.model : undefined));
  const structures = useOfferedStructures();
  const hasFindings = useAppState(({ findings }) => findings.length > 0);
  const hasObjects = useAppState(({ findings }) => findings.some(({ kind }) => kind === 'found'));
  const bodyPart = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info.bodyPart : undefined));
  const parts = statedParts(bodyPart);
  const [wish, setWish] = useState<boolean>();
  if (!model) return null;
  // Until the user says otherwise: what was found needs the room more.
  const isOpen = wish ?? (!hasObjects && window.innerHeight >= ROOMY && structures.length <= MOST);
  return (
    <div className="vocabulary-row">
      {structures.length === 0 ? (
        <p className="vocabulary">
          {say.bodyParts.knowsNothing(model.name, parts)} <ManagerLink>{say.refusals.seeModels}</ManagerLink>
        </p>
      ) : (
        <details
          className="vocabulary"
          open={isOpen}
          onToggle={({ currentTarget: { open } }) => open !== isOpen && setWish(open)}
        >
          <summary>
            {structures.length < model.structures.length && parts.length > 0
              ? say.bodyParts.knowsHere(model.name, structures.length, model.structures.length, parts)
              : say.prompt.knows(model.name, structures.length)}
          </summary>
          <ul className="chips">
            {structures.map(({ id, name }) => (
              <li key={id}>
                <button type="button" className="chip" onClick={() => onChoose(name)}>
                  {structureName(name)}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {/* The first step where there are no findings yet; then the list has it. */}
      {hasFindings && (
        <button type="button" className="chip" onClick={() => void recognise(app)}>
          {say.findings.recognise}
        </button>
      )}
    </div>
  );
}
