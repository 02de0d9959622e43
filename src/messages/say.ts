import { en, type Messages } from './en.ts';

/** Every sentence of the language that is spoken. To be asked where it is shown, for the language may be set after loading. */
export let say: Messages = en;

/** Speaks another language from now on; before the page is first drawn, since what is drawn is not drawn anew. */
export function speak(messages: Messages): void {
  say = messages;
}

/** What `task` gives, who says it in another language. What it leaves to be said after it has returned is not said in that. */
export function speaking<T>(messages: Messages, task: () => T): T {
  const before = say;
  say = messages;
  try {
    return task();
  } finally {
    say = before;
  }
}
