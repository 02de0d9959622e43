/** The files of one fold in a pack. */
export interface FoldFiles {
  readonly graph: string;
  readonly weights: string;
  readonly bank: string;
}

export function foldFiles(n: number): FoldFiles {
  return { graph: `network-${n}.onnx`, weights: `network-${n}.weights`, bank: `head-${n}.f32` };
}
