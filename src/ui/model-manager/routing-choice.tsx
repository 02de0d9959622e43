import { chooseRouting } from '#commands/choose-pack.ts';
import { say } from '#messages/say.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

const ROUTINGS = ['best', 'first', 'only'] as const;

/** Who answers where several packs know a structure; `chosen` is what people call the chosen one. */
export function RoutingChoice({ chosen }: { readonly chosen: string }) {
  const app = useApp();
  const routing = useAppState((state) => state.routing);
  const { best, first, only } = say.models.routings;
  const labels = { best, first: first(chosen), only: only(chosen) };
  return (
    <fieldset className="precisions">
      <legend>{say.models.routing}</legend>
      {ROUTINGS.map((each) => (
        <label key={each} className="precision">
          <input
            type="radio"
            name="routing"
            checked={each === routing}
            onChange={() => chooseRouting(app, each)}
          />
          <span>{labels[each]}</span>
        </label>
      ))}
      <p className="fine-print">{say.models.routingHint}</p>
    </fieldset>
  );
}
