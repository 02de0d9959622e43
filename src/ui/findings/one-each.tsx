import { partInstances } from '#commands/part-instances.ts';
import { say } from '#messages/say.ts';
import type { FindingId } from '#results/finding.ts';
import { useApp } from '#ui/use-app.ts';

/** Parts an object into one for each lesion or lymph node. */
export function OneEach({ id }: { readonly id: FindingId }) {
  const app = useApp();
  return (
    <button
      type="button"
      className="link"
      title={say.asking.oneEachHint}
      onClick={() => void partInstances(app, id)}
    >
      {say.asking.oneEach}
    </button>
  );
}
