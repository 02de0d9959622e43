/** Labels of the Encoding Standard for the terms of (0008,0005). Source: DICOM PS3.3, C.12.1.1.2. */
const LABELS: Readonly<Record<string, string>> = {
  '6': 'ascii',
  '100': 'latin1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '144': 'iso-8859-5',
  '127': 'iso-8859-6',
  '126': 'iso-8859-7',
  '138': 'iso-8859-8',
  '148': 'windows-1254',
  '166': 'windows-874',
  '13': 'shift_jis',
  '87': 'iso-2022-jp',
  '149': 'euc-kr',
  '58': 'gb2312',
  '192': 'utf-8',
};

/**
 * Decodes free text of a file whose SpecificCharacterSet is `term`. Of several the last that says more than ASCII counts;
 * escapes from one to another are beyond it, so letters may be lost, for people to see and for nothing else.
 */
export function decoderOf(term: string | undefined): TextDecoder {
  const terms = (term ?? '').split('\\').map((each) => each.trim());
  const [last = ''] = terms.filter((each) => each !== '' && !/\b6$/.test(each)).slice(-1);
  const label = /^GB(?:18030|K)$/.test(last) ? 'gb18030' : LABELS[/\d+$/.exec(last)?.[0] ?? '6'];
  return new TextDecoder(label ?? 'utf-8');
}
