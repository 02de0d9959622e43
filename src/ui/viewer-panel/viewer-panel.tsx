import { useCallback } from 'react';
import { say } from '#messages/say.ts';
import { EditBar } from '#ui/edit/edit-bar.tsx';
import { useAppState } from '#ui/use-app.ts';
import { DifferenceLegend } from './difference-legend.tsx';
import { Dividers } from './dividers.tsx';
import { HoverTag } from './hover-tag.tsx';
import { Legend } from './legend.tsx';
import { MarkGrips } from './mark-grips.tsx';
import { MarkList } from './mark-list.tsx';
import { Overlay } from './overlay.tsx';
import { PausedSolid } from './paused-solid.tsx';
import { ReadOut } from './read-out.tsx';
import { TileFrames } from './tile-frames.tsx';
import { ViewNews } from './view-news.tsx';
import { ViewToolbar } from './view-toolbar.tsx';

interface ViewerPanelProps {
  /** Holds the canvas that the viewer draws on. */
  readonly stage: HTMLElement;
}

export function ViewerPanel({ stage }: ViewerPanelProps) {
  const isOpen = useAppState(({ volume }) => volume.at === 'ready');
  const mount = useCallback(
    (host: HTMLDivElement | null) => {
      host?.append(stage);
    },
    [stage],
  );
  return (
    <section className="viewer-panel" aria-label={say.views.scan} data-open={isOpen}>
      <ViewToolbar />
      <EditBar />
      <div className="viewer-host">
        <div ref={mount} />
        <Overlay />
        <MarkGrips />
        <PausedSolid />
        <TileFrames />
        <Dividers />
        <Legend where="over-3d" />
        <HoverTag />
        <ViewNews />
      </div>
      <div className="views-foot">
        <Legend where="below" />
        <DifferenceLegend />
        <MarkList />
        <ReadOut />
      </div>
    </section>
  );
}
