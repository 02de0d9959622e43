import type { DeviceSupport } from '#commands/check-requirements.ts';
import { say } from '#messages/say.ts';

/** Whether this device can run a pack, and because of what. */
export function verdictSentence(verdict: DeviceSupport): string {
  // TypeScript cannot carry the tie between a verdict's kind and its figures through the look-up.
  const sentence = say.device.verdicts[verdict.kind] as (verdict: DeviceSupport) => string;
  return sentence(verdict);
}
