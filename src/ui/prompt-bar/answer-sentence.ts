import { say } from '#messages/say.ts';
import type { Finding } from '#results/finding.ts';
import type { State } from '#state/store.ts';

/** What the last run found, in one line; empty before the first. What it did not find is told beside (refusals.tsx). */
export function answerSentence(
  latest: State['latest'],
  findings: readonly Finding[],
  chosen?: string,
): string {
  if (!latest) return '';
  const answers = latest.findings.flatMap((id) => findings.find((finding) => finding.id === id) ?? []);
  const [only] = answers;
  if (!only) return '';
  const found = answers.filter(({ kind }) => kind === 'found').length;
  const sentence = answers.length === 1 ? single(only) : say.answer.several(found, answers.length);
  // Never silently: another than the chosen model is named.
  const answering = answers.flatMap(({ kind, source }) =>
    kind === 'not-understood' || source.model === chosen ? [] : [source.model],
  );
  const models = chosen === undefined ? [] : [...new Set(answering)];
  const told = models.length > 0 ? say.answer.by(sentence, models) : sentence;
  return say.answer.took(told, say.numbers.seconds(latest.milliseconds));
}

function single(finding: Finding): string {
  if (finding.kind !== 'found') return say.answer.nothing;
  return say.answer.found(finding.title, say.numbers.millilitres(finding.measurement.volumeMl));
}
