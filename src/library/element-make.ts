/** A tag, with what it has and holds. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  has: Partial<HTMLElementTagNameMap[K]> = {},
  ...holds: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  Object.assign(element, has);
  element.append(...holds);
  return element;
}
