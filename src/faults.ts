/** What kind of file it is that is known and not read. */
export type UnreadKind = 'scan' | 'bare' | 'archive' | 'picture' | 'document';

/** What a DICOM file is that no scan can be made of. */
export type DicomKind =
  | 'localizer'
  | 'single'
  | 'mosaic'
  | 'capture'
  | 'colour'
  | 'report'
  | 'document'
  | 'segmentation'
  | 'registration'
  | 'presentation'
  | 'radiotherapy'
  | 'ultrasound'
  | 'projection'
  | 'photograph'
  | 'waveform'
  | 'directory'
  | 'no-picture'
  | 'float-pixels'
  | 'scattered'
  | 'odd-size';

/** Attributes of DICOM that the voxels or their place hang on, by their keywords. */
export type DicomNumber =
  | 'RescaleIntercept'
  | 'RescaleSlope'
  | 'PixelSpacing'
  | 'ImagePositionPatient'
  | 'ImageOrientationPatient';

/** Why it is not read: no number, a comma that may part thousands, too few of them. */
export type DicomNumberFault = 'no-number' | 'thousands' | 'few';

/** Why an archive cannot be entered, or a file in it not be read. */
export type ArchiveFault =
  | 'list-broken'
  | 'list-too-long'
  | 'list-contradicts'
  | 'locked'
  | 'packing'
  | 'file-misplaced'
  | 'file-broken';

/** What is wrong with a field of a header. */
export type HeaderFault =
  | 'missing'
  | 'endless'
  | 'numbers'
  | 'no-number'
  | 'vectors'
  | 'endian'
  | 'differing'
  | 'unit'
  | 'no-file'
  | 'no-place'
  | 'no-rotation';

/** What is wrong with a DICOM file. */
export type DicomFault =
  | 'header-broken'
  | 'header-endless'
  | 'unpackable'
  | 'no-size'
  | 'bits'
  | 'picture-size'
  | 'picture-unpackable'
  | 'pictures-apart'
  | 'pixels-misplaced'
  | 'no-meaning';

/** What a plan of nnU-Net may ask for that parse3d does not do, by the part of the plan. */
export type NnunetPart =
  | 'network'
  | 'convolution'
  | 'norm'
  | 'activation'
  | 'block'
  | 'kernel'
  | 'stride'
  | 'patch'
  | 'normalization'
  | 'resampling'
  | 'reader'
  | 'preprocessor'
  | 'labels';

/** Why an nnU-Net cannot be run. */
export type NnunetLimit =
  | { readonly what: '2d'; readonly configuration: string }
  | { readonly what: 'cascade'; readonly configuration: string; readonly previous: string }
  | { readonly what: 'channels'; readonly channels: readonly string[] }
  | { readonly what: 'regions'; readonly regions: readonly string[] }
  | { readonly what: 'part'; readonly part: NnunetPart; readonly value: string };

/** Why a tensor of a checkpoint cannot be used. */
export type TensorFault = 'no-tensor' | 'tensor-order' | 'tensor-type';

/** Why a checkpoint is not taken, or a model's file beside it. */
export type CheckpointFault =
  | TensorFault
  | 'part-larger'
  | 'part-short'
  | 'part-changed'
  | 'part-unpackable'
  | 'part-compressed'
  | 'index-large'
  | 'index-changed'
  | 'numbers-missing'
  | 'other-zip'
  | 'big-endian'
  | 'no-dictionary'
  | 'many-tensors'
  | 'tensor-beyond'
  | 'list-long'
  | 'part-twice'
  | 'part-beyond'
  | 'part-misplaced'
  | 'split'
  | 'no-end'
  | 'list-misplaced'
  | 'list-broken'
  | 'part-encrypted'
  | 'part-packing'
  | 'part-sizes'
  | 'part-name'
  | 'place-beyond'
  | 'short'
  | 'too-short'
  | 'too-long'
  | 'old-pytorch'
  | 'neither'
  | 'index-instruction'
  | 'index-broken'
  | 'index-protocol'
  | 'index-number'
  | 'index-short'
  | 'index-tensor'
  | 'tensor-twice'
  | 'numbers-changed'
  | 'no-numbers'
  | 'too-large'
  | 'header-long'
  | 'tensor-size'
  | 'header-broken'
  | 'header-tensor'
  | 'tensor-place'
  | 'other-configuration'
  | 'plans-axes'
  | 'plans-sizes'
  | 'plans-intensities'
  | 'plans-patch'
  | 'plans-stage'
  | 'plans-values'
  | 'plans-network'
  | 'no-nnunet'
  | 'mirroring'
  | 'tensor-alias'
  | 'not-json'
  | 'no-configuration'
  | 'endless-plans'
  | 'label-numbers'
  | 'no-class'
  | 'other-json'
  | 'json-large'
  | 'no-model';
