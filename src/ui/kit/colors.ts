type Color = readonly [red: number, green: number, blue: number];

/** As `<input type="color">` wants it. */
export function toHex(color: Color): string {
  return `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

export function fromHex(hex: string): Color {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
