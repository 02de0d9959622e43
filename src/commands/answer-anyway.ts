import type { App } from './app.ts';
import { ask } from './ask.ts';

/** Asks again for what was not answered because the model's check does not know such a scan: a person has looked at it. Holds until another is opened. */
export async function answerAnyway(app: App): Promise<void> {
  const { findings, anywayChosen } = app.store.getState();
  anywayChosen(true);
  const withheld = findings.flatMap((finding) =>
    finding.kind === 'not-found' && finding.reason === 'unfit-scan' ? [finding.prompt] : [],
  );
  if (withheld.length > 0) await ask(app, [...new Set(withheld)]);
}
