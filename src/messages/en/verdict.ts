import type { Doubt, DoubtKind, VerdictLevel } from '#results/verdict.ts';
import type { Side } from '#volume/types.ts';
import { numbers } from './words.ts';

const words: Readonly<Record<VerdictLevel, string>> = {
  sure: 'sure',
  check: 'check',
  doubtful: 'doubtful',
};

const beside: Readonly<Record<Side, string>> = {
  superior: 'above',
  inferior: 'below',
  right: 'to the right of',
  left: 'to the left of',
  anterior: 'in front of',
  posterior: 'behind',
};

const towards: Readonly<Record<Side, string>> = {
  superior: 'upper',
  inferior: 'lower',
  right: 'right',
  left: 'left',
  anterior: 'front',
  posterior: 'back',
};

const { millilitres, fixed } = numbers;
const percent = (share: number) => `${fixed(100 * share, 0)} %`;
const hu = (value: number) => fixed(value, 0);

type Sentences = { readonly [Kind in DoubtKind]: (doubt: Extract<Doubt, { kind: Kind }>) => string };

const sentences: Sentences = {
  small: ({ volumeMl, usualMl }) =>
    `${millilitres(volumeMl)} is less than is usual (${millilitres(usualMl[0])} or more)`,
  large: ({ volumeMl, usualMl }) =>
    `${millilitres(volumeMl)} is more than is usual (${millilitres(usualMl[1])} or less)`,
  side: ({ side }) => `Lies on the patient’s ${side}, where it does not belong`,
  order: ({ other, belongs }) => `Belongs ${beside[belongs]} ${other}`,
  shared: ({ other, share }) => `${percent(share)} of it is also ${other}`,
  outside: ({ share }) => `${percent(share)} of it is outside the patient`,
  intensity: ({ mean, usual }) =>
    `${hu(mean)} HU is unlike the organ (${hu(usual[0])} to ${hu(usual[1])} HU)`,
  'other-piece': ({ volumeMl, towards: sides }) =>
    `Another piece fits better: ${[millilitres(volumeMl), ...sides.map((side) => towards[side])].join(', ')}`,
  parted: ({ found, keptShare }) =>
    `In ${found} ${numbers.plural(found, { one: 'piece', other: 'pieces' })}; what is kept is ${percent(keptShare)} of them`,
  vague: ({ smallestMl, largestMl }) =>
    `Its edge is vague: ${millilitres(smallestMl)} to ${millilitres(largestMl)}, depending on the threshold`,
  presence: ({ existence }) => `Perhaps in the scan, perhaps not (presence score ${fixed(existence, 2)})`,
  'too-little': ({ volumeMl }) => `Something like it, but only ${millilitres(volumeMl)} could be outlined`,
  untested: ({ modality }) =>
    `Nobody has measured how well the model does on it in ${modality === 'other' ? 'this kind of scan' : modality}`,
};

/** What to think of an answer. */
export const verdict = {
  word: (level: VerdictLevel) => words[level],
  doubt(doubt: Doubt): string {
    const say = sentences[doubt.kind] as (doubt: Doubt) => string;
    return say(doubt);
  },
};
