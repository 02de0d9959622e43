import { answersOf, type OpenPacks } from '#cli/answer-scan.ts';
import { gzipMask } from '#cli/gzip.ts';
import { routed } from '#cli/pack.ts';
import { readArguments } from '#cli/parse-options.ts';
import { AppError } from '#errors.ts';
import { openScan } from '#formats/open-scan.ts';
import { blobFile } from '#formats/scan-file.ts';
import { say } from '#messages/say.ts';
import { wording } from '#messages/wording.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Leg } from '#prompt/route.ts';
import type { Finding } from '#results/finding.ts';
import type { LabelledMask } from '#results/label-map.ts';
import { writeMaskImage } from '#results/mask-image.ts';
import { doubtOfScan, isUnanswered } from '#results/orientation.ts';
import { refuseUnread } from '#results/refuse-unread.ts';
import { asStated } from '#results/stated-scan.ts';
import { type Verdict, verdictsOf } from '#results/verdict.ts';
import type { Modality } from '#volume/types.ts';
import { type PartAnswer, promptsIn, type ServeAnswer } from './request.ts';

/** One image of a request. */
export interface ImageRequest {
  readonly image: Uint8Array;
  readonly text: string;
  /** What the scan is, where the request says so. */
  readonly modality: Modality | undefined;
  /** It is to be answered although the pack does not know such a scan. */
  readonly anyway: boolean;
}

/** A part of the text, between ampersands, and what it comes to. */
export interface Part {
  readonly text: string;
  readonly prompts: readonly Prompt[];
}

const NOTICE = 'Research use only. Not a medical device.';

/**
 * What is asked of one image. `names`: packs, as for `routed`.
 * @throws AppError what is wrong with the image or the text; 'prompt-unknown' where nothing of it was understood.
 */
export async function answerImage(
  { image, text, modality, anyway }: ImageRequest,
  packs: OpenPacks,
  names: readonly string[],
): Promise<ServeAnswer> {
  const texts = promptsIn(text);
  if (texts.length === 0) throw new AppError('prompt-empty', {});
  const opened = await openScan([blobFile('image', new Blob([new Uint8Array(image)]))]);
  const { volume, modalityIsGuess, notices } = asStated(opened, modality);
  const { legs, parts } = legsOf(texts, names, volume.modality);
  try {
    const values = { ...readArguments([]).values, anyway };
    const { findings, masks } = await answersOf(legs, volume, { values, packs });
    const doubt = doubtOfScan(findings);
    const verdicts = verdictsOf(findings);
    refuseUnread(findings);
    const answers = parts.map((part, n) => partAnswer(part, n + 1, findings, verdicts));
    const labelled = parts.flatMap((part, n): readonly LabelledMask[] =>
      ofPart(part, findings).flatMap(({ id }) => {
        const mask = masks.get(id);
        return mask ? [{ mask, labelId: n + 1 }] : [];
      }),
    );
    const shown = { kind: 'labels', masks: labelled } as const;
    const { header } = opened.facts;
    const bytes = await writeMaskImage({ shown, size: volume.grid.size, header }, gzipMask);
    return {
      nifti_file: JSON.stringify({ data: Buffer.from(bytes).toString('base64') }),
      ...{ modality: volume.modality, modalityIsGuess, answers, notice: NOTICE },
      packs: [...new Map(findings.map(({ source }) => [source.model, source.version]))].map(
        ([id, version]) => ({
          id,
          version,
        }),
      ),
      notes: [
        ...notices.map((notice) => wording(notice, 'terminal')),
        ...(doubt ? [say.scanDoubt.says(doubt)] : []),
      ],
    };
  } finally {
    await packs.forget(volume);
  }
}

/** What each pack is asked, a question once, and which prompts each part of the text comes to. */
function legsOf(texts: readonly string[], names: readonly string[], modality: Modality) {
  const legs = new Map<string, Leg>();
  const parts = texts.map((text): Part => {
    const own = routed([text], names, modality).legs;
    for (const { pack, prompts } of own) {
      const before = legs.get(pack.address)?.prompts ?? [];
      const fresh = prompts.filter((prompt) => !before.some((each) => isSame(each, prompt)));
      legs.set(pack.address, { pack, prompts: [...before, ...fresh] });
    }
    return { text, prompts: own.flatMap(({ prompts }) => prompts) };
  });
  return { parts, legs: [...legs.values()] };
}

function isSame(a: Prompt, b: Prompt): boolean {
  return a.structure === undefined ? a.text === b.text : a.structure === b.structure;
}

function ofPart({ prompts }: Part, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ subject, prompt }) =>
    prompts.some(({ text, structure }) =>
      structure === undefined ? prompt === text : subject === structure,
    ),
  );
}

/** What is answered to a part of the text, whose label is `label`. */
export function partAnswer(
  part: Part,
  label: number,
  findings: readonly Finding[],
  verdicts: ReadonlyMap<Finding['id'], Verdict>,
): PartAnswer {
  const own = ofPart(part, findings);
  const outcomes = own.map(outcomeOf);
  const first = (['found', 'not-answered', 'not-found'] as const).find((each) => outcomes.includes(each));
  const answer = first ?? 'not-understood';
  const objects = own.map((finding) => ({
    ...{ name: finding.title, answer: outcomeOf(finding), testedOnModality: finding.source.isTested },
    existence: finding.kind === 'not-understood' || isUnanswered(finding) ? null : finding.existence,
    volumeMl: finding.kind === 'found' ? finding.measurement.volumeMl : null,
    verdict: verdicts.get(finding.id)?.level ?? null,
    doubts: verdicts.get(finding.id)?.doubts.map(({ kind }) => kind) ?? [],
  }));
  return { prompt: part.text, label, answer, objects };
}

function outcomeOf(finding: Finding): PartAnswer['answer'] {
  return isUnanswered(finding) ? 'not-answered' : finding.kind;
}
