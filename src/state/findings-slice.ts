import type { StateCreator } from 'zustand/vanilla';
import type { Appearance, Finding, FindingId, Handwork, Reshaping } from '#results/finding.ts';
import { type Shared, withShared } from '#results/shared-voxels.ts';

export interface FindingsSlice {
  /** In the order in which their subjects were first asked for. */
  readonly findings: readonly Finding[];
  findingRecorded(finding: Finding): void;
  findingAltered(id: FindingId, appearance: Partial<Appearance>): void;
  findingReshaped(id: FindingId, reshaping: Reshaping): void;
  /** The name that people read from now on; its structure stays what it is. */
  findingRenamed(id: FindingId, title: string): void;
  /** Exactly these objects are seen. */
  visibleChosen(ids: ReadonlySet<FindingId>): void;
  findingRemoved(id: FindingId): void;
  /** Puts a finding in place of the one with its id, else in at `at`. */
  findingPlaced(finding: Finding, at: number): void;
  findingEdited(id: FindingId, change: Partial<Handwork>): void;
  /** What the objects have come to share. */
  sharedCounted(shared: Shared): void;
  findingsCleared(): void;
  /** The answers as a file that was saved last has them; undefined before any was. */
  readonly savedFindings: readonly Finding[] | undefined;
  /** `findings` are in a file now. */
  findingsSaved(findings: readonly Finding[]): void;
}

export const createFindingsSlice: StateCreator<FindingsSlice> = (set) => ({
  findings: [],
  findingRecorded: (finding) =>
    set(({ findings }) => {
      const at = findings.findIndex(({ id }) => id === finding.id);
      return { findings: at < 0 ? [...findings, finding] : findings.with(at, finding) };
    }),
  findingAltered: (id, appearance) =>
    set(({ findings }) => ({
      findings: findings.map((finding) =>
        finding.id === id && finding.kind === 'found' ? { ...finding, ...appearance } : finding,
      ),
    })),
  findingReshaped: (id, reshaping) =>
    set(({ findings }) => ({
      findings: findings.map((finding) =>
        finding.id === id && finding.kind === 'found' ? { ...finding, ...reshaping } : finding,
      ),
    })),
  findingRenamed: (id, title) =>
    set(({ findings }) => ({
      findings: findings.map((finding) =>
        finding.id === id && finding.kind === 'found' ? { ...finding, title, isRenamed: true } : finding,
      ),
    })),
  visibleChosen: (ids) =>
    set(({ findings }) => ({
      findings: findings.map((finding) =>
        finding.kind === 'found' && finding.visible !== ids.has(finding.id)
          ? { ...finding, visible: ids.has(finding.id) }
          : finding,
      ),
    })),
  findingRemoved: (id) =>
    set(({ findings }) => ({ findings: findings.filter((finding) => finding.id !== id) })),
  findingPlaced: (finding, at) =>
    set(({ findings }) => {
      const here = findings.findIndex(({ id }) => id === finding.id);
      return { findings: here < 0 ? findings.toSpliced(at, 0, finding) : findings.with(here, finding) };
    }),
  findingEdited: (id, change) =>
    set(({ findings }) => ({
      findings: findings.map((finding) =>
        finding.id === id && finding.kind === 'found' ? { ...finding, ...change } : finding,
      ),
    })),
  sharedCounted: (shared) =>
    set(({ findings }) => {
      const now = withShared(findings, shared);
      return now.every((finding, n) => finding === findings[n]) ? {} : { findings: now };
    }),
  findingsCleared: () => set({ findings: [], savedFindings: undefined }),
  savedFindings: undefined,
  findingsSaved: (savedFindings) => set({ savedFindings }),
});
