import { numbersIn } from '#messages/numbers.ts';

export const numbers = numbersIn('en-GB');

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const uncapital = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
