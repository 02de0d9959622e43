import { checkRequirements, deviceMemoryBytes } from '#commands/check-requirements.ts';
import { exampleNames } from '#commands/example-names.ts';
import { lacksTargets } from '#commands/lacks-targets.ts';
import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import type { State } from '#state/store.ts';
import { useAppState } from '#ui/use-app.ts';
import { verdictSentence } from './verdict-sentence.ts';

type Names = State['described'] extends ReadonlyMap<string, infer Value> ? Value : never;

/** What a pack knows, for which scans, and whether this device can run it. */
export function PackKnows({ facts }: { readonly facts: Names }) {
  const device = useAppState((state) => state.device);
  const isEarlier = useAppState(({ offered }) => offered.at === 'read' && lacksTargets(facts, offered));
  const { structures, modalities, takesAnyText, requirements } = facts;
  const sentences = [
    say.models.knows(structures.length, exampleNames(structures).map(structureName)),
    ...(takesAnyText ? [say.models.takesAnyText] : []),
    ...(isEarlier ? [say.models.withoutTargets] : []),
    say.models.madeFor(modalities),
  ];
  return (
    <>
      <p>{sentences.join(' ')}</p>
      {device && requirements && (
        <p>{verdictSentence(checkRequirements(requirements, device, deviceMemoryBytes()))}</p>
      )}
    </>
  );
}
