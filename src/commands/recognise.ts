import { EVERYTHING } from '#prompt/everything.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';

/** Asks for every structure that the model knows. */
export async function recognise(app: App): Promise<void> {
  await ask(app, EVERYTHING);
}
