const MINUS = '−';
const THIN_SPACE = '\u2009';

/** The forms of a word that a language has; every language has `other`. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Exactly so many decimals, or at most so many digits that count. */
type Digits =
  | { readonly minimumFractionDigits: number; readonly maximumFractionDigits: number }
  | { readonly maximumSignificantDigits: number };

/** Numbers with their units, dates and plurals as `locale` writes them; groups of three digits are set apart by thin spaces. */
export function numbersIn(locale: string) {
  const rules = new Intl.PluralRules(locale);
  const formats = new Map<string, Intl.NumberFormat>();

  /** Made once: making one takes twenty times as long as writing a number with it. */
  function formatOf(digits: Digits): Intl.NumberFormat {
    const key = Object.values(digits).join(' to ');
    const made = formats.get(key) ?? new Intl.NumberFormat(locale, { useGrouping: 'min2', ...digits });
    formats.set(key, made);
    return made;
  }

  function written(value: number, digits: Digits): string {
    return formatOf(digits)
      .formatToParts(value)
      .map(({ type, value: part }) => (type === 'group' ? THIN_SPACE : type === 'minusSign' ? MINUS : part))
      .join('');
  }

  /** "12.3", with a true minus sign; grouped from five digits on. */
  function fixed(value: number, decimals: number): string {
    return written(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  }

  const megabytes = (bytes: number) => `${fixed(bytes / 1e6, 1)} MB`;

  return {
    fixed,
    /** So many digits that count, whatever the size: "95.13", "0.000012". */
    significant: (value: number, digits: number) => written(value, { maximumSignificantDigits: digits }),
    /** Three figures or whole: "0.42 mL", "18.5 mL", "1432 mL". */
    millilitres(volumeMl: number): string {
      if (volumeMl < 10) return `${fixed(volumeMl, 2)} mL`;
      return `${fixed(volumeMl, volumeMl < 100 ? 1 : 0)} mL`;
    },
    millimetres: (value: number) => `${fixed(value, 1)} mm`,
    /** Of memory, which comes in powers of two: "16 GiB", "4.5 GiB". */
    gibibytes(bytes: number): string {
      const tenths = Math.round((10 * bytes) / 2 ** 30);
      return `${fixed(tenths / 10, tenths % 10 === 0 ? 0 : 1)} GiB`;
    },
    megabytes,
    /** Of files: "0.6 MB", "746 MB", "5.4 GB". */
    diskSize(bytes: number): string {
      if (bytes >= 1e9) return `${fixed(bytes / 1e9, 1)} GB`;
      return bytes < 10e6 ? megabytes(bytes) : `${fixed(bytes / 1e6, 0)} MB`;
    },
    seconds(milliseconds: number): string {
      return `${fixed(milliseconds / 1000, milliseconds < 9950 ? 1 : 0)} s`;
    },
    /** "26 Nov 2026". */
    date: (date: string | Date) => new Date(date).toLocaleDateString(locale, { dateStyle: 'medium' }),
    /** "14:05", with the date where that is not today's. */
    moment(date: string | Date): string {
      const then = new Date(date);
      const isToday = then.toDateString() === new Date().toDateString();
      const time = { hour: '2-digit', minute: '2-digit' } as const;
      return isToday
        ? then.toLocaleTimeString(locale, time)
        : then.toLocaleString(locale, { ...time, day: 'numeric', month: 'short', year: 'numeric' });
    },
    /** “a, b and c”. */
    list: (parts: readonly string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts),
    /** “a, b or c”. */
    either: (parts: readonly string[]) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(parts),
    plural: (count: number, forms: Forms) => forms[rules.select(count)] ?? forms.other,
  };
}

/** As many decimals as a range this wide needs to tell its steps apart. */
export function decimalsFor(span: number): number {
  if (span >= 50) return 0;
  return span >= 5 ? 1 : 3;
}
