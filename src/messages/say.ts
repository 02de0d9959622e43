import { en, type Messages } from './en.ts';

/** Every sentence of the language that is spoken. To be asked where it is shown, for the language may be set after loading. */
export let say: Messages = en;

/** Speaks another language from now on; before the page is first drawn, since what is drawn is not drawn anew. */
export function speak(messages: Messages): void {
  say = messages;
}
