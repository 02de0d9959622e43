import { AppError, toWire } from '#errors.ts';
import type { SetApart } from '#formats/reader.ts';
import type { ScanContent } from '#formats/scan-content.ts';
import { groupBy } from './group-by.ts';
import type { Looked } from './look-at-file.ts';

/** The files of a series that no scan is made of, those of a kind together, each kind under the name of its first file. */
export function otherFiles(
  files: readonly { readonly content: ScanContent; readonly looked: Looked }[],
): readonly SetApart[] {
  const groups = groupBy(files, ({ looked }) => {
    if (looked.is === 'images' || looked.is === 'segmentation') return undefined;
    return looked.is === 'other' ? looked.kind : looked.reason.code;
  });
  groups.delete(undefined);
  return [...groups.values()].flatMap((group): readonly SetApart[] => {
    const [first] = group;
    if (!first || first.looked.is === 'images' || first.looked.is === 'segmentation') return [];
    const { name } = first.content;
    const count = group.length;
    const { looked } = first;
    const reason =
      looked.is === 'other' ? new AppError('dicom-other', { name, kind: looked.kind, count }) : looked.reason;
    return [{ name, reason: toWire(reason), count }];
  });
}
