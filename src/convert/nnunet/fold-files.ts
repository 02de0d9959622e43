/** The files of one fold in a pack. */
export interface FoldFiles {
  readonly graph: string;
  /** The same network as convolutions over planes, of the same weights. */
  readonly planes: string;
  readonly weights: string;
  readonly bank: string;
}

export function foldFiles(n: number): FoldFiles {
  return {
    graph: `network-${n}.onnx`,
    planes: `network-${n}.planes.onnx`,
    weights: `network-${n}.weights`,
    bank: `head-${n}.f32`,
  };
}
