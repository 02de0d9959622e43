import type { MouseEvent } from 'react';
import { showAlone, toggleObjects } from '#commands/show-objects.ts';
import { say } from '#messages/say.ts';
import type { FoundObject } from '#results/finding.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp } from '#ui/use-app.ts';

interface EyeProps {
  /** Of the object, or of the group. */
  readonly name: string;
  readonly objects: readonly FoundObject[];
}

/** Hides or shows; with the Alt key, shows alone. */
export function Eye({ name, objects }: EyeProps) {
  const app = useApp();
  const areShown = objects.every(({ visible }) => visible);
  const ids = objects.map(({ id }) => id);
  const label = areShown ? say.findings.hide(name) : say.findings.show(name);
  const press = ({ altKey }: MouseEvent) => (altKey ? showAlone(app, ids) : toggleObjects(app, ids));
  return (
    <button
      type="button"
      className="icon-button"
      tabIndex={-1}
      aria-label={label}
      title={say.findings.eyeHint(label)}
      onClick={press}
    >
      <Icon name={areShown ? 'eye' : 'eye-off'} />
    </button>
  );
}
