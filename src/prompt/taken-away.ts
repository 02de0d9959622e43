import { isFillerWord } from './filler-words.ts';
import { normalForm } from './normalize.ts';
import { sideOf } from './side.ts';

/** Verbs that take away all that is listed behind them. */
const TAKING = [
  'exclude|excluding|skip|omit|hide|remove|delete|drop|ignore|leave out|take out|get rid of|turn off|switch off|disable',
  'entferne|entfernen sie|ignoriere|ignorieren sie|verstecke|überspringe|lösche|schließe|blende',
  'exclus|excluez|exclure|ignore[rz]?|masque[rz]?|supprime[rz]?|enlève|enlevez|enlever|retire[rz]?|omets|omettez',
  'excluye|excluir|ignora|ignorar|omite|omitir|oculta|ocultar|quita|quitar|elimina|eliminar',
  'escludi|escludere|ignorare|ometti|nascondi|nascondere|rimuovi|rimuovere|togli|togliere',
  'exclua|ignore|omita|oculte|remova|remover|tire|verwijder|verberg|negeer|sla over|usuń|ukryj|pomiń|wyklucz|zignoruj',
  'убери|убрать|удали|удалить|скрой|скрыть|исключи|исключить|пропусти|игнорируй|dölj|ta bort|uteslut|skjul|fjern',
].join('|');
const LIST = new RegExp(
  `^(\\s*(?:please\\s+|bitte\\s+)?)(?:${TAKING})\\s+([^;.:\\n，]+?,[^;.:\\n]+?)(\\s+(?:from|of) (?:the |this |my )?(?:list|mask|segmentation|result)s?)?(?=[\\s!]*(?:$|[;.\\n]))`,
  'iu',
);
const ARTICLES = new Set('the der die das den le la les el los las il lo gli i o a os as de het'.split(' '));
const AND = /\s*,\s*(?:and\s+)?|\s+(?:and|or|und|oder|et|ou|y|o|e|en|i|и|och|og)\s+/iu;

/**
 * `text` with a list behind a verb that takes away told at all that is on it, where `isKnown` knows it and nothing among it asks: "skip liver, spleen" is
 * "without liver and spleen", and "skip the liver, show the spleen" stays.
 */
export function withListTakenAway(text: string, isKnown: (text: string) => boolean): string {
  const [all, opening = '', list = ''] = LIST.exec(text) ?? [];
  const items = list.split(AND).map((item) => item.trim());
  if (all === undefined || !items.every((item) => isBare(item) && isKnown(item))) return text;
  return `${opening}without ${items.join(' and ')}${text.slice(all.length)}`;
}

/** "Liver, spleen and kidneys are not needed" */
const LIST_BEFORE =
  /^([^;.:\n]+?,[^;.:\n]+?)\s+(?:(?:are|were|should be|can be|must be) (?:all )?(?:not (?:needed|required|wanted|of interest)|excluded|omitted|ignored|left out|skipped|hidden|removed)|(?:sind|werden) nicht (?:nötig|benötigt|gewünscht|gebraucht)|ne sont pas (?:nécessaires|utiles)|no (?:son necesarios|hacen falta)|non (?:servono|sono necessari)|não são necessários|zijn niet nodig|nie są potrzebne|не нужны)[\s.!]*$/iu;

/** `text` with a list of which that is said told so. */
export function withListNotNeeded(text: string, isKnown: (text: string) => boolean): string {
  const items = (LIST_BEFORE.exec(text)?.[1] ?? '').split(AND).map((item) => item.trim());
  return items.length > 1 && items.every((item) => isBare(item) && isKnown(item))
    ? `without ${items.join(' and ')}`
    : text;
}

/** `text` with minus told in words where there is a plus, too: "+liver -spleen". */
export function withSignsTold(text: string, isKnown: (text: string) => boolean): string {
  if (!/(?:^|\s)\+\s*\p{L}/u.test(text) || !/\s[-−–]\s*\p{L}/u.test(text)) return text;
  const pieces = text.split(/(?:^|\s)[-−–+]\s*(?=\p{L})/u).filter((piece) => piece.trim() !== '');
  return pieces.every(isKnown)
    ? text.replace(/(?:^|\s)[-−–]\s*(?=\p{L})/gu, ', without ').replace(/(?:^|\s)\+\s*(?=\p{L})/gu, ', ')
    : text;
}

