import { say } from '#messages/say.ts';
import type { Source } from '#results/finding.ts';

const [WIDTH, HEIGHT] = [240, 40];

/** How probable an object's existence is on each slice, drawn small, with the line that it had to reach. */
export function ExistenceCurve({ slices }: { readonly slices: Source['slices'] | undefined }) {
  if (!slices || slices.existence.length < 2) return null;
  const { existence, existenceThreshold } = slices;
  const x = (slice: number) => ((slice + 0.5) * WIDTH) / existence.length;
  const y = (share: number) => HEIGHT * (1 - share);
  const bars = existence.flatMap((share, slice) =>
    share === null ? [] : [`M${x(slice)} ${HEIGHT}V${y(share)}`],
  );
  const [first, last] = [
    existence.findIndex((each) => each !== null),
    existence.findLastIndex((each) => each !== null),
  ];
  const most = existence.reduce<number>((best, share) => Math.max(best, share ?? 0), 0);
  const sentence = say.asking.curve({
    most,
    at: existence.indexOf(most) + 1,
    first: first + 1,
    last: last + 1,
    threshold: existenceThreshold,
  });
  return (
    <figure className="existence-curve" title={say.asking.existenceHint}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={sentence} preserveAspectRatio="none">
        <path
          className="bars"
          d={bars.join('')}
          strokeWidth={Math.max(1, (0.8 * WIDTH) / existence.length)}
        />
        <path className="limit" d={`M0 ${y(existenceThreshold)}H${WIDTH}`} />
      </svg>
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}
