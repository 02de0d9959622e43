import type { StateCreator } from 'zustand/vanilla';
import type { Progress } from '#engine/engine.ts';
import type { ComponentsChoice } from '#model/components.ts';
import type { FindingId } from '#results/finding.ts';

/** What the engine does; before that, that another pack is to answer; at the end the viewer: masks are put on the screen. */
export type RunProgress =
  | Progress
  | { readonly stage: 'switch'; readonly pack: string }
  | { readonly stage: 'draw' };

export type RunStatus =
  | { readonly at: 'idle' }
  | {
      readonly at: 'running';
      /** What is being answered, as it was typed, in the order of asking. */
      readonly prompts: readonly string[];
      /** Some of it was asked for while the rest was under way. */
      readonly isJoined: boolean;
      readonly progress: RunProgress | undefined;
      /** Share of the whole run that is done, 0..1; never goes back. */
      readonly share: number;
    };

/** What the last run that was not stopped found out, and how long it took until that was on the screen. */
export interface LatestAnswers {
  readonly findings: readonly FindingId[];
  readonly milliseconds: number;
  /** Everything that the model knows was asked for. */
  readonly isEverything: boolean;
}

export interface RunSlice {
  readonly run: RunStatus;
  /** Asked for during a run, to be answered after it, in this order; no text twice. */
  readonly waiting: readonly string[];
  readonly latest: LatestAnswers | undefined;
  /** What is kept of the masks of the next answers. */
  readonly components: ComponentsChoice;
  /** A prompt is being written. */
  readonly isTyping: boolean;
  runStarted(prompts: readonly string[]): void;
  /** Further prompts are answered along with what is under way. */
  runJoined(prompts: readonly string[]): void;
  runProgressed(progress: RunProgress, share: number): void;
  runAnswered(latest: LatestAnswers): void;
  runEnded(): void;
  promptQueued(text: string): void;
  promptUnqueued(text: string): void;
  queueCleared(): void;
  componentsChosen(components: ComponentsChoice): void;
  promptTyped(isTyping: boolean): void;
}

export const createRunSlice: StateCreator<RunSlice> = (set) => ({
  run: { at: 'idle' },
  waiting: [],
  latest: undefined,
  components: 'declared',
  isTyping: false,
  runStarted: (prompts) =>
    set({
      run: { at: 'running', prompts, isJoined: false, progress: undefined, share: 0 },
      latest: undefined,
    }),
  runJoined: (prompts) =>
    set(({ run }) =>
      run.at === 'running' ? { run: { ...run, prompts: [...run.prompts, ...prompts], isJoined: true } } : {},
    ),
  runProgressed: (progress, share) =>
    set(({ run }) =>
      run.at === 'running' ? { run: { ...run, progress, share: Math.max(run.share, share) } } : {},
    ),
  runAnswered: (latest) => set({ latest }),
  runEnded: () => set({ run: { at: 'idle' } }),
  promptQueued: (text) =>
    set(({ waiting }) => (waiting.includes(text) ? {} : { waiting: [...waiting, text] })),
  promptUnqueued: (text) => set(({ waiting }) => ({ waiting: waiting.filter((each) => each !== text) })),
  queueCleared: () => set({ waiting: [] }),
  componentsChosen: (components) => set({ components }),
  promptTyped: (isTyping) => set({ isTyping }),
});
