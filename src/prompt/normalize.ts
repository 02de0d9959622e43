import { isConnecting, surrounded } from './filler-words.ts';
import { withoutAccents } from './spelling.ts';

/** German, Dutch and Swedish write an organ and what is to be known of it as one word: "Lebervolumen", "Gallenblasenmaske". */
const MEASURED =
  /(?<=^|[^\p{L}])(\p{L}{3,}?(?:blase|röhre|aorta|hohlvene)?)n?(?:s?)(volumen|volumens|volumetrie|größe|groesse|maske|masken|segmentierung|segmentation|kontur|konturen|umriss|durchmesser|länge|volume|segmentatie|masker|contour|grootte|volym|segmentering)(?![\p{L}])/gu;

/**
 * The form in which two spellings of one name are equal: NFKC, lower case, "&" and "+" read as "and", every other
 * run of punctuation and white space one space.
 */
export function normalForm(text: string): string {
  return (
    text
      .normalize('NFKC')
      // "kidneyL"
      .replace(/(?<=\p{Ll}{3})([LR])(?!\p{L})/gu, ' $1')
      .toLowerCase()
      .replace(MEASURED, '$1 $2')
      .replace(/[&+]/g, ' and ')
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .trim()
  );
}

/**
 * The key under which a name is looked up: without accents, "lt", "l." and "left-sided" read as "left", the side before
 * the organ, the last word in the singular. Only ever compared with other keys.
 */
export function nameKey(text: string): string {
  return withoutAccents(normalForm(text))
    .replace(/\bl spine\b/g, 'lspine')
    .replace(/\b(?:l|lt|lft)\b/g, 'left')
    .replace(/\b(?:r|rt|rgt)\b/g, 'right')
    .replace(/\b(left|right) (?:hand )?(?:sided?|hand)\b/g, '$1')
    .replace(/([左右])(?:側|侧)?の/g, '$1')
    .replace(/^(.+?) (?:(?:on|at|of|from|to) )?(?:the )?(left|right)$/, '$2 $1')
    .replace(/(?<=\wl[ea]r)in?$/, '')
    .replace(/(?<=\w{3})s$/, '');
}

/** The article that French and Italian write together with what follows it: "l'estomac". */
const ELIDED = /^(?:l|d|dell|nell) (?=[aeiouhàâéèêôœ])/;
/** What scripts without spaces write round a name. */
const GLUED = new RegExp(
  `^(?:${[
    '请你?|請|帮我|幫我|帮忙|麻烦[你您]?|给我|給我|给出|我们|我?(?:要|需要|想看|想要)|(?:老师|医生|导师)(?:让我|要)|能不能|能否|可不可以|可以|现在|接下来|然后',
    '先|再|也|还要|将|做|画出?|圈出|描绘|勾画出|分割出|提取出|标注出|生成|单独|定位|识别|高亮|展示|测量|计算|重建|导出|查看|看|看看|看一下|只要|只|把|我的|标一下|测一下|分割|显示|顯示|标出|标记|標記|标注|勾画|找到|找出|查找|提取|这个|這個',
    '两侧的?|兩側的?|双侧的?|两个|两只|兩個|両側の?|両方の?|左右両側の?|左右の(?!$)|양쪽(?:의)? ?|양측 ?|두 ?(?=콩팥|신장|부신)|환자의 ?|우리 ?|제 (?=.)',
    '(?:腹部)?(?:增强|平扫)?(?:ct|mri?|磁共振)(?:图像|影像|扫描|画像)?(?:中|上|里|の|에서 ?)的?|この|(?:画像|スキャン)の',
  ].join('|')})+|(?:${[
    '(?:分割|显示|标出?|标注|标记|勾画|画|圈|提取|抠|框|描|找|重建|分离)(?:出来|一下|出)|高亮|吧|就行|就好|即可|都要|也要|有?多大|(?:是|有)多少(?:毫升)?|的?三维(?:模型|重建)|的?模型|的?(?:mask|stl|nii)|的?大小',
    '(?:的?(?:大小|形态|密度|位置|体积|轮廓|信号|边缘) ?)*(?:充盈)?(?:正常|均匀|良好|光整|规则|清晰|清楚|如常|尚可)|未见(?:明显)?异常|无(?:明显)?异常|不大|(?:无|未见)?(?:明显)?增大',
    'が(?:欲しい|ほしい|見たい|必要)(?:です)?|を?(?:作成|計測|マーク|選択|ハイライト)(?:して)?(?:ください)?|を?(?:描いて|塗って|囲んで|探して)(?:ください)?|(?:は|に)?(?:正常|異常なし|異常を認めない)(?:です)?',
    '在哪里|在哪裡|在哪|一下|出来|谢谢|的?(?:分割|位置|体积|轮廓|掩膜|掩码|标注)|だけ|を?(?:表示|分割|抽出|描出|見せて|示して|セグメンテーション)(?:して)?(?:ください)?',
    '(?:涂成|标成|染成|标为|标成|设为|显示为|用|为|以)?(?:红|绿|蓝|黄|紫|橙|粉|白|黑|青)色(?:显示|标出|标注|表示|来?画)?|[をは]?(?:赤|緑|青|黄|紫|オレンジ|ピンク)色?(?:で|に|く)?(?:塗って|表示|して)?(?:ください)?',
    'の?(?:大きさ|サイズ|体積|容積|位置|輪郭)(?:を|は|が)?(?:知りたい|見たい|教えて|測って|計って|計算して|どのくらい|どれくらい)?(?:です)?(?:か)?(?:ください)?|を?(?:切り出して|取り出して|選んで|出して)(?:ください)?',
    'を?お願いします|の(?:マスク|体積|位置|輪郭|領域)|はどこ(?:ですか|にありますか|にある(?:の|んですか)?)?|(?:을|를|은|는|만)?(?: ?(?:좀|모두|전부|다|둘 ?다|부피|용적|크기|윤곽|위치|모양|어디(?:에)?(?: ?있(?:나요|어요?|습니까|지|니|는지))?(?:인가요|예요|에요|죠)?|(?:구해|알려|계산해|측정해|그려|추출해|분리해|잡아|표시|칠해|세그멘테이션해?) ?(?:줘|주세요|주십시오|줄래요?|주실래요|주시겠어요)?|해 ?(?:줘|주세요)|부탁해요?|부탁드립니다|얼마(?:나)? ?(?:인가요|큰가요)?|(?:빨간|초록|파란|노란|보라|주황|분홍|녹|적|청|황)색(?:으로)?|를|을|은|는|의|보여 ?줘|보여 ?주세요|찾아 ?줘|찾아 ?주세요|분할|분할해 ?줘|분할해 ?주세요|표시해 ?줘|영역|마스크))+',
  ].join('|')})+$`,
  'g',
);

