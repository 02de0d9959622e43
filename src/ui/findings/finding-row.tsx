import { type ReactNode, useId } from 'react';
import { Icon, type IconName } from '#ui/kit/icon.tsx';

/** A caution in few words, shown as a sign while the row is closed. */
export interface Mark {
  readonly icon: IconName;
  readonly text: string;
  /** Nothing is wrong; it is only good to know. */
  readonly isQuiet?: boolean;
}

/** What a row and its panel agree on. */
export interface RowState {
  readonly isOpen: boolean;
  onToggle(): void;
  /** Takes the answer away and gives the focus to the next one. */
  onDelete(): void;
}

interface FindingRowProps extends RowState {
  /** Names it for screen readers. */
  readonly name: string;
  /** What is written, where it is not the name as it stands. */
  readonly shown?: string;
  readonly hint?: string;
  readonly isHidden?: boolean;
  readonly sign: ReactNode;
  readonly marks?: readonly Mark[];
  readonly verdict: ReactNode;
  /** Buttons that stay in sight. */
  readonly actions?: ReactNode;
  /** Shown while the row is open. */
  readonly children: ReactNode;
}

/** One answer in one line; a press on the line opens what else there is to know and do. */
export function FindingRow(props: FindingRowProps) {
  const { name, shown, hint, isHidden = false, isOpen, sign, marks = [], verdict, actions, children } = props;
  const details = useId();
  return (
    <article className="finding" data-open={isOpen} data-hidden={isHidden} aria-label={name}>
      <div className="finding-row">
        {sign}
        <h3>
          <button
            type="button"
            className="finding-name"
            aria-expanded={isOpen}
            aria-controls={details}
            title={hint}
            onClick={props.onToggle}
          >
            {shown ?? name}
          </button>
        </h3>
        {!isOpen && marks.map((mark) => <RowMark key={mark.text} mark={mark} />)}
        {verdict}
        <div className="finding-actions">{actions}</div>
      </div>
      <div className="finding-details" id={details} hidden={!isOpen}>
        {isOpen && children}
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
