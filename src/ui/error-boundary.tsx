import { Component, type ReactNode } from 'react';
import { toWire } from '#errors.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

type ErrorBoundaryState = { readonly at: 'fine' } | { readonly at: 'broken'; readonly error: unknown };

/** Keeps a fault in one component from leaving the page blank. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { at: 'fine' };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { at: 'broken', error };
  }

  override render(): ReactNode {
    if (this.state.at === 'fine') return this.props.children;
    return <Breakdown sentence={wording(toWire(this.state.error))} />;
  }
}

/** Stands in for the whole page when it cannot be drawn. */
export function Breakdown({ sentence }: { readonly sentence: string }) {
  return (
    <main className="breakdown" role="alert">
      <h1>{say.breakdown.title}</h1>
      <p>{sentence}</p>
      <button type="button" className="button primary" onClick={() => location.reload()}>
        {say.breakdown.reload}
      </button>
    </main>
  );
}
