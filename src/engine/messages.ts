import type { Prompt } from '#model/prompt.ts';
import type { Unread } from '#prompt/classify-text.ts';
import type { Call } from '#rpc/protocol.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import type {
  AnswerId,
  CallOptions,
  Device,
  EncodeOptions,
  Instance,
  JudgeOptions,
  LoadedModel,
  ReadyOptions,
  Segmentation,
  SegmentOptions,
  Shape,
  Speed,
} from './engine.ts';

/** Every call that an engine in a worker answers: the engine's own methods, a line each. */
export interface EngineCalls {
  probe: Call<[], Device>;
  measureSpeed: Call<[], Speed, CallOptions>;
  load: Call<[manifestUrl: string], LoadedModel, CallOptions>;
  holds: Call<[volume: Pick<Volume, 'id' | 'modality'>], boolean>;
  makeReady: Call<[volume: Volume | undefined], void, ReadyOptions>;
  encode: Call<[volume: Volume], void, EncodeOptions>;
  unread: Call<[readonly Prompt[]], readonly (Unread | undefined)[]>;
  segment: Call<[VolumeId, readonly Prompt[]], readonly Segmentation[], SegmentOptions>;
  instances: Call<[AnswerId], readonly Instance[] | undefined, JudgeOptions>;
  rejudge: Call<[AnswerId], Shape | undefined, JudgeOptions>;
  forget: Call<[VolumeId], void>;
}
