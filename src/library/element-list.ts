import { say } from '#messages/say.ts';
import { type Finding, foundObjects } from '#results/finding.ts';
import type * as Api from './api.ts';
import { make } from './element-make.ts';
import { answerFacts } from './inside.ts';

/** What a person does to an object in the list. */
export interface ListActs {
  show(id: Finding['id'], isShown: boolean): void;
  goTo(id: Finding['id']): void;
}

/** A line for each finding of `answer`. `hidden`: objects that are not drawn. */
export function listOf(
  answer: Api.Answer,
  hidden: ReadonlySet<Finding['id']>,
  acts: ListActs,
): readonly HTMLElement[] {
  const { findings = [] } = answerFacts.get(answer) ?? {};
  return answer.findings.map((told, n) => {
    const inside = findings[n];
    if (told.kind !== 'found') return plain(told);
    if (!inside) throw new Error('an object that is not inside');
    const [object] = foundObjects([inside]);
    const shown = make('input', { type: 'checkbox', checked: !hidden.has(inside.id) });
    shown.addEventListener('change', () => acts.show(inside.id, shown.checked));
    const swatch = make('span', { className: 'swatch' });
    swatch.style.backgroundColor = `rgb(${object?.color.join(' ')})`;
    const go = make('button', { type: 'button', textContent: say.library.goTo });
    go.ariaLabel = say.findings.goTo(told.name);
    go.addEventListener('click', () => acts.goTo(inside.id));
    const volume = say.numbers.millilitres(told.volumeMl);
    const line = make('p', {}, `${volume} · ${told.verdict.sentence}`);
    line.dataset['level'] = told.verdict.level;
    return make('li', {}, make('label', {}, shown, swatch, told.name), go, line);
  });
}

function plain(told: Exclude<Api.Finding, Api.Found>): HTMLElement {
  const name = make('span', {}, told.name);
  name.style.gridColumn = '1 / -1';
  return make('li', {}, name, make('p', {}, saidOf(told)));
}

function saidOf(told: Exclude<Api.Finding, Api.Found>): string {
  if (told.kind === 'not-understood') return told.sentence;
  if (told.kind === 'not-answered') return say.library.notAnswered;
  return `${say.library.notFound} · ${told.verdict.sentence}`;
}