/** `plain`, a text in normal form, says how a scan was taken: "T1 axial". */
export function saysHowTaken(plain: string): boolean {
  return /\b(?:mri?|mrt|t[12]w|flair|weighted|sequence|axial|coronal|sagittal|fat|sat|images?|scan|series)\b/.test(
    plain,
  );
}

/** `text` names nothing and only surrounds: "in abdomen CT". */
export function isFiller(text: string): boolean {
  const { words, opening, closing } = surrounded(normalForm(text));
  return words.length > 0 && (opening === words.length || closing === words.length);
}

/** `text` in normal form without the words people put round a name: "please segment the liver in abdomen CT" is "liver". */
export function withoutFiller(text: string): string {
  const plain = unglued(text);
  const { words, opening, closing } = surrounded(plain);
  const core = words.slice(opening, words.length - closing).join(' ');
  return withoutArticle(core) || plain;
}

/**
 * The words of `text` that say what is asked for, as far as that is said before any circumstance: "esophgus before
 * surgery" is "esophgus", and "clot in the aorta" is "clot". For reading what no vocabulary has.
 */
export function gist(text: string): string {
  const sided = withoutFiller(text).replace(
    /^(.+?) (?:on|at|of|from|to) (?:the )?(left|right)(?: side)?\b/,
    '$2 $1',
  );
  const words = sided.split(' ');
  const end = words.findIndex((word, n) => n > 0 && isConnecting(word));
  return end < 0 ? sided : withoutFiller(words.slice(0, end).join(' '));
}

/** What `text` may name in at most `mostWords`, from all of it to as little as `withoutFiller` leaves, the longest first. */
export function possibleNames(text: string, mostWords: number): readonly string[] {
  const { words, opening, closing } = surrounded(unglued(text));
  const last = words.length - closing;
  const runs: string[][] = [];
  for (let from = 0; from <= opening; from++) {
    const longest = Math.min(words.length, from + mostWords);
    for (let to = longest; to >= last && to > from; to--) runs.push(words.slice(from, to));
  }
  const names = runs.sort((a, b) => b.length - a.length).map((run) => run.join(' '));
  return [...new Set([normalForm(text), ...names].flatMap((name) => [name, withoutArticle(name)]))];
}

/** "6: liver" and "liver (6)": the number that a data set gives it. */
const NUMBERED = /^\s*\d{1,3}\s*[:=.)\]-]\s*|\s*[:=([]\s*\d{1,3}\s*[)\]]?\s*$/gu;

function unglued(text: string): string {
  const plain = normalForm(text.replace(NUMBERED, ''));
  return plain.replace(GLUED, '') || plain;
}

function withoutArticle(name: string): string {
  return name.replace(ELIDED, '');
}
