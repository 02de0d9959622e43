/** Those who listen to one kind of news. */
export class Announcer<T extends readonly unknown[]> {
  readonly #listeners = new Set<(...news: T) => void>();

  /** A function that stops `listener` from being told. */
  add(listener: (...news: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(...news: T): void {
    for (const listener of this.#listeners) listener(...news);
  }
}
