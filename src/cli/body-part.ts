import { AppError } from '#errors.ts';
import { BODY_PARTS, type BodyPart, inOrder } from '#volume/body-part.ts';

/**
 * What --body-part says that a scan shows: one part or several, with commas between; of “unknown” none, whatever its file says. Undefined
 * where nothing was said. @throws AppError 'arguments-invalid'.
 */
export function toBodyParts(text: string | undefined): readonly BodyPart[] | undefined {
  if (text === undefined) return undefined;
  const words = text
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
  if (words.join() === 'unknown') return [];
  return inOrder(words.map(toPart));
}

function toPart(word: string): BodyPart {
  const part = BODY_PARTS.find((each) => each === word);
  if (part) return part;
  throw new AppError('arguments-invalid', {
    reason: `--body-part is unknown, or one or more of ${BODY_PARTS.join(', ')}, not ${word}`,
  });
}

/** What either of two names of one option says. --body is what it was called. */
export const saidOfBody = (values: {
  readonly 'body-part'?: string | undefined;
  readonly body?: string | undefined;
}) => toBodyParts(values['body-part'] ?? values.body);
