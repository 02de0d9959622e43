import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NnunetTiling } from '#model/manifest-nnunet.ts';
import type { Vec3 } from '#volume/types.ts';
import { arraysIn, type NumpyArray } from './npz.ts';
import { openBytes } from './open-bytes.ts';

/** What nnU-Net itself answers lies beside some checkouts; tests that need it are skipped elsewhere, aloud. */
const BESIDE = fileURLToPath(new URL('../../../shared/nnunet/', import.meta.url));
const COMMITTED = fileURLToPath(new URL('./fixtures/nnunet/', import.meta.url));

export const hasNnunetCases = existsSync(`${BESIDE}ct_plain/case.json`);

/** As much of a case.json as is asked of it here. */
interface CaseJson {
  readonly image_reader_writer: string;
  readonly spacing_plans: Vec3;
  readonly patch_size: Vec3;
  readonly transpose_forward: Vec3;
  readonly normalization_schemes: readonly string[];
  readonly use_mask_for_norm: readonly boolean[];
  readonly foreground_intensity_properties_per_channel: Record<'0', Record<string, number>>;
  readonly resampling: Record<string, { order: 1 | 3; order_z: 0; force_separate_z: boolean | null }>;
  readonly labels: Readonly<Record<string, number>>;
  readonly inference_allowed_mirroring_axes: readonly number[] | null;
  readonly folds?: readonly number[];
  readonly input: { readonly files: readonly string[] };
  readonly runs: Readonly<Record<string, CaseRun>>;
}

interface CaseRun {
  readonly mirroring: boolean;
  readonly tile_step_size: number;
  readonly pipeline?: readonly string[];
  readonly window_starts?: readonly (readonly number[])[];
  readonly bbox_used_for_cropping?: readonly (readonly number[])[];
}

/** One case of the goldens: what nnU-Net was given, what its plan says, and what it made of it. */
export class NnunetCase {
  readonly name: string;
  readonly json: CaseJson;

  constructor(name: string) {
    this.name = name;
    this.json = JSON.parse(new TextDecoder().decode(this.bytes('case.json'))) as CaseJson;
  }

  bytes(file: string): Uint8Array<ArrayBuffer> {
    const committed = `${COMMITTED}${this.name}/${file}`;
    const path = existsSync(committed) ? committed : `${BESIDE}${this.name}/${file}`;
    return new Uint8Array(readFileSync(path));
  }

  async open(file = this.json.input.files[0] ?? '') {
    const { volume } = await openBytes(file, this.bytes(file));
    return volume;
  }

  arrays(file: string): Readonly<Record<string, NumpyArray>> {
    return arraysIn(this.bytes(file));
  }

  /** How the files of a run end, before their kind: a case of one run does not name it. */
  ending(run: string): string {
    return Object.keys(this.json.runs).length === 1 ? '' : `_${run}`;
  }

  get tiling(): NnunetTiling {
    const { json } = this;
    const run = json.runs['mirroring_off'];
    const resampling = (kind: string) => {
      const { order, order_z, force_separate_z } = json.resampling[kind] ?? {
        ...{ order: 1, order_z: 0, force_separate_z: null },
      };
      return { kind: 'spline', order, orderZ: order_z, separateZ: force_separate_z } as const;
    };
    return {
      kind: 'nnunet',
      reader: json.image_reader_writer === 'NibabelIOWithReorient' ? 'closest-canonical' : 'stored',
      transposeForward: json.transpose_forward,
      spacing: json.spacing_plans,
      patchSize: json.patch_size,
      stepSize: run?.tile_step_size ?? 0.5,
      normalization: normalizationOf(json),
      resampling: {
        image: resampling('resampling_fn_data_kwargs'),
        probabilities: resampling('resampling_fn_probabilities_kwargs'),
      },
      mirrorAxes: [...(json.inference_allowed_mirroring_axes ?? [])],
      modalities: [],
      ...(run?.pipeline && { around: { kind: 'totalsegmentator', mm: 3 } }),
    };
  }
}

function normalizationOf(json: CaseJson): NnunetTiling['normalization'] {
  const { percentile_00_5, percentile_99_5, mean, std } =
    json.foreground_intensity_properties_per_channel['0'];
  if (json.normalization_schemes[0] === 'CTNormalization') {
    const [low = 0, high = 0] = [percentile_00_5, percentile_99_5];
    return { kind: 'ct', low, high, mean: mean ?? 0, std: std ?? 1 };
  }
  return { kind: 'z-score', masked: json.use_mask_for_norm[0] ?? false };
}
