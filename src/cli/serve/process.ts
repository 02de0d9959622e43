import { OpenPacks } from '#cli/answer-scan.ts';
import { endCleanly } from '#cli/interrupt.ts';
import { manifestPath } from '#cli/pack.ts';
import { toWire, type WireError } from '#errors.ts';
import { answerImage, type ImageRequest } from './answer-image.ts';
import type { ServeAnswer } from './request.ts';

export interface ServeProcessGiven {
  readonly packs: readonly string[];
  readonly threads: number;
}

/** 'start' opens the packs, so that the first request does not wait for them. */
export type ToServe = { readonly kind: 'start' } | ({ readonly kind: 'answer' } & ImageRequest);

export type FromServe =
  | { readonly kind: 'started' }
  | { readonly kind: 'answered'; readonly answer: ServeAnswer }
  | { readonly kind: 'refused'; readonly error: WireError };

const [text = ''] = process.argv.slice(2);
const given: ServeProcessGiven = JSON.parse(text);
const packs = new OpenPacks({ keeps: 'all', threads: given.threads });

async function reply(message: ToServe): Promise<FromServe> {
  try {
    if (message.kind === 'start') {
      for (const name of given.packs) await packs.open(manifestPath(name));
      return { kind: 'started' };
    }
    return { kind: 'answered', answer: await answerImage(message, packs, given.packs) };
  } catch (error) {
    return { kind: 'refused', error: toWire(error) };
  }
}

endCleanly();
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.on('message', (message) => {
  void reply(message as ToServe).then((said) => process.send?.(said));
});
