/**
 * How onnxruntime keeps memory between runs. A model whose weights lie beside its graph is large: what a run has needed is given
 * back, so that the graphs of several folds do not each keep it, and is not laid out in one piece beforehand. The full size of
 * TotalSegmentator's 3 mm network then takes 1.5 GB in Node, not 3.3 GB (docs/nnunet.md). A small model keeps what it
 * has for the next window, which is a little faster.
 */
export function memoryOptions(isLarge: boolean) {
  return { enableCpuMemArena: !isLarge, enableMemPattern: !isLarge };
}
