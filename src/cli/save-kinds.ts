import { AppError } from '#errors.ts';
import { SAVE_KINDS, type SaveKind } from '#results/saves.ts';

/** What a run writes unless it is said. */
const USUAL: readonly SaveKind[] = ['labels', 'masks'];
const OTHER_NAMES: Readonly<Record<string, SaveKind>> = { csv: 'table', json: 'report' };

/** As they are named in the help. */
export const SAVE_NAMES: readonly string[] = SAVE_KINDS.map((kind) => (kind === 'table' ? 'csv' : kind));

export interface SaveFlags {
  /** A text such as "labels, stl". */
  readonly save?: string | undefined;
  readonly export: string;
  readonly probabilities: boolean;
  readonly all: boolean;
  readonly compare?: boolean;
}

/** What is to be written: what `--save` lists, else what is usual; and what the other flags add. @throws AppError 'arguments-invalid'. */
export function saveKinds({
  save,
  export: exported,
  probabilities,
  all,
  compare,
}: SaveFlags): readonly SaveKind[] {
  const wanted = new Set<SaveKind>([
    ...(save === undefined ? USUAL : listed('--save', save)),
    ...listed('--export', exported),
    ...(probabilities ? (['probabilities'] as const) : []),
    ...(all ? (['table'] as const) : []),
    ...(compare ? (['comparison'] as const) : []),
  ]);
  return SAVE_KINDS.filter((kind) => wanted.has(kind));
}

function listed(option: string, text: string): readonly SaveKind[] {
  const names = text.split(',').map((name) => name.trim());
  return names.filter(Boolean).map((name) => {
    const kind = SAVE_KINDS.find((each) => each === name) ?? OTHER_NAMES[name];
    if (kind) return kind;
    throw new AppError('arguments-invalid', {
      reason: `${option} is one or more of ${SAVE_NAMES.join(', ')}, not ${name}`,
    });
  });
}
