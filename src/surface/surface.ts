/** A closed surface of triangles in the patient, mm RAS+. Seen from outside, the corners of a triangle go anticlockwise. */
export interface Surface {
  /** x, y, z of each vertex in turn. */
  readonly points: Float32Array<ArrayBuffer>;
  /** Three vertices of each triangle in turn. */
  readonly triangles: Uint32Array<ArrayBuffer>;
}
