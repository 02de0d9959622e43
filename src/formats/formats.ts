/** A format of scans, as people meet it. */
export interface Format {
  readonly name: string;
  /** Of names of files, in lower case, packed ones too. No reader goes by them: they say what to offer for opening, and what is no part of a name. */
  readonly endings: readonly string[];
  /** Endings of the voxels that lie beside a header, by the header's. */
  readonly beside?: Readonly<Record<string, readonly string[]>>;
}

const IMG = ['.img', '.img.gz'];
const RAW = ['.raw', '.raw.gz', '.zraw'];

/** What parse3d reads, by the id that reports have, in the order in which readers are asked. */
export const FORMATS = {
  dicom: { name: 'DICOM', endings: ['.dcm', '.zip'] },
  nifti: {
    ...{ name: 'NIfTI', endings: ['.nii.gz', '.nii', '.hdr.gz', '.hdr'] },
    beside: { '.hdr': IMG, '.hdr.gz': IMG },
  },
  nrrd: { name: 'NRRD', endings: ['.nrrd', '.nhdr'], beside: { '.nhdr': RAW } },
  metaimage: { name: 'MetaImage', endings: ['.mha', '.mhd'], beside: { '.mhd': RAW } },
  mgh: { name: 'MGH', endings: ['.mgh', '.mgz'] },
} satisfies Readonly<Record<string, Format>>;

export type FormatId = keyof typeof FORMATS;

export const FORMAT_IDS = Object.keys(FORMATS) as readonly FormatId[];

const ALL: readonly Format[] = Object.values(FORMATS);

/** Endings of voxels beside a header, by the header's ending. */
export const BESIDE: Readonly<Record<string, readonly string[]>> = Object.assign(
  {},
  ...ALL.map(({ beside }) => beside),
);

/** What names of files end with that can be opened: scans, and headers of scans. */
export const OPENED_ENDINGS: readonly string[] = ALL.flatMap(({ endings }) => endings);

/** The same, and those of the voxels beside a header. */
export const SCAN_ENDINGS: readonly string[] = [...OPENED_ENDINGS, ...Object.values(BESIDE).flat()];
