import { useEffect, useRef } from 'react';
import type { SmallPicture } from '#state/scans-slice.ts';

/** Decoration: the row says in words what it shows. */
export function ScanThumbnail({ picture }: { readonly picture: SmallPicture | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !picture) return;
    const { width, height, grey } = picture;
    const image = context.createImageData(width, height);
    for (const [n, value] of grey.entries()) image.data.set([value, value, value, 255], 4 * n);
    context.putImageData(image, 0, 0);
  }, [picture]);
  return (
    <span className="scan-thumbnail" aria-hidden="true">
      {picture && <canvas ref={canvas} width={picture.width} height={picture.height} />}
    </span>
  );
}
