import { stateBodyPart } from '#commands/said-parts.ts';
import { say } from '#messages/say.ts';
import type { VolumeInfo } from '#state/volume-slice.ts';
import { useApp } from '#ui/use-app.ts';
import { BODY_PARTS, type BodyPart, inOrder, statedParts } from '#volume/body-part.ts';

/** Several at once, as they are examined together. */
const TOGETHER: readonly (readonly BodyPart[])[] = [
  ['head', 'neck'],
  ['chest', 'abdomen'],
  ['abdomen', 'pelvis'],
  ['chest', 'abdomen', 'pelvis'],
];

/** What the scan shows; of its content with a question mark. A person's word stands until another scan is opened. */
export function BodyPartSelect({ bodyPart }: Pick<VolumeInfo, 'bodyPart'>) {
  const app = useApp();
  const parts = statedParts(bodyPart);
  const likely = bodyPart?.from === 'content' ? bodyPart.parts[0] : undefined;
  const value = parts.join(' ');
  const known = [...BODY_PARTS.map((part) => [part] as const), ...TOGETHER];
  const isListed = value === '' || known.some((each) => each.join(' ') === value);
  const choices: readonly (readonly BodyPart[])[] = isListed ? known : [parts, ...known];
  return (
    <label className="field" title={say.bodyParts.hint}>
      <span>{say.bodyParts.label}</span>
      <select
        value={value}
        onChange={({ target }) => stateBodyPart(app, inOrder(target.value.split(' ') as BodyPart[]))}
      >
        <option value="">{likely ? say.bodyParts.likely(likely) : say.bodyParts.notKnown}</option>
        {choices.map((each) => (
          <option key={each.join(' ')} value={each.join(' ')}>
            {say.bodyParts.several(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
