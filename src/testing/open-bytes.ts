import { openScan } from '#formats/open-scan.ts';
import { blobFile } from '#formats/scan-file.ts';

/** The scan in `bytes`, as the page and the terminal would open it from a file called `name`. */
export async function openBytes(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const { volume, facts, range } = await openScan([blobFile(name, new Blob([bytes]))]);
  return { volume, header: facts.header, range };
}
