import type { DeviceTensor, Feeds, Tensor, Tensors } from './runtime.ts';

export function isOnDevice(tensor: Tensor | DeviceTensor): tensor is DeviceTensor {
  return 'takeBack' in tensor;
}

/** Of all tensors together, or of those alone that are on a device. */
export function bytesOfTensors(tensors: Feeds, where: 'anywhere' | 'on-device' = 'anywhere'): number {
  return Object.values(tensors).reduce((sum, tensor) => {
    if (isOnDevice(tensor)) return sum + tensor.bytes;
    return where === 'anywhere' ? sum + tensor.data.byteLength : sum;
  }, 0);
}

/** Lets go of what is on a device. */
export function disposeTensors(tensors: Feeds | undefined): void {
  for (const tensor of Object.values(tensors ?? {})) if (isOnDevice(tensor)) tensor.dispose();
}

/** All of it in memory, and none on a device any more, also where copying fails. */
export async function takeBackTensors(tensors: Feeds): Promise<Tensors> {
  const taken: [string, Tensor][] = [];
  try {
    for (const [role, tensor] of Object.entries(tensors))
      taken.push([role, isOnDevice(tensor) ? await tensor.takeBack() : tensor]);
    return Object.fromEntries(taken);
  } finally {
    disposeTensors(tensors);
  }
}
