import type { FindingId, FoundObject } from '#results/finding.ts';
import { adjustOutline } from './adjust-outline.ts';
import type { App } from './app.ts';

type PieceApp = Pick<App, 'engine' | 'store' | 'viewer' | 'voxels' | 'history' | 'editor' | 'archive'>;

/** Keeps one piece of an object beside those that it has, or leaves it out. The last one stays. */
export async function keepPiece(
  app: PieceApp,
  id: FindingId,
  number: number,
  isKept: boolean,
): Promise<void> {
  const object = objectOf(app, id);
  if (!object) return;
  const others = keptNumbers(object).filter((each) => each !== number);
  const numbers = isKept ? [...others, number].sort((a, b) => a - b) : others;
  if (numbers.length === 0) return;
  await adjustOutline(app, id, { components: { numbers, at: object.threshold } });
}

/** Keeps one piece of an object in place of those that it has. */
export async function swapPiece(app: PieceApp, id: FindingId, number: number): Promise<void> {
  const object = objectOf(app, id);
  if (object) await adjustOutline(app, id, { components: { numbers: [number], at: object.threshold } });
}

/** Puts the crosshair on the middle of a piece. */
export function locatePiece(
  { store, viewer }: Pick<App, 'store' | 'viewer'>,
  id: FindingId,
  number: number,
): void {
  const piece = objectOf({ store }, id)?.pieces.list.find((each) => each.number === number);
  if (piece) viewer.lookAt(piece.centroid);
}

function objectOf({ store }: Pick<PieceApp, 'store'>, id: FindingId): FoundObject | undefined {
  const finding = store.getState().findings.find((candidate) => candidate.id === id);
  return finding?.kind === 'found' ? finding : undefined;
}

/** Numbers hold for one threshold; at another, what was chosen is known by the list. */
function keptNumbers({ components, threshold, pieces }: FoundObject): readonly number[] {
  if (components === 'all') return Array.from({ length: pieces.found }, (_, n) => n + 1);
  if (components === 'largest') return [1];
  if (components.at === threshold) return components.numbers;
  return pieces.list.filter(({ isKept }) => isKept).map(({ number }) => number);
}
