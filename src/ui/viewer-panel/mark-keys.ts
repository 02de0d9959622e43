const WAYS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How far an arrow key moves a mark or a point of it: a pixel of the screen, with Shift ten; undefined for another key. */
export function nudgeOf({
  key,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'shiftKey'>): readonly [right: number, down: number] | undefined {
  const [right, down] = WAYS[key] ?? [];
  if (right === undefined || down === undefined) return undefined;
  const pixels = shiftKey ? 10 : 1;
  return [right * pixels, down * pixels];
}

/** Puts the focus beside mark `n` of the list, which is about to go: on the next one, the one before, or the views. */
export function focusBeside(n: number): void {
  const chips = document.querySelectorAll<HTMLElement>('.mark-list .chip');
  (chips[n + 1] ?? chips[n - 1] ?? document.querySelector<HTMLElement>('.stage canvas'))?.focus();
}
