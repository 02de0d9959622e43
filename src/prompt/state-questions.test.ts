import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { understand } from './classify-text.ts';
import { offersFor } from './offers.ts';

const KIDNEYS = 'kidney_left kidney_right';

/** One or more of each language that Mini has names in and whose words are told apart, which Thai's are not. */
const QUESTIONS = [
  ['is the spleen enlarged?', 'spleen'],
  ['are both kidneys normal', KIDNEYS],
  ['does the pancreas look normal', 'pancreas'],
  ['is the left kidney swollen?', 'kidney_left'],
  ['is the spleen big?', 'spleen'],
  ['is my liver fatty', 'liver'],
  ['can you tell me whether the spleen is enlarged', 'spleen'],
  ['Is the liver not normal?', 'liver'],
  ['Ist die Milz vergrößert?', 'spleen'],
  ['Ist die Milz nicht vergrößert?', 'spleen'],
  ['Sind die Nieren normal?', KIDNEYS],
  ['Sind Leber und Milz vergrößert?', 'liver spleen'],
  ['Ist die Leber zu groß', 'liver'],
  ['Leber normal?', 'liver'],
  ['La rate est-elle augmentée de volume ?', 'spleen'],
  ['Est-ce que le foie est normal ?', 'liver'],
  ['¿Está agrandado el bazo?', 'spleen'],
  ['¿Es normal el hígado?', 'liver'],
  ['La milza è ingrossata?', 'spleen'],
  ['il fegato è normale?', 'liver'],
  ['O baço está aumentado?', 'spleen'],
  ['Is de milt vergroot?', 'spleen'],
  ['Zijn de nieren normaal?', KIDNEYS],
  ['Czy śledziona jest powiększona?', 'spleen'],
  ['Селезёнка увеличена?', 'spleen'],
  ['увеличена ли селезёнка', 'spleen'],
  ['Чи збільшена селезінка?', 'spleen'],
  ['Je slezina zvětšená?', 'spleen'],
  ['Je li slezena povećana?', 'spleen'],
  ['Dalak büyümüş mü?', 'spleen'],
  ['脾脏肿大吗？', 'spleen'],
  ['脾脏是否肿大', 'spleen'],
  ['肝脏正常吗', 'liver'],
  ['脾臓は腫大していますか？', 'spleen'],
  ['脾臓は正常ですか', 'spleen'],
  ['비장이 커졌나요?', 'spleen'],
  ['Är mjälten förstorad?', 'spleen'],
  ['Er milten forstørret?', 'spleen'],
  ['Onko perna suurentunut?', 'spleen'],
  ['A máj megnagyobbodott?', 'liver'],
  ['Splina este mărită?', 'spleen'],
  ['Είναι ο σπλήνας διογκωμένος;', 'spleen'],
  ['هل الطحال متضخم؟', 'spleen'],
  ['האם הטחול מוגדל?', 'spleen'],
  ['क्या तिल्ली बढ़ी हुई है?', 'spleen'],
  ['gan có bình thường không?', 'liver'],
  ['Apakah limpa membesar?', 'spleen'],
] as const;

test.each(QUESTIONS)('“%s” is offered, whatever a text encoder makes of it, and never run', (text, ids) => {
  expect(asked(text)).toBe('?');
  expect(offersFor(text, structures, groups).join(' ')).toBe(ids);
  const [first = ''] = ids.split(' ');
  const logits = [...structures.map(({ id }) => (id === first ? 20 : 0)), 0];
  const names = ids.split(' ').map((id) => structures.find((each) => each.id === id)?.name);
  expect(understand(text, logits, structures, 0.5, groups)).toEqual({
    understood: false,
    nearest: names,
    isReading: true,
  });
});

test.each([
  ['how big is the spleen?', 'spleen'],
  ['wie groß ist die Milz?', 'spleen'],
  ['脾脏有多大?', 'spleen'],
  ['is the liver visible?', 'liver'],
  ['can you show me the normal spleen?', 'spleen'],
  ['Spleen is not enlarged.', 'spleen'],
  ['Milz unauffällig, normal groß', 'spleen'],
])('a size, a wish and a statement are read as before: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each(['is the kidney stone enlarged?', 'ist die Leberzyste vergrößert?', 'is my teapot normal?'])(
  'what is asked of something else offers nothing: “%s”',
  (text) => {
    expect(asked(text)).toBe('?');
    expect(offersFor(text, structures, groups)).toEqual([]);
  },
);
