import type { DeviceSupport } from '#commands/check-requirements.ts';
import { diskSize, gibibytes } from '#ui/kit/numbers.ts';

/** Whether this device can run a pack, and because of what. */
export function verdictSentence(verdict: DeviceSupport): string {
  switch (verdict.kind) {
    case 'runs-on-cpu': {
      const { needBytes, memoryBytes, secondsPerSlice } = verdict;
      const has = memoryBytes === undefined ? '' : `; this machine has ${gibibytes(memoryBytes)} or more`;
      const pace =
        secondsPerSlice === undefined
          ? ''
          : `, and one core of a server took ${secondsPerSlice} s for a slice`;
      return `This device can run it on the CPU, slowly: it takes ${gibibytes(needBytes)} of free memory${has}${pace}.`;
    }
    case 'runs-on-gpu':
      return `This device can run it on the GPU, if that has ${gibibytes(verdict.needBytes)} of free memory: its buffers of up to ${diskSize(verdict.bufferBytes)} are allowed. Not yet measured on a real GPU.`;
    case 'too-little-memory':
      return `This device cannot run it, because it takes ${gibibytes(verdict.needBytes)} of free memory and the browser says this machine has ${gibibytes(verdict.memoryBytes)}.`;
    case 'heap-too-small':
      return `This device cannot run it, because it takes ${gibibytes(verdict.needBytes)} within WebAssembly, which ends at ${gibibytes(verdict.limitBytes)}, and there is no GPU to use.`;
    case 'buffers-too-small':
      return `This device cannot run it on its GPU, because that allows buffers of ${diskSize(verdict.limitBytes)} and it takes ${diskSize(verdict.needBytes)}. Add ?backend=wasm to the page’s address to use the CPU.`;
    case 'unknown':
      return 'How much memory it takes in a browser has not been measured.';
  }
}
