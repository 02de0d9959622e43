/** What TotalSegmentator does around a model of its own, and what it says of it. */
export interface TotalSegmentator {
  /** For people: “TotalSegmentator total, 3 mm”. */
  readonly title: string;
  readonly modality: 'CT' | 'MR';
  /** Edge of the voxels that scans are resampled to, and label maps from. */
  readonly mm: number;
  readonly stepSize: number;
}

/** Windows of its tasks `total`, `total_v3` and `total_mr`. Source: totalsegmentator/nnunet.py, nnUNet_predict_image. */
const STEP_SIZE = 0.8;

/** Of the parts at 1.5 mm, whose names do not say so. */
const PART_MM = 1.5;

const PARTS: Readonly<Record<string, string>> = { cardiac: 'heart and vessels' };

/**
 * Recognises the models of TotalSegmentator's open tasks `total` and `total_mr` by the names of their data sets, such as
 * Dataset297_TotalSegmentator_total_3mm_1559subj or Dataset850_TotalSegMRI_part1_organs_1088subj.
 */
export function totalSegmentatorOf(datasetName: string): TotalSegmentator | undefined {
  const found = /^Dataset\d+_TotalSeg(mentator|MRI)_(?:total_([36])mm|part\d_([a-z]+))_\d+subj/.exec(
    datasetName,
  );
  if (!found) return undefined;
  const [, kind, whole, part = ''] = found;
  const modality = kind === 'MRI' ? 'MR' : 'CT';
  const mm = whole === undefined ? PART_MM : Number(whole);
  const what = whole === undefined ? (PARTS[part] ?? part) : 'total';
  return { title: `TotalSegmentator ${modality} ${what}, ${mm} mm`, modality, mm, stepSize: STEP_SIZE };
}
