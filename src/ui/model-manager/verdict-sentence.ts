import type { Verdict } from '#commands/weigh-device.ts';
import { gibibytes } from '#ui/kit/numbers.ts';

/** Whether this device can run a pack, and because of what. */
export function verdictSentence(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'runs': {
      const { on, needBytes, memoryBytes } = verdict;
      const has = memoryBytes === undefined ? '' : ` and this machine has ${gibibytes(memoryBytes)} or more`;
      const where = on === 'webgpu' ? 'on the GPU' : 'on the CPU, slowly';
      return `This device can run it, ${where}: it takes ${gibibytes(needBytes)} of memory${has}.`;
    }
    case 'too-little-memory':
      return `This device cannot run it, because it takes ${gibibytes(verdict.needBytes)} of memory and the browser says this machine has ${gibibytes(verdict.memoryBytes)}.`;
    case 'heap-too-small':
      return `This device cannot run it, because it takes ${gibibytes(verdict.needBytes)} within WebAssembly, which ends at ${gibibytes(verdict.limitBytes)}, and there is no GPU to use.`;
    case 'unknown':
      return 'Not measured.';
  }
}
