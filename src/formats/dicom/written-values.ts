/** Decimal strings have sixteen characters at most. */
export function decimals(values: readonly number[]): string {
  return values.map(decimal).join('\\');
}

function decimal(value: number): string {
  for (let digits = 15; digits > 0; digits--) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  return '0';
}

/** Of 64 characters, none of which ends a value. */
export function limited(text: string, otherwise: string): string {
  const clean = text.replace(/[\\\p{C}]+/gu, ' ').trim();
  return [...clean].slice(0, 64).join('') || otherwise;
}

export function plain(text: string): string {
  return text.normalize('NFKD').replace(/[^\x20-\x7e]+/g, '');
}

/** Dates and times are those of the clock on the wall. */
export function dicomDate(at: Date): string {
  return `${at.getFullYear()}${twoDigits(at.getMonth() + 1)}${twoDigits(at.getDate())}`;
}

export function dicomTime(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join('');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** A UID of a UUID, which nobody has to be asked for (PS3.5, B.2). */
export function freshUid(): string {
  return `2.25.${BigInt(`0x${crypto.randomUUID().replaceAll('-', '')}`)}`;
}
