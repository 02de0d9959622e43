import { AppError, toWire } from '#errors.ts';
import type { NiftiHeader } from '#formats/nifti-header.ts';
import type { Messages } from '#messages/en.ts';
import { say, speaking } from '#messages/say.ts';
import type { Answers } from '#results/answers-as-findings.ts';
import { scanStem } from '#results/file-names.ts';
import { type Finding, type FindingId, foundObjects } from '#results/finding.ts';
import { needsWide, paintLabels } from '#results/label-map.ts';
import type { FileToMake } from '#results/made-file.ts';
import { methodsFacts } from '#results/methods-facts.ts';
import { doubtOfScan, isUnanswered } from '#results/orientation.ts';
import { filesOf, SAVE_KINDS, type SavedFile } from '#results/saves.ts';
import type { StatedScan } from '#results/stated-scan.ts';
import { type Verdict, verdictsOf } from '#results/verdict.ts';
import type { Mask } from '#volume/types.ts';
import type * as Api from './api.ts';
import { answerFacts } from './inside.ts';
import { misuse, sentence, told } from './told.ts';

/** What an answer is made of. */
export interface AnswerFacts extends Answers {
  readonly stated: StatedScan;
  /** Of the scan's file. */
  readonly header: NiftiHeader;
  readonly notes: readonly string[];
  /** Names that were not asked for, since such a scan does not show them. */
  readonly beyond: readonly string[];
  /** What the answer says things in. */
  readonly messages: Messages;
  /** Of parse3d. */
  readonly version: string;
  makeFile(file: FileToMake): Promise<Uint8Array<ArrayBuffer>>;
}

/** What programs see of an answer. */
export function answerOf(facts: AnswerFacts): Api.Answer {
  const { findings, masks, stated, notes, beyond, messages } = facts;
  const verdicts = verdictsOf(findings);
  const doubt = doubtOfScan(findings);
  const { device } = findings.at(-1)?.source ?? {};
  if (!device) throw new Error('nothing was asked');
  const answer: Api.Answer = {
    ...speaking(messages, () => ({
      findings: findings.map((finding) => toldFinding(finding, verdicts.get(finding.id), masks)),
      doubt: doubt && { kind: doubt.kind, sentence: say.scanDoubt.says(doubt) },
    })),
    notes,
    beyond,
    modality: stated.volume.modality,
    modalityIsGuess: stated.modalityIsGuess,
    device: { backend: device.backend, name: device.name, reason: device.reason.kind },
    labelMap: () => labelMapOf(facts),
    nifti: () => told(() => bytesOf(facts, labelsOf(facts)), undefined, messages),
    files: (kinds) => told(() => filesFor(facts, kinds), undefined, messages),
  };
  answerFacts.set(answer, facts);
  return answer;
}

function toldFinding(
  finding: Finding,
  verdict: Verdict | undefined,
  masks: ReadonlyMap<FindingId, Mask>,
): Api.Finding {
  const asked = {
    name: finding.title,
    structure: finding.kind === 'not-understood' ? undefined : finding.structure,
    pack: finding.source.pack.id,
    isTested: finding.source.isTested,
  };
  if (finding.kind === 'not-understood') {
    const { prompt, nearest, elsewhere, source } = finding;
    const unknown = new AppError('prompt-unknown', { text: prompt, pack: source.model, nearest, elsewhere });
    return { ...asked, kind: 'not-understood', nearest, sentence: sentence(toWire(unknown)) };
  }
  if (isUnanswered(finding)) return { ...asked, kind: 'not-answered' };
  const mask = masks.get(finding.id);
  if (!verdict) throw new Error('an answer without a verdict');
  const judged = { ...asked, existence: finding.existence, verdict: toldVerdict(verdict) };
  if (finding.kind === 'not-found') return { ...judged, kind: 'not-found' };
  if (!mask) throw new Error('an object without a mask');
  const { labelId, threshold, measurement } = finding;
  const { voxels, volumeMl, boxMm, centroid, cutBy, figures } = measurement;
  return {
    ...{ ...judged, kind: 'found', label: labelId, volumeMl, voxels },
    ...{ boxMm, centroidMm: centroid, cutBy, figures, threshold },
    mask: toldMask(mask),
  };
}

function toldVerdict(verdict: Verdict): Api.Verdict {
  return {
    level: verdict.level,
    doubts: verdict.doubts.map(({ kind }) => kind),
    sentence: say.verdict.told(verdict),
  };
}

/** Made when it is wanted: most programs want the figures or the label map alone. */
function toldMask({ grid, box, data, level }: Mask): Api.Mask {
  let inside: Uint8Array | undefined;
  return {
    grid,
    box,
    get data() {
      inside ??= data.map((byte) => (byte >= level ? 1 : 0));
      return inside;
    },
  };
}

function saved(facts: AnswerFacts, kinds: readonly Api.FileKind[]): readonly SavedFile[] {
  const { findings, masks, stated, header, version, messages } = facts;
  const { volume, modalityIsGuess, modalityReason, notices, turned } = stated;
  const scan = { ...volume, modalityIsGuess, modalityReason, notices, turned };
  const given = {
    ...{ appVersion: version, findings, at: new Date(), scan },
    maskOf: (id: FindingId) => masks.get(id),
  };
  return speaking(messages, () =>
    filesOf({ ...given, header, methods: say.methods(methodsFacts(given)) }, kinds),
  );
}

/** The file of the label map, which is the first of its kind; the others say what its numbers mean. */
function labelsOf(facts: AnswerFacts): SavedFile {
  const [labels] = saved(facts, ['labels']);
  if (!labels) throw new Error('no label map');
  return labels;
}

function labelMapOf(facts: AnswerFacts): Api.LabelMap {
  const { content } = labelsOf(facts);
  const { grid } = facts.stated.volume;
  if (typeof content === 'string' || content.kind !== 'image' || content.shown.kind !== 'labels') {
    throw new Error('no label map');
  }
  const { masks } = content.shown;
  const count = grid.size[0] * grid.size[1] * grid.size[2];
  const data = needsWide(masks) ? new Uint16Array(count) : new Uint8Array(count);
  paintLabels(masks, data, grid.size);
  const labels = foundObjects(facts.findings).map(({ labelId, title }) => ({ label: labelId, name: title }));
  return { grid, data, labels };
}

async function filesFor(
  facts: AnswerFacts,
  kinds: readonly Api.FileKind[],
): Promise<readonly Api.ResultFile[]> {
  const unknown = kinds.find((kind) => !SAVE_KINDS.includes(kind));
  if (unknown !== undefined) throw misuse(`There is no file of the kind ${unknown}`);
  const files: Api.ResultFile[] = [];
  for (const file of saved(facts, kinds)) {
    const name = `${scanStem(facts.stated.volume.name)}${file.ending}`;
    // One at a time: each may have an array of the whole grid.
    files.push({ name, type: file.type, bytes: await bytesOf(facts, file) });
  }
  return files;
}

async function bytesOf(facts: AnswerFacts, { content }: SavedFile): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  if (content.kind === 'dicom-seg') throw misuse('A DICOM segmentation is not among the kinds of files');
  return facts.makeFile(content);
}
