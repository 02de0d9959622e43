import { AppError, toWire, type WireError } from '#errors.ts';
import type { Modality } from '#volume/types.ts';
import type { Image, SeriesFacts } from './image.ts';

/** What the values of a scan are. */
interface Values {
  /** Undefined where the values themselves have to say it. */
  readonly modality: Modality | undefined;
  /** Stored as those of a CT are, whatever they mean. */
  readonly isCt: boolean;
  readonly notices: readonly WireError[];
}

/** Terms of the standard, which may be repeated. Source: DICOM PS3.3, C.11.1.1.2. */
const TERMS = ['OD', 'MGML', 'Z_EFF', 'ED', 'EDW', 'PCT'];
/** Hounsfield units of which some were computed. */
const CHANGED = 'HU_MOD';
/** Unspecified: neither said nor denied, and written by converters that know nothing of a CT's units. */
const UNSPECIFIED = 'US';

/**
 * What `images`, one scan, have as values. A CT is in Hounsfield units unless it says otherwise; cone-beam CT only where it says so. Where
 * nothing is said the values are left to tell.
 */
export function valuesOf(
  name: string,
  { modality, isConeBeam }: SeriesFacts,
  images: readonly Image[],
): Values {
  if (modality !== 'CT') {
    const known = modality === undefined || modality === 'MR' ? modality : 'other';
    return { modality: known, isCt: false, notices: [] };
  }
  const types = new Set(images.map(({ marks }) => marks.rescaleType));
  const other = [...types].find((type) => !['', 'HU', CHANGED, UNSPECIFIED].includes(type));
  const said = (type: string | undefined) => [toWire(new AppError('dicom-rescale-type', { name, type }))];
  if (other !== undefined) {
    return { modality: 'other', isCt: false, notices: said(TERMS.find((term) => term === other)) };
  }
  const isOpen = types.has(UNSPECIFIED) || (isConeBeam && types.has(''));
  return {
    modality: isOpen ? undefined : 'CT',
    isCt: true,
    notices: types.has(CHANGED) ? said(CHANGED) : [],
  };
}
