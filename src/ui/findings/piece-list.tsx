import { keepPiece, locatePiece, swapPiece } from '#commands/keep-pieces.ts';
import { say } from '#messages/say.ts';
import type { FoundObject } from '#results/finding.ts';
import { type Doubt, verdictsOf } from '#results/verdict.ts';
import { sidesFrom } from '#results/verdict-pieces.ts';
import { IconButton } from '#ui/kit/icon-button.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';
import type { Piece } from '#volume/types.ts';

/** The pieces of an object, each to be kept or left out, and the one that fits better, where there is one. */
export function PieceList({ finding }: { readonly finding: FoundObject }) {
  const { title, pieces } = finding;
  if (pieces.found < 2) return null;
  const unlisted = pieces.found - pieces.list.length;
  return (
    <>
      <OfferedPiece finding={finding} />
      <ul className="piece-list" aria-label={say.pieces.of(title)}>
        {pieces.list.map((piece) => (
          <PieceRow key={piece.number} finding={finding} piece={piece} />
        ))}
      </ul>
      {unlisted > 0 && <p className="piece-rest">{say.pieces.smaller(unlisted)}</p>}
    </>
  );
}

function PieceRow({ finding, piece }: { readonly finding: FoundObject; readonly piece: Piece }) {
  const app = useApp();
  const { id, title, pieces, measurement } = finding;
  const { number, isKept, volumeMl } = piece;
  const isLast = isKept && pieces.kept === 1;
  const sides = isKept || !measurement.centroid ? [] : sidesFrom(measurement.centroid, piece.centroid);
  return (
    <li>
      <label className="field" title={isLast ? say.pieces.lastStays : undefined}>
        <input
          type="checkbox"
          checked={isKept}
          disabled={isLast}
          onChange={(event) => void keepPiece(app, id, number, event.target.checked)}
        />
        {say.pieces.one(number, say.numbers.millilitres(volumeMl), sides)}
      </label>
      <IconButton
        icon="locate"
        label={say.pieces.locate(number, title)}
        onPress={() => locatePiece(app, id, number)}
      />
    </li>
  );
}

function OfferedPiece({ finding }: { readonly finding: FoundObject }) {
  const app = useApp();
  const findings = useAppState((state) => state.findings);
  const offer = verdictsOf(findings).get(finding.id)?.doubts.find(isOffer);
  if (!offer) return null;
  return (
    <p className="piece-offer">
      {say.verdict.doubt(offer)}{' '}
      <button type="button" className="link" onClick={() => void swapPiece(app, finding.id, offer.piece)}>
        {say.pieces.useIt}
      </button>
    </p>
  );
}

function isOffer(doubt: Doubt): doubt is Extract<Doubt, { kind: 'other-piece' }> {
  return doubt.kind === 'other-piece';
}
