import type { DicomNumber } from '#errors.ts';

/** Where a program that edits DICOM finds them: the same in all languages. Source: DICOM PS3.6. */
export const DICOM_ATTRIBUTES: Readonly<Record<DicomNumber, string>> = {
  RescaleIntercept: 'RescaleIntercept (0028,1052)',
  RescaleSlope: 'RescaleSlope (0028,1053)',
  PixelSpacing: 'PixelSpacing (0028,0030)',
  ImagePositionPatient: 'ImagePositionPatient (0020,0032)',
  ImageOrientationPatient: 'ImageOrientationPatient (0020,0037)',
};
