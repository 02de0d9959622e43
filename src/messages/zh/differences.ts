/** How the tensors of a checkpoint depart from those that were expected. */
export function difference(
  names: Readonly<Record<'missing' | 'unknown' | 'misshapen', readonly string[]>>,
): string {
  const parts = [
    { names: names.missing, what: '缺少' },
    { names: names.unknown, what: '多出未知的' },
    { names: names.misshapen, what: '形状不同的有' },
  ].filter((part) => part.names.length > 0);
  return parts.map((part) => `${part.what} ${part.names.length} 个张量，例如 ${part.names[0]}`).join('；');
}