/** Nothing but a name, with its article and side. */
export function isBare(item: string): boolean {
  const words = normalForm(item).split(' ');
  const rest = ARTICLES.has(words[0] ?? '') ? words.slice(1) : words;
  return (
    rest.length > 0 &&
    rest.every(
      (word) => sideOf(word) !== undefined || !(isFillerWord(word, 'before') || isFillerWord(word, 'after')),
    )
  );
}

/** What asks not to leave something out asks for it: "don't forget the liver". */
const NOT_LEFT_OUT = new RegExp(
  `(?<!\\p{L})(?:${[
    "(?:please )?(?:don['’]?t|do not|never) (?:you )?(?:forget|leave out|skip|omit|exclude|ignore|miss(?: out)?|overlook)(?: about)?",
    "vergiss (?:mir )?nicht|vergessen sie nicht|n['’]oublie[rz]?(?: pas)?|ne pas oublier|no (?:te |se )?olvid(?:es|e)(?: de)?|no olvidar",
    'non dimenticar(?:e|ti)?(?: di)?|não (?:se )?esque[çc]a(?:s)?(?: d[eoa])?|vergeet niet|nie zapomnij o|nie pomijaj|не забудь(?:те)?(?: про)?|не пропусти(?:те)?|glöm inte|glem ikke|ikke glem',
  ].join('|')})\\s+|别(?:忘了|漏了?)|不要(?:忘了|漏了?|忘记)`,
  'giu',
);
/** "Vergiss die Leber nicht" */
const NOT_LEFT_OUT_BEHIND =
  /(?<!\p{L})(?:vergiss|vergessen sie|vergeet|unutma)\s+([^,;.]+?)\s+(?:nicht|niet)(?=[\s,;.!]|$)|([^,;.、，]+?)(?:を忘れないで(?:ください)?|(?:을|를)?\s*(?:잊지|빼먹지)\s*(?:마(?:세요)?|말고)|\s+(?:nicht (?:vergessen|auslassen|weglassen)|niet vergeten))(?=[\s,;.!。]|$)/giu;

/** `text` without such words where `isKnown` knows what follows them. */
export function withoutReminders(text: string, isKnown: (text: string) => boolean): string {
  const told = text.replace(NOT_LEFT_OUT_BEHIND, (all, one?: string, another?: string) => {
    const name = one ?? another ?? '';
    return isKnown(name) ? name : all;
  });
  return told.replace(NOT_LEFT_OUT, (all: string, at: number) => {
    const [next = ''] = told.slice(at + all.length).split(/[,;.\n，]/u);
    return isKnown(next) ? '' : all;
  });
}

/** Here somebody says of all before it that it is not wanted after all: "liver, never mind". */
const ALL_TAKEN_BACK = new RegExp(
  `(?:[,.;…–—，、。]|\\s-+)\\s*(?:(?:please|oh|hm+|actually|no|wait|ach|eigentlich|ah|euh|finalement|en fait|bueno|anzi|ma|mas|aber|pero|mais|but)[\\s,]+)*(?:${[
    '(?<=(?:oh|actually|wait)[\\s,]+)(?:no|not)|never ?mind|cancel(?: (?:that|it))?|forget (?:it|that|about it)|scratch that|not any ?more|no longer',
    '(?:doch|lieber) nicht|vergiss es|lass es|laisse(?:z)? tomber|(?<=finalement )(?:non|pas)|oublie[rz]?(?: ça)?|mejor no|olvídalo|déjalo|lascia (?:stare|perdere)',
    '(?<=anzi[\\s,]+)no|deixa (?:pra lá|estar)|esquece|melhor não|laat maar|toch niet|nieważne|jednak nie|не надо|неважно|отмена|strunt samma|glem det',
    '(?<![?？] ?)(?:no|nope|nah|nein|non|não|nee|nie|нет|nej|nei|hayır|不|否|いいえ|아니요?)',
    '算了|还是不要了|不用了|やっぱり(?:いい|やめ(?:て|る)?|なし)(?:です)?|아니다|취소(?:해 ?줘)?|됐어',
  ].join('|')})[\\s.!。]*$`,
  'iu',
);

/** `text` ends by taking back all that it said. */
export function takesAllBack(text: string): boolean {
  return ALL_TAKEN_BACK.test(text);
}
