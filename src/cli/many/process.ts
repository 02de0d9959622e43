import { answersOf, OpenPacks } from '#cli/answer-scan.ts';
import { setAsideDamagedReport } from '#cli/earlier-results.ts';
import { endCleanly } from '#cli/interrupt.ts';
import { saveKinds } from '#cli/save-kinds.ts';
import { writeResults } from '#cli/write-results.ts';
import { AppError, toWire } from '#errors.ts';
import { say } from '#messages/say.ts';
import { scanStem } from '#results/file-names.ts';
import type { Finding } from '#results/finding.ts';
import { doubtOfScan, isUnanswered } from '#results/orientation.ts';
import { refuseUnread } from '#results/refuse-unread.ts';
import { verdictsOf } from '#results/verdict.ts';
import type { Answered, FromProcess, ToProcess, Wish } from './messages.ts';
import { kindFlags, Listings, type ReadyScan, readyScan } from './open-scan.ts';

/** Answers one scan after another, as its parent says, with packs that stay open. */
class ScanProcess {
  readonly #wish: Wish;
  readonly #packs: OpenPacks;
  readonly #listings = new Listings();
  #ready: ReadyScan | undefined;

  constructor(wish: Wish) {
    this.#wish = wish;
    this.#packs = new OpenPacks({ keeps: 'all', threads: wish.threads });
  }

  async reply(message: ToProcess): Promise<FromProcess> {
    try {
      if (message.kind === 'let-go') {
        this.#ready = undefined;
        return { kind: 'gone' };
      }
      if (message.kind === 'answer') return { kind: 'answered', answered: await this.#answer(message.name) };
      this.#ready = await readyScan(message.job, this.#wish, this.#listings);
      return { kind: 'opened', opened: this.#ready.opened };
    } catch (error) {
      this.#ready = undefined;
      return { kind: 'refused', error: toWire(error) };
    }
  }

  async #answer(name: string): Promise<Answered> {
    const ready = this.#ready;
    if (!ready) throw new AppError('internal', { where: 'no scan is open' });
    this.#ready = undefined;
    const { scan, header, segmentation, legs } = ready;
    const { values } = this.#wish;
    try {
      const answers = await answersOf(legs, scan.volume, { values, packs: this.#packs });
      const { findings } = answers;
      refuseUnread(findings);
      setAsideDamagedReport(values.out, scanStem(name));
      const options = { folder: values.out, kinds: saveKinds(kindFlags(this.#wish)), name, segmentation };
      const { stem, files, movedTo } = await writeResults({ ...scan, header, ...answers }, options);
      return { stem, files, movedTo, ...countsOf(findings), notices: scan.notices };
    } finally {
      await this.#packs.forget(scan.volume);
    }
  }
}

function countsOf(findings: readonly Finding[]) {
  const counted = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind).length;
  const notAnswered = findings.filter(isUnanswered).length;
  const doubt = doubtOfScan(findings);
  const verdicts: Record<string, number> = {};
  const levels = verdictsOf(findings);
  for (const { id, kind } of findings) {
    const level = kind === 'found' ? levels.get(id)?.level : undefined;
    if (level) verdicts[level] = (verdicts[level] ?? 0) + 1;
  }
  return {
    ...{ found: counted('found'), notFound: counted('not-found') - notAnswered, notAnswered },
    scanDoubt: doubt && say.scanDoubt.says(doubt),
    ...{ notUnderstood: counted('not-understood'), verdicts },
  };
}

endCleanly();
// Without its parent there is nobody to work for; what is half-written is taken away as at the end of any run.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
const [wish = ''] = process.argv.slice(2);
const scans = new ScanProcess(JSON.parse(wish));
process.on('message', (message) => {
  void scans.reply(message as ToProcess).then((reply) => process.send?.(reply));
});
