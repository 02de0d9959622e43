import { BodyPartSelect } from './body-part.tsx';

/** How the next prompts are asked: of what part of the body, of which slices, in which way. */
export function AskRow() {
  return (
    <div className="ask-row">
      <BodyPartSelect />
    </div>
  );
}
