import { type KeyboardEvent, useRef } from 'react';
import { closeScan, switchScan } from '#commands/session/switch-scan.ts';
import { wouldBeLost } from '#commands/unsaved.ts';
import { say } from '#messages/say.ts';
import { Icon } from '#ui/kit/icon.tsx';
import { useApp, useAppState } from '#ui/use-app.ts';

/** Every open scan, where there are several: a click, or the arrow keys, go from one to another; Delete closes one. */
export function OpenScans() {
  const app = useApp();
  const scans = useAppState((state) => state.openScans);
  const current = useAppState(({ volume }) =>
    volume.at === 'ready' ? volume.info.id.split(' ')[0] : undefined,
  );
  const isCurrentLost = useAppState(wouldBeLost);
  const list = useRef<HTMLUListElement>(null);
  if (scans.length < 2) return null;
  const focus = (at: number) => {
    const names = list.current?.querySelectorAll<HTMLElement>('.open-scan-name') ?? [];
    names[(at + names.length) % names.length]?.focus();
  };
  const stop = scans.some(({ key }) => key === current) ? current : scans[0]?.key;
  return (
    <nav className="open-scans" aria-label={say.sessions.openScans}>
      <ul ref={list}>
        {scans.map(({ key, name, isLost }, at) => {
          const isHere = key === current;
          const isAtStake = isHere ? isCurrentLost : isLost;
          const act = actOf({ go: (to) => focus(to), at, count: scans.length });
          return (
            <li key={key} data-current={isHere}>
              <button
                type="button"
                className="open-scan-name"
                aria-current={isHere ? 'true' : undefined}
                aria-keyshortcuts="Delete"
                tabIndex={key === stop ? 0 : -1}
                title={isAtStake ? say.sessions.unsavedScan(name) : name}
                onClick={() => void switchScan(app, key)}
                onKeyDown={(event) => {
                  if (event.key === 'Delete')
                    void closeScan(app, key).then(() => focus(Math.min(at, scans.length - 2)));
                  else act(event);
                }}
              >
                {isAtStake && <span className="open-scan-dot" aria-hidden="true" />}
                <span>{name}</span>
                {isAtStake && <span className="unseen">{say.sessions.unsaved}</span>}
              </button>
              <button
                type="button"
                className="open-scan-close"
                tabIndex={-1}
                aria-label={say.sessions.closeScan(name)}
                title={say.sessions.closeScan(name)}
                onClick={() => void closeScan(app, key)}
              >
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Which of the list a key goes to. */
function actOf({ go, at, count }: { go(to: number): void; readonly at: number; readonly count: number }) {
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: count - 1,
  };
  return (event: KeyboardEvent) => {
    const to = targets[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
}
