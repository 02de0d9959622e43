import { say } from '#messages/say.ts';
import type { Finding } from '#results/finding.ts';
import type { State } from '#state/store.ts';

/** What the last run found of what was looked for, in one line; empty before the first. What it did not find is told beside (refusals.tsx). */
export function answerSentence(
  latest: State['latest'],
  findings: readonly Finding[],
  chosen?: string,
): string {
  if (!latest) return '';
  const answers = latest.findings.flatMap((id) => findings.find((finding) => finding.id === id) ?? []);
  if (answers.length === 0) return '';
  const looked = answers.filter(isLookedFor);
  const [only] = looked;
  if (!only) {
    const isUnread = answers.every(({ kind }) => kind === 'not-understood');
    return isUnread ? say.answer.notUnderstood : say.answer.notAnswered;
  }
  const found = looked.filter(({ kind }) => kind === 'found').length;
  const sentence = looked.length === 1 ? single(only) : say.answer.several(found, looked.length);
  // Never silently: another than the chosen model is named.
  const answering = looked.flatMap(({ source }) => (source.model === chosen ? [] : [source.model]));
  const models = chosen === undefined ? [] : [...new Set(answering)];
  const told = models.length > 0 ? say.answer.by(sentence, models) : sentence;
  return say.answer.took(told, say.numbers.seconds(latest.milliseconds));
}

/** Otherwise nobody can say that it is not there. */
function isLookedFor(finding: Finding): boolean {
  return finding.kind === 'found' || (finding.kind === 'not-found' && finding.reason !== 'unfit-scan');
}

function single(finding: Finding): string {
  if (finding.kind !== 'found') return say.answer.nothing;
  return say.answer.found(finding.title, say.numbers.millilitres(finding.measurement.volumeMl));
}
