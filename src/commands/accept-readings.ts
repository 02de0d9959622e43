import type { FindingId, NotUnderstood } from '#results/finding.ts';
import { removeFindings } from './alter-finding.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';
import type { Outcome } from './segment.ts';

/** Prompts of the last run that name what the model knows among words that nobody does. */
export function readingsOffered({ latest, findings }: Offering): readonly NotUnderstood[] {
  return findings.flatMap((finding) =>
    finding.kind === 'not-understood' && finding.isReading && latest?.findings.includes(finding.id)
      ? [finding]
      : [],
  );
}

type Offering = Pick<ReturnType<App['store']['getState']>, 'latest' | 'findings'>;

/** Asks for all that `readings` name, in their place; their words are kept by nothing but an undo. */
export function acceptReadings(
  app: App,
  readings: readonly Pick<NotUnderstood, 'id' | 'nearest'>[],
): Promise<Outcome | 'waiting'> {
  const names = new Set(readings.flatMap(({ nearest }) => nearest));
  removeFindings(
    app,
    readings.map(({ id }): FindingId => id),
  );
  return ask(app, [...names]);
}
