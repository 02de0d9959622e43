import { freshTitle } from './answer-finding.ts';
import type { Finding } from './finding.ts';
import { labelIdOf } from './label-ids.ts';

/** `finding` among others that came while it was away: with another title or label where one of them has its own. */
export function distinct(finding: Finding, findings: readonly Finding[]): Finding {
  const here = findings.find(({ id }) => id === finding.id);
  const title = freshTitle(finding.title, findings, here);
  if (finding.kind !== 'found') return { ...finding, title };
  const labelId = labelIdOf([], undefined, findings, finding);
  return title === finding.title && labelId === finding.labelId ? finding : { ...finding, title, labelId };
}
