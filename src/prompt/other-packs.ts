import { nameKey, withoutFiller } from './normalize.ts';

/** Another pack, and what its training data has labels for. */
export interface OtherPack {
  readonly id: string;
  readonly name: string;
  /** In the words that people use, without sides. */
  readonly knows: readonly string[];
}

/**
 * Names of those of `others`, but for `packId`, whose training data has labels for just what `text` names. They may know
 * it; nobody has measured that here.
 */
export function packsThatMayKnow(
  text: string,
  packId: string,
  others: readonly OtherPack[],
): readonly string[] {
  const subject = withoutFiller(text)
    .replace(/\btumours?\b|\btumors\b/g, 'tumor')
    .replace(/\boesoph/g, 'esoph')
    .replace(/^[ctls]\d{1,2} vertebra$|^vertebra [ctls]\d{1,2}$/, 'vertebra');
  const key = nameKey(subject).replace(/^(?:left|right) /, '');
  return others
    .filter(({ id, knows }) => id !== packId && knows.some((name) => nameKey(name) === key))
    .map(({ name }) => name);
}
