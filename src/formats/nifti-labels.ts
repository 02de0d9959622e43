import { cleanName, colorOf } from './label-names.ts';
import type { ScanContent } from './scan-content.ts';
import type { LabelName } from './segmentation.ts';

/** Between header and voxels, where programs write what else they know. */
const MOST_EXTENSION = 1 << 20;
const MOST_NAMES = 65536;

const LABEL = /<Label\b([^>]*)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/Label>/g;

/**
 * The names that a NIfTI file itself gives its labels: the label table of an XML extension, as the Connectome Workbench writes
 * it, and TotalSegmentator. `offset` is where the voxels begin.
 */
export async function extensionNames(content: ScanContent, offset: number): Promise<readonly LabelName[]> {
  if (!(offset > 360) || offset > MOST_EXTENSION) return [];
  const text = new TextDecoder().decode((await content.start(offset)).subarray(352));
  if (!text.includes('<LabelTable')) return [];
  return [...text.matchAll(LABEL)].slice(0, MOST_NAMES).flatMap(([, attributes = '', data, plain]) => {
    const read = (key: string) => new RegExp(`\\b${key}\\s*=\\s*"([^"]*)"`).exec(attributes)?.[1];
    const label = Number(read('Key') ?? Number.NaN);
    if (!Number.isInteger(label) || label < 1) return [];
    const shares = ['Red', 'Green', 'Blue'].map((key) => Number(read(key) ?? Number.NaN));
    return [
      {
        label,
        name: cleanName(data ?? entities(plain ?? '')),
        color: colorOf(shares.map((share) => 255 * share)),
      },
    ];
  });
}

function entities(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
