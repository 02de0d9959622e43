const MINUS = '−';

/** "12.3", with a true minus sign. */
export function fixed(value: number, decimals: number): string {
  return value.toFixed(decimals).replace('-', MINUS);
}

/** Millilitres with three figures or whole: "0.42 mL", "18.5 mL", "1 432 mL". */
export function millilitres(volumeMl: number): string {
  if (volumeMl < 10) return `${volumeMl.toFixed(2)} mL`;
  if (volumeMl < 100) return `${volumeMl.toFixed(1)} mL`;
  return `${grouped(Math.round(volumeMl))} mL`;
}

/** Thin spaces between groups of three digits, from five digits on. */
export function grouped(value: number): string {
  const digits = String(value);
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** As many decimals as a range this wide needs to tell its steps apart. */
export function decimalsFor(span: number): number {
  if (span >= 50) return 0;
  return span >= 5 ? 1 : 3;
}

/** Of memory, which comes in powers of two: "16 GiB", "4.5 GiB". */
export function gibibytes(bytes: number): string {
  return `${Number((bytes / 2 ** 30).toFixed(1))} GiB`;
}

/** Of files: "0.6 MB", "746 MB", "5.4 GB". */
export function diskSize(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes < 10e6 ? megabytes(bytes) : `${Math.round(bytes / 1e6)} MB`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export function seconds(milliseconds: number): string {
  return milliseconds < 9950
    ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${Math.round(milliseconds / 1000)} s`;
}
