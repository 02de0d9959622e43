/** Channels in and out of each convolution of the graph below. */
const CHANNELS = 32;
const CONVOLUTIONS = 2;
const KERNEL = 3 ** 3;

/**
 * What the speed of a device is measured with: y = mean over space of conv(relu(conv(x))), x float32 of shape (1, 32, d, d, d), y
 * (1, 32, 1, 1, 1), two 3 × 3 × 3 convolutions of 32 channels with zeros about them and every weight 1/864, opset 13. Of that shape
 * are the first stages of the networks that packs have. Of ones it makes (1 − 10/9d)³.
 */
export const SPEED_GRAPH = Uint8Array.from(
  atob(
    'CAg6pwMKMgoBcxIBdyIPQ29uc3RhbnRPZlNoYXBlKhkKBXZhbHVlKg0IARABIgQmtJc6QgF2oAEECncKAXgKAXcSAWEiBENvbnYq' +
      'FAoJZGlsYXRpb25zQAFAAUABoAEHKgwKBWdyb3VwGAGgAQIqFwoMa2VybmVsX3NoYXBlQANAA0ADoAEHKhUKBHBhZHNAAUABQAFA' +
      'AUABQAGgAQcqEgoHc3RyaWRlc0ABQAFAAaABBwoMCgFhEgFiIgRSZWx1CncKAWIKAXcSAWMiBENvbnYqFAoJZGlsYXRpb25zQAFA' +
      'AUABoAEHKgwKBWdyb3VwGAGgAQIqFwoMa2VybmVsX3NoYXBlQANAA0ADoAEHKhUKBHBhZHNAAUABQAFAAUABQAGgAQcqEgoHc3Ry' +
      'aWRlc0ABQAFAAaABBwoZCgFjEgF5IhFHbG9iYWxBdmVyYWdlUG9vbBIBcyoOCAUQBzoFICADAwNCAXNaIgoBeBIdChsIARIXCgII' +
      'AQoCCCAKAxIBZAoDEgFkCgMSAWRiHwoBeRIaChgIARIUCgIIAQoCCCAKAggBCgIIAQoCCAFCBAoAEA0=',
  ),
  (character) => character.charCodeAt(0),
);

/** The input of the graph for a side of `d` samples: ones. */
export function speedInput(d: number) {
  return { dims: [1, CHANNELS, d, d, d], data: new Float32Array(CHANNELS * d ** 3).fill(1) };
}

/** Multiplications and additions of one run, in GFLOP; those of padding counted as if they were done. */
export function speedGflop(d: number): number {
  return (2 * CONVOLUTIONS * KERNEL * CHANNELS ** 2 * d ** 3) / 1e9;
}
