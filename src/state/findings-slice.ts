import type { StateCreator } from 'zustand/vanilla';
import type { Appearance, Finding, FindingId, Reshaping } from '#results/finding.ts';
import { type Shared, withShared } from '#results/shared-voxels.ts';

export interface FindingsSlice {
  /** In the order in which their subjects were first asked for. */
  readonly findings: readonly Finding[];
  findingRecorded(finding: Finding): void;
  findingAltered(id: FindingId, appearance: Partial<Appearance>): void;
  findingReshaped(id: FindingId, reshaping: Reshaping): void;
  findingRemoved(id: FindingId): void;
  /** What the objects have come to share. */
  sharedCounted(shared: Shared): void;
  findingsCleared(): void;
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
  findingRemoved: (id) =>
    set(({ findings }) => ({ findings: findings.filter((finding) => finding.id !== id) })),
  sharedCounted: (shared) =>
    set(({ findings }) => {
      const now = withShared(findings, shared);
      return now.every((finding, n) => finding === findings[n]) ? {} : { findings: now };
    }),
  findingsCleared: () => set({ findings: [] }),
});
