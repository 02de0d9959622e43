/** A format of scans, as people meet it. */
export interface Format {
  readonly name: string;
  /** Of names of files; those of what lies beside a header too. No reader goes by them: they say what to offer for opening, and what is no part of a name. */
  readonly endings: readonly string[];
}

/** What parse3d reads, by the id that reports have, in the order in which readers are asked. */
export const FORMATS = {
  dicom: { name: 'DICOM', endings: ['.dcm', '.zip'] },
  nifti: { name: 'NIfTI', endings: ['.nii.gz', '.nii', '.hdr.gz', '.hdr', '.img.gz', '.img'] },
  nrrd: { name: 'NRRD', endings: ['.nrrd', '.nhdr', '.raw.gz', '.raw'] },
  metaimage: { name: 'MetaImage', endings: ['.mha', '.mhd', '.zraw'] },
  mgh: { name: 'MGH', endings: ['.mgh', '.mgz'] },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatId = keyof typeof FORMATS;

export const FORMAT_IDS = Object.keys(FORMATS) as readonly FormatId[];

/** What the names of scans end with. */
export const SCAN_ENDINGS: readonly string[] = Object.values(FORMATS).flatMap(({ endings }) => endings);
