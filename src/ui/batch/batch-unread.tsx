import { say } from '#messages/say.ts';
import { structureName } from '#messages/structure-name.ts';
import type { BatchReading, UnreadPrompt } from '#state/batch-slice.ts';

interface BatchUnreadProps {
  readonly reading: BatchReading | undefined;
  /** Puts `to` where `from` was typed. */
  onReplace(from: string, to: string): void;
}

/** The words of the prompts that are not understood, with what may be meant, and that nothing was started for them. */
export function BatchUnread({ reading, onReplace }: BatchUnreadProps) {
  const { unread = [], names = [], isTold = false, settings } = reading ?? {};
  const hasHelp = ({ nearest, elsewhere }: UnreadPrompt) => nearest.length + elsewhere.length > 0;
  const bare = unread.filter((each) => !hasHelp(each)).map(({ text }) => text);
  return (
    <div className="batch-unread" aria-live="polite">
      {unread.filter(hasHelp).map((each) => (
        <p key={each.text}>
          {say.batch.unread([each.text])}{' '}
          {each.nearest.length > 0 && (
            <Nearest
              unread={each}
              isTyped={settings?.text?.includes(each.text) === true}
              onReplace={onReplace}
            />
          )}{' '}
          {each.elsewhere.length > 0 && say.refusals.knownElsewhere(each.elsewhere)}
        </p>
      ))}
      {bare.length > 0 && <p>{say.batch.unread(bare)}</p>}
      {isTold && unread.length > 0 && (
        <p>{names.length > 0 ? say.batch.notStartedYet : say.batch.notStarted}</p>
      )}
    </div>
  );
}

interface NearestProps extends Pick<BatchUnreadProps, 'onReplace'> {
  readonly unread: UnreadPrompt;
  /** The words stand in the field as they were read. */
  readonly isTyped: boolean;
}

function Nearest({ unread: { text, nearest, isReading }, isTyped, onReplace }: NearestProps) {
  // What is named among other words is meant all together.
  const offers = isReading ? [nearest] : nearest.map((name) => [name]);
  return (
    <>
      {say.refusals.didYouMean}{' '}
      {offers.map((names) => {
        const shown = names.map(structureName).join(', ');
        return isTyped ? (
          <button
            key={shown}
            type="button"
            className="chip"
            onClick={() => onReplace(text, names.join(', '))}
          >
            {shown}
          </button>
        ) : (
          <strong key={shown}>{shown}</strong>
        );
      })}
      {say.refusals.orNot}
    </>
  );
}
