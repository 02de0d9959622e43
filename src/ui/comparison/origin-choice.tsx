import { type Compared, originName } from '#commands/compare.ts';
import { say } from '#messages/say.ts';
import type { OriginId } from '#results/comparison.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useAppState } from '#ui/use-app.ts';

/** Which two results are compared. */
export function OriginChoice({ now }: { readonly now: Compared }) {
  const chosen = useAppState((state) => state.comparedChosen);
  const { origins, reference, other } = now;
  const options = (left: OriginId) =>
    origins
      .filter(({ id }) => id !== left)
      .map((origin) => (
        <option key={origin.id} value={origin.id}>
          {originName(origin)}
        </option>
      ));
  return (
    <div className="comparison-choice">
      <label>
        <span>{say.comparison.reference}</span>
        <select
          value={reference.id}
          onChange={(event) => chosen({ reference: event.target.value as OriginId, other: other.id })}
        >
          {options(other.id)}
        </select>
      </label>
      <IconButton
        icon="swap"
        label={say.comparison.swap}
        onPress={() => chosen({ reference: other.id, other: reference.id })}
      />
      <label>
        <span>{say.comparison.other}</span>
        <select
          value={other.id}
          onChange={(event) => chosen({ reference: reference.id, other: event.target.value as OriginId })}
        >
          {options(reference.id)}
        </select>
      </label>
    </div>
  );
}
