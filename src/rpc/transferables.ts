/**
 * Every buffer in `message` that a typed array shows the whole of, wherever in plain objects and arrays it lies. For calls
 * whose sender keeps no reference: the buffers are gone at its end.
 */
export function transferablesOf(message: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (ArrayBuffer.isView(value)) {
      // A part of a buffer is somebody's who may have given away other parts of it.
      const isWhole = value.byteLength === value.buffer.byteLength;
      if (isWhole && value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    } else if (Array.isArray(value)) value.forEach(look);
    else if (Object.getPrototypeOf(value) === Object.prototype) Object.values(value).forEach(look);
  };
  look(message);
  return [...found];
}
