/** What the parts of a radiologist's report are called. */
const HEADINGS =
  /(?:^|[\n.;])\s*(findings|impression|technique|comparison|clinical (?:information|history|indication|details)|history|indication|conclusion|opinion|procedure|examination|befund|beurteilung|indikation|technik|klinische angaben|résultats?|renseignements cliniques|hallazgos|impresión|técnica|información clínica|reperti|tecnica|conclusioni)\s*[:：]/giu;
/** A sentence that tells something, and asks for nothing. */
const TELLS =
  /(?:^|\s)(?:is|are|was|were|has|have|shows?|measures?|demonstrates?|appears?|enhances?|no|ist|sind|kein(?:e|en)?|est|sont|es|son|está|están)(?=\s)/iu;
/** So many sentences that tell something are no wish. */
const MOST_TOLD = 4;
const SHORTEST = 3;

/** `text` reads as a report on a scan, which names organs and asks for none of them. */
export function isReport(text: string): boolean {
  const headings = new Set([...text.matchAll(HEADINGS)].map(([, heading = '']) => heading.toLowerCase()));
  if (headings.size >= 2) return true;
  const sentences = text.match(/[^.!?\n]+[.!?\n]*/gu) ?? [];
  const told = sentences.filter(
    (sentence) =>
      !sentence.includes('?') && sentence.trim().split(/\s+/).length >= SHORTEST && TELLS.test(sentence),
  );
  return told.length >= MOST_TOLD;
}
