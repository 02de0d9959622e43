import { useEffect, useId, useMemo, useState } from 'react';
import { labelLists, nameLabels, readLabelLists, unnamed } from '#commands/name-labels.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Where a file gave numbers only: which list says what they mean. */
export function NameLabels() {
  const app = useApp();
  const findings = useAppState((state) => state.findings);
  const objects = useMemo(() => unnamed({ findings }), [findings]);
  const isNeeded = objects.length > 0;
  useEffect(() => {
    if (isNeeded) void readLabelLists(app);
  }, [app, isNeeded]);
  return isNeeded ? <Choice labels={objects.map(({ fromFile }) => fromFile?.label ?? 0)} /> : null;
}

function Choice({ labels }: { readonly labels: readonly number[] }) {
  const app = useApp();
  const id = useId();
  const model = useAppState((state) => state.model);
  const weights = useAppState((state) => state.weights);
  const lists = useMemo(() => labelLists({ model, weights }), [model, weights]);
  const [chosen, setChosen] = useState('');

  function choose(next: string) {
    setChosen(next);
    nameLabels(
      app,
      lists.find((list) => list.id === next),
    );
  }

  return (
    <p className="name-labels" title={say.segmentations.namesHint}>
      <label htmlFor={id}>{say.segmentations.names}</label>
      <select id={id} value={chosen} onChange={(event) => choose(event.target.value)}>
        <option value="">{say.segmentations.asNumbers}</option>
        {lists.map((list) => {
          const known = labels.filter((label) => list.names.has(label)).length;
          return (
            <option key={list.id} value={list.id} disabled={known === 0}>
              {say.segmentations.list(list.name, known, labels.length)}
            </option>
          );
        })}
      </select>
    </p>
  );
}
