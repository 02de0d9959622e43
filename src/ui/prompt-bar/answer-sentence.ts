import type { Finding } from '#results/finding.ts';
import type { State } from '#state/store.ts';
import { millilitres, seconds } from '#ui/kit/numbers.ts';

/** What the last run found out, in one line; empty before the first. */
export function answerSentence(latest: State['latest'], findings: readonly Finding[]): string {
  if (!latest) return '';
  const answers = latest.findings.flatMap((id) => findings.find((finding) => finding.id === id) ?? []);
  if (answers.length === 0) return '';
  const [only] = answers;
  const took = `(${seconds(latest.milliseconds)})`;
  if (only && answers.length === 1) return `${single(only)} ${took}`;
  const found = answers.filter(({ kind }) => kind === 'found').length;
  return `Found ${found} of ${answers.length} ${took}`;
}

function single(finding: Finding): string {
  const { title, kind } = finding;
  if (kind === 'found') return `Found ${title}, ${millilitres(finding.measurement.volumeMl)}`;
  return kind === 'not-found' ? `${capital(title)}: not found in this scan` : `“${title}” was not understood`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
