import type { Segment } from '#volume/drawn-over.ts';

interface LinesProps {
  readonly lines: readonly Segment[];
  readonly className?: string;
}

/** Straight lines as one element. */
export function Lines({ lines, className }: LinesProps) {
  const path = lines.map(({ from, to }) => `M${from.join(' ')}L${to.join(' ')}`).join('');
  return <path className={className} d={path} />;
}
