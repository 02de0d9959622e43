/** What opens below the views: its heading, which takes the focus, and the button of the list that opens it, by their ids. */
interface BelowViews {
  readonly headingId: string;
  readonly openerId: string;
}

export const TABLE: BelowViews = { headingId: 'results-title', openerId: 'results-opener' };
export const COMPARISON: BelowViews = { headingId: 'comparison-title', openerId: 'comparison-opener' };

/** Does `open`, and takes a person to what has opened: in a small window it lies above what is in sight. */
export function openBelow({ headingId }: BelowViews, open: () => void): void {
  open();
  onceDrawn(headingId, (heading) => {
    heading.focus({ preventScroll: true });
    heading.closest('section')?.scrollIntoView({ block: 'start' });
  });
}

/** Does `close`, and takes a person back to where it was opened. */
export function closeBelow({ openerId }: BelowViews, close: () => void): void {
  close();
  onceDrawn(openerId, (opener) => opener.focus());
}

/** React puts on the page what a press has changed before the next frame. */
function onceDrawn(id: string, act: (element: HTMLElement) => void): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(id);
    if (element) act(element);
  });
}
