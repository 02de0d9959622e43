import type { WireError } from '#errors.ts';
import type { ComponentsChoice } from '#model/components.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import type {
  AnswerId,
  Device,
  JudgeOptions,
  LoadedModel,
  PartialMask,
  Progress,
  Segmentation,
  Shape,
  SliceChoices,
} from './engine.ts';

/** Every call the worker answers: what it is given and what it gives back. Both ends are typed from this table. */
export interface Calls {
  probe: { given: null; back: Device };
  load: { given: { manifestUrl: string }; back: LoadedModel };
  holds: { given: Pick<Volume, 'id' | 'modality'>; back: boolean };
  encode: { given: { volume: Volume }; back: null };
  segment: {
    given: {
      volumeId: VolumeId;
      prompts: readonly Prompt[];
      components: ComponentsChoice;
      slices: SliceChoices | undefined;
    };
    back: readonly Segmentation[];
  };
  rejudge: { given: { answer: AnswerId; options: JudgeOptions }; back: Shape | undefined };
  forget: { given: { volumeId: VolumeId }; back: null };
}

export type CallName = keyof Calls;

export type Request =
  | { [K in CallName]: { kind: 'call'; id: number; call: K; given: Calls[K]['given'] } }[CallName]
  | { kind: 'cancel'; id: number };

export type Reply =
  | { kind: 'progress'; id: number; progress: Progress }
  | { kind: 'partial'; id: number; partial: PartialMask }
  | { kind: 'back'; id: number; back: Calls[CallName]['back'] }
  | { kind: 'failed'; id: number; error: WireError }
  | { kind: 'cancelled'; id: number };
