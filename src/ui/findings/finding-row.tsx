import { type ReactNode, useId } from 'react';
import { Icon, type IconName } from '#ui/kit/icon.tsx';

/** A caution in few words, shown as a sign while the row is closed. */
export interface Mark {
  readonly icon: IconName;
  readonly text: string;
  /** Nothing is wrong; it is only good to know. */
  readonly isQuiet?: boolean;
}

/** What a row and its list agree on. */
export interface RowState {
  readonly isOpen: boolean;
  /** The list is one stop of the Tab key, and this is where it stops. */
  readonly isTabStop: boolean;
  onToggle(): void;
}

interface FindingRowProps extends RowState {
  /** By which the list knows it again. */
  readonly rowId: string;
  /** Names it for screen readers. */
  readonly name: string;
  readonly hint?: string;
  readonly isHidden?: boolean;
  readonly sign: ReactNode;
  readonly marks?: readonly Mark[];
  readonly verdict: ReactNode;
  readonly volume: string;
  /** Buttons that stay in sight; keys do what they do, so none is a stop of its own. */
  readonly actions?: ReactNode;
  /** Stands in place of the name while that is changed. */
  readonly nameField?: ReactNode;
  /** Shown while the row is open. */
  readonly children: ReactNode;
}

/** One object, or several, in one line; a press on the line opens what else there is to know and do. */
export function FindingRow(props: FindingRowProps) {
  const { rowId, name, hint, isHidden = false, isOpen, isTabStop, sign, marks = [], nameField } = props;
  const details = useId();
  return (
    <article className="finding" data-open={isOpen} data-hidden={isHidden} aria-label={name}>
      <div className="finding-row">
        {sign}
        {nameField ?? (
          <h3>
            <button
              type="button"
              className="finding-name"
              data-row={rowId}
              tabIndex={isTabStop ? 0 : -1}
              aria-expanded={isOpen}
              aria-controls={details}
              title={hint}
              onClick={props.onToggle}
            >
              {name}
            </button>
          </h3>
        )}
        {!isOpen && marks.map((mark) => <RowMark key={mark.text} mark={mark} />)}
        {props.verdict}
        <span className="volume">{props.volume}</span>
        <div className="finding-actions">{props.actions}</div>
      </div>
      <div className="finding-details" id={details} hidden={!isOpen}>
        {isOpen && props.children}
      </div>
    </article>
  );
}

function RowMark({ mark: { icon, text, isQuiet = false } }: { readonly mark: Mark }) {
  return (
    <span className="row-mark" data-quiet={isQuiet} title={text}>
      <Icon name={icon} />
      <span className="unseen">{text}</span>
    </span>
  );
}

/** A mark in full, for an open row. */
export function MarkSentence({
  mark: { icon, text, isQuiet = false },
  hint,
}: {
  readonly mark: Mark;
  readonly hint?: string | undefined;
}) {
  return (
    <p className={isQuiet ? 'mark quiet' : 'mark'} title={hint}>
      <Icon name={icon} />
      {text}
    </p>
  );
}
