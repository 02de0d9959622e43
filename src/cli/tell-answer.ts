import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { Finding } from '#results/finding.ts';
import { doubtOfScan } from '#results/orientation.ts';
import { type Verdict, verdictsOf } from '#results/verdict.ts';
import type { WorldBox } from '#volume/types.ts';

/** Prints a line for each answer, and what they say against the scan. */
export function tellAnswers(findings: readonly Finding[]): void {
  const verdicts = verdictsOf(findings);
  for (const finding of findings) tellAnswer(finding, verdicts.get(finding.id));
  tellScanDoubt(findings);
}

/** Prints one line: the answer, what to think of it and why, and the marks that a reader must know. */
function tellAnswer(finding: Finding, verdict: Verdict | undefined): void {
  const { title, prompt, source } = finding;
  if (finding.kind === 'not-understood') {
    const { nearest, elsewhere, isReading } = finding;
    const details = { text: prompt, pack: source.model, nearest, elsewhere };
    console.error(`  ${wording({ code: 'prompt-unknown', details }, 'terminal')}`);
    if (isReading) console.error(`  ${say.refusals.readWithYes(nearest)}`);
    return;
  }
  const { modality, isTested } = source;
  const score = `existence ${finding.existence.toFixed(2)}`;
  const untested = isTested ? [] : [`not tested on ${modality === 'other' ? 'this kind of scan' : modality}`];
  const opinion = verdict ? say.verdict.told(verdict) : '';
  if (finding.kind === 'not-found') {
    // Where little was outlined, the score says that it is there: beside "not found" that would contradict itself.
    const marks = [...(finding.reason === 'improbable' ? [score] : []), ...untested].join(', ');
    console.log(`  ${title}: not found, ${opinion}${marks && ` (${marks})`}`);
    return;
  }
  const { volumeMl, cutBy, boxMm } = finding.measurement;
  const cut = cutBy.length > 0 ? [`cut by the edge of the scan: ${cutBy.join(' and ')}`] : [];
  const box = boxMm ? ` ${([0, 1, 2] as const).map((axis) => extent(boxMm, axis)).join(', ')}` : '';
  const marks = [`label ${finding.labelId}`, score, ...cut, ...untested].join(', ');
  console.log(`  ${title}: ${volumeMl.toFixed(1)} mL, ${opinion} (${marks})${box}`);
}

/** Prints what the answers say against the scan itself, and what to try. */
function tellScanDoubt(findings: readonly Finding[]): void {
  const doubt = doubtOfScan(findings);
  if (!doubt) return;
  if (doubt.kind === 'unfamiliar') {
    const again = doubt.isAnswered || doubt.doubt === 'size' ? [] : [say.scanDoubt.runAnyway];
    console.error([say.scanDoubt.says(doubt), ...again].join(' '));
    return;
  }
  if (doubt.kind === 'jump' || doubt.kind === 'stretched') {
    console.error(say.scanDoubt.says(doubt));
    return;
  }
  const turn = doubt.kind === 'turned' ? doubt.flips.join(',') : 'left-right';
  console.error(`${say.scanDoubt.says(doubt)} ${say.scanDoubt.runAgain(turn)}`);
}

/** Such as "x -10 to 25 mm", RAS. */
function extent({ from, to }: WorldBox, axis: 0 | 1 | 2): string {
  return `${'xyz'[axis]} ${from[axis].toFixed(0)} to ${to[axis].toFixed(0)} mm`;
}
