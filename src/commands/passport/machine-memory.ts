import type { MachineFacts } from '#browser/machine.ts';
import { type MemoryFact, memoryFact } from '#model/passport/memory.ts';

/** How much memory the machine has, as far as the browser lets anybody know. */
export function memoryOf({ memoryGib, cores }: MachineFacts): MemoryFact {
  return memoryFact(memoryGib, cores);
}
