import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { Finding } from '#results/finding.ts';
import type { Verdict } from '#results/verdict.ts';
import type { WorldBox } from '#volume/types.ts';

/** Prints one line: the answer, what to think of it and why, and where it lies. What was not understood has no verdict. */
export function tellAnswer(finding: Finding, verdict: Verdict | undefined): void {
  const { title, prompt, source } = finding;
  if (finding.kind === 'not-understood') {
    const { nearest, elsewhere } = finding;
    const details = { text: prompt, pack: source.model, nearest, elsewhere };
    console.error(`  ${wording({ code: 'prompt-unknown', details }, 'terminal')}`);
    return;
  }
  const doubts = verdict?.doubts.map(say.verdict.doubt) ?? [];
  if (finding.kind === 'not-found') {
    const why = doubts.length > 0 ? ` (${doubts.join('; ')})` : '';
    console.log(`  ${title}: ${say.findings.absence[finding.reason].toLowerCase()}${why}`);
    return;
  }
  const thought = verdict
    ? [[say.verdict.word(verdict.level), doubts.join('; ')].filter(Boolean).join(': ')]
    : [];
  const { volumeMl, cutBy, boxMm } = finding.measurement;
  const cut = cutBy.length > 0 ? [`cut by the edge of the scan: ${cutBy.join(' and ')}`] : [];
  const box = boxMm ? ` ${([0, 1, 2] as const).map((axis) => extent(boxMm, axis)).join(', ')}` : '';
  const marks = [`label ${finding.labelId}`, ...thought, ...cut].join(', ');
  console.log(`  ${title}: ${volumeMl.toFixed(1)} mL (${marks})${box}`);
}

/** Such as "x -10 to 25 mm", RAS. */
function extent({ from, to }: WorldBox, axis: 0 | 1 | 2): string {
  return `${'xyz'[axis]} ${from[axis].toFixed(0)} to ${to[axis].toFixed(0)} mm`;
}
