import tokens from '#ui/styles/tokens.css?inline';
import viewTiles from '#ui/styles/view-tiles.css?inline';

/** The page's own tokens, which a page outside may set on the element; `:host` is what `:root` is there. */
const OWN_TOKENS = tokens.replaceAll(/:root\b(?!\[|:)/g, ':host');

const LAYOUT = `
:host {
  display: block;
  container-type: size;
  height: 32rem;
  min-width: 16rem;
  color: var(--text);
  background: var(--panel);
  font: 14px/1.45 var(--font);
}
:host([hidden]) { display: none; }
.room { display: grid; grid: "stage panel" minmax(0, 1fr) / minmax(0, 1fr) 19rem; height: 100%; }
@container (max-width: 42rem) {
  .room { grid: "stage" minmax(0, 1fr) "panel" minmax(12rem, 45%) / minmax(0, 1fr); }
}
.left { grid-area: stage; display: grid; grid: auto minmax(0, 1fr) / minmax(0, 1fr); }
.tools { display: flex; flex-wrap: wrap; gap: 6px 14px; padding: 6px 12px; border-bottom: 1px solid var(--line); }
.tools label { display: flex; gap: 6px; align-items: center; color: var(--text-muted); }
.tools select { color: var(--text); }
.tools input { width: 6rem; accent-color: var(--accent); }
.views { position: relative; color-scheme: dark; background: var(--black); overflow: hidden; }
.stage { position: absolute; inset: 0; }
.stage, .stage canvas { touch-action: none; }
.stage canvas { display: block; width: 100%; height: 100%; outline-offset: -2px; }
.solid { position: absolute; right: 8px; bottom: 8px; }
.panel { grid-area: panel; display: flex; flex-direction: column; gap: 10px; padding: 12px; overflow: auto; }
.panel > * { margin: 0; flex: none; }
form, .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
form label { flex: 1 0 100%; display: grid; gap: 4px; }
.scan { font-weight: 600; overflow-wrap: anywhere; }
input:not([type]), select, button, .file {
  min-height: 30px; box-sizing: border-box; padding: 4px 10px; border: 1px solid var(--line-strong);
  border-radius: var(--radius-small); color: inherit; background: var(--field); font: inherit;
}
button, .file { background: var(--raised); cursor: pointer; }
button.first { color: var(--on-accent); background: var(--accent); border-color: transparent; }
button:disabled { color: var(--text-faint); cursor: default; }
button.first:disabled { color: var(--text-faint); background: var(--raised); }
:focus-visible, .file:focus-within { outline: 2px solid var(--accent); outline-offset: 1px; }
.file input { position: absolute; width: 1px; height: 1px; opacity: 0; }
.file { position: relative; display: inline-flex; align-items: center; }
[role="status"] { color: var(--text-muted); min-height: 1.45em; }
[role="alert"] { padding: 8px 10px; border: 1px solid var(--line-notice); border-radius: var(--radius); background: var(--notice); }
[role="alert"]:empty { display: none; }
ul { list-style: none; padding: 0; display: grid; gap: 8px; }
li { display: grid; grid-template-columns: auto 1fr auto; gap: 2px 8px; align-items: center; }
li > p { grid-column: 2 / -1; margin: 0; color: var(--text-muted); }
li > p[data-level="doubtful"] { color: var(--doubt); }
li > p[data-level="check"] { color: var(--warning); }
li label { display: flex; gap: 8px; align-items: center; grid-column: 1 / 3; }
.swatch { width: 12px; height: 12px; border: 1px solid var(--swatch-edge); border-radius: 3px; }
.note { color: var(--text-muted); font-size: 12px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
fieldset.tile { margin: 0; padding: 0; border: 0; }
`;

/** Allowed by policies that forbid styles within pages. */
export function elementStyle(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${OWN_TOKENS}\n${viewTiles}\n${LAYOUT}`);
  return sheet;
}
