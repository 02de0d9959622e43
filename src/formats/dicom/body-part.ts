import { type BodyPart, type BodyPartFact, inOrder } from '#volume/body-part.ts';
import { partsInWords } from './body-part-words.ts';
import type { Dataset } from './dataset.ts';
import { withoutNames } from './private-words.ts';
import { TAG } from './tags.ts';

/** What names the series itself, and what names all that was done in one visit, of which it may show but a part. */
const OF_SERIES = [TAG.seriesDescription, TAG.protocol] as const;
const OF_STUDY = [TAG.performedProcedure, TAG.requestedProcedure, TAG.studyDescription] as const;

/**
 * What the file says that its series shows; undefined where it says nothing that is known. The part that was examined, a defined term or
 * what vendors write in its place, or the code's meaning; what the series and its protocol are called adds to that, for scanners often
 * leave the part at what the table was last set to, or name the first of several. The study's name counts where nothing else does.
 */
export function bodyPartOf(dataset: Dataset): BodyPartFact | undefined {
  const examined = [dataset.code(TAG.bodyPart) ?? '', ...regions(dataset)].flatMap(partsInWords);
  const named = partsNamed(dataset, OF_SERIES);
  if (examined.length > 0) return { parts: inOrder([...examined, ...named]), from: 'body-part' };
  const described = named.length > 0 ? named : partsNamed(dataset, OF_STUDY);
  return described.length > 0 ? { parts: inOrder(described), from: 'description' } : undefined;
}

function partsNamed(dataset: Dataset, tags: readonly string[]): readonly BodyPart[] {
  return tags.flatMap((tag) => partsInWords(withoutNames(dataset, dataset.words(tag) ?? '')));
}

/** What is meant by the codes of the region; of pictures with several frames by that of the first. */
function regions(dataset: Dataset): readonly string[] {
  const frames = [dataset.item(TAG.sharedGroups), dataset.item(TAG.frameGroups)];
  const holders = [dataset, ...frames.map((groups) => groups?.item(TAG.frameAnatomy))];
  return holders.flatMap((holder) =>
    (holder?.items(TAG.anatomicRegion) ?? []).flatMap((code) => code.words(TAG.codeMeaning, dataset) ?? []),
  );
}
