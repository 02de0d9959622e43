import { normalForm } from './normalize.ts';
import { withoutAccents } from './spelling.ts';
import words from './words/sides.json' with { type: 'json' };

const plain = (list: readonly string[]) => list.map(withoutAccents).join('|');
const SIDE = `(?:${plain(words.ofPicture)})`;
const PICTURE = `(?:${plain(words.picture)})`;
/** "View left kidney" bids somebody to. */
const BIDDING = '(?:view|display)';
const LEADING = `(?:${plain(words.toPicture)})`;
const PICTURE_BEFORE = '图像|图片|图|圖像|圖片|屏幕|螢幕|画面|画像|スクリーン|영상|화면|이미지|사진';

/** The side of a picture, which need not be the patient's: "on the left of the image", "Niere im Bild links", "画像の左側". */
const OF_PICTURE = new RegExp(
  [
    `(?<![\\p{L}])${SIDE}(?: (?:hand )?(?:side|half|part|edge))?(?: ${LEADING})+ ${PICTURE}(?![\\p{L}])`,
    `(?<![\\p{L}])(?:left|right) (?:hand )?(?:side|half|part|edge) of (?:the |this |my )?(?:scan|ct|mri?|slices?)(?![\\p{L}])`,
    `(?<![\\p{L}])(?!${BIDDING} ${SIDE})${PICTURE}(?: s)? (?:${plain(words.inPicture)} )?${SIDE}(?![\\p{L}])`,
    '(?<![\\p{L}])bild(?:schirm)?(?:links|rechts)\\p{L}*|(?<![\\p{L}])(?:link|recht)e[nrs]? bild(?:schirm)?(?:seite|halfte|rand)',
    '(?<![\\p{L}])(?:viewer|observer|reader)s? (?:left|right)(?![\\p{L}])',
    `(?:${PICTURE_BEFORE})(?:上|中|里|内)?(?:的|の|で|에서|의)? ?(?:[左右](?:侧|侧边|边|側|邊|半|方|にある|に)|(?:왼쪽|오른쪽|좌측|우측)(?:에|편| 부분))`,
  ].join('|'),
  'u',
);
/** Whose the other side is, is said as well. */
const PATIENTS =
  /(?<![\p{L}])(?:patient\p{L}*|anatomic\p{L}*|anatomisch\p{L}*|paciente|paziente|pacjent\p{L}*|пациент\p{L}*)/u;

/** `text` tells left from right by the picture alone, which radiology shows the other way round. */
export function tellsPictureSide(text: string): boolean {
  const lines = text.split(/[,;:\n，；：、]/).map((line) => withoutAccents(normalForm(line)));
  return lines.some((line) => OF_PICTURE.test(line)) && !lines.some((line) => PATIENTS.test(line));
}

/** `text` without the side that it tells so. In normal form. */
export function withoutPictureSide(text: string): string {
  return withoutAccents(normalForm(text)).replaceAll(new RegExp(OF_PICTURE, 'gu'), ' ');
}
