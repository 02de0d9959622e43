import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';

test.each([
  ['spleen n pancreas', 'spleen pancreas'],
  ['Milz u. Magen', 'spleen stomach'],
  ['mide ile dalak', 'stomach spleen'],
  ['селезёнка с желудком', 'spleen stomach'],
  ['trzustka wraz z wątrobą', 'pancreas liver'],
  ['bazo junto con el páncreas', 'spleen pancreas'],
  ['胃以及胆囊', 'stomach gallbladder'],
  ['胃および胆嚢を抽出', 'stomach gallbladder'],
  ['胃・胆嚢', 'stomach gallbladder'],
  ['위 및 담낭', 'stomach gallbladder'],
  ['stomach aur spleen', 'stomach spleen'],
  ['aort ve vena kava', 'aorta postcava'],
])('“%s” asks for both', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['spleen (and the stomach)', 'spleen stomach'],
  ['Milz (und Magen)', 'spleen stomach'],
  ['rate (et estomac), foie', 'spleen stomach liver'],
  ['spleen (plus stomach)', 'spleen stomach'],
  // What is left out goes on in brackets too.
  ['pancreas, without the spleen (and the stomach)', 'pancreas'],
  ['nur das Pankreas, ohne Milz (und Magen)', 'pancreas'],
])('“%s” adds in brackets', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['sowohl Milz als auch Magen', 'spleen stomach'],
  ['sia la milza che lo stomaco', 'spleen stomach'],
  ['zowel milt als maag', 'spleen stomach'],
  ['tanto el bazo como el estómago', 'spleen stomach'],
  ['zarówno śledziona, jak i żołądek', 'spleen stomach'],
  ['как селезёнка, так и желудок', 'spleen stomach'],
  ['hem dalak hem mide', 'spleen stomach'],
])('and so does “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['mark spleen and stomach separately', 'spleen stomach'],
  ['Milz und Magen jeweils getrennt', 'spleen stomach'],
  ['riñón izquierdo y derecho por separado', 'kidney_left kidney_right'],
  ['prawa i lewa nerka osobno', 'kidney_right kidney_left'],
  ['왼쪽 부신과 오른쪽 부신을 따로', 'adrenal_left adrenal_right'],
  ['左副腎と右副腎を別々に', 'adrenal_left adrenal_right'],
])('one by one they are the same: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each(['Dove si trova la milza in questa TC?', 'dove si vede la milza'])(
  'the Italian “si” joins nothing: “%s”',
  (text) => expect(asked(text)).toBe('spleen'),
);

test('the Italian article “i” joins nothing', () => {
  expect(asked('evidenzia i reni')).toBe('kidney_left kidney_right');
  expect(asked('le cose sopra i reni')).toBe('?');
});

test.each([
  ['pancreas w/ duodenum', 'pancreas duodenum'],
  ['liver including the gallbladder', 'liver gallbladder'],
  ['foie y compris la vésicule', 'liver gallbladder'],
  ['Leber inklusive Gallenblase', 'liver gallbladder'],
  ['a) liver b) spleen', 'liver spleen'],
  ['(a) liver (b) spleen', 'liver spleen'],
  ['aorta w/ contrast', 'aorta'],
  ['liver including tumor', '?'],
])('what is to be there as well is asked for where it has a name: “%s”', (text, ids) => {
  expect(asked(text)).toBe(ids);
});

test.each([
  ['und jetzt noch die Aorta', 'aorta'],
  ['ok und nun die Leber', 'liver'],
  ["et maintenant l'estomac", 'stomach'],
  ['et le foie ?', 'liver'],
  ['y también la vejiga', 'bladder'],
  ['¿y el bazo?', 'spleen'],
  ['e agora o fígado', 'liver'],
  ['en ook de milt', 'spleen'],
  ['i teraz wątroba', 'liver'],
  ['а теперь печень и селезёнка', 'liver spleen'],
  ['och nu levern', 'liver'],
  ['ve şimdi karaciğer', 'liver'],
  ['再来一个肝脏', 'liver'],
  ['それと肝臓も', 'liver'],
  ['그리고 간', 'liver'],
  ['plus the spleen', 'spleen'],
  ['sorry to bother you, but could I have the liver?', 'liver'],
  ['Entschuldigung für die Störung, aber ich brauche die Milz', 'spleen'],
])('what joins a wish to an earlier one changes nothing: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['add the spleen to the mask', 'spleen'],
  ['füge die Milz hinzu', 'spleen'],
  ['ajoute aussi la rate', 'spleen'],
  ['añade el bazo', 'spleen'],
  ['aggiungi la milza', 'spleen'],
  ['voeg de milt toe', 'spleen'],
  ['dodaj śledzionę', 'spleen'],
  ['добавь селезёнку', 'spleen'],
  ['添加脾脏', 'spleen'],
  ['脾臓を追加してください', 'spleen'],
  ['비장 추가해 줘', 'spleen'],
])('to add something is to ask for it: “%s”', (text, id) => expect(asked(text)).toBe(id));

test.each([
  'and the other kidney',
  'und die andere Niere',
  "et l'autre rein",
  'und der Tumor',
  'add a margin to the liver',
])('a joined wish that is not clear is not run: “%s”', (text) => expect(asked(text)).toBe('?'));

test.each(['and not the liver', 'y sin el bazo', 'et pas la rate'])('nor is “%s”', (text) =>
  expect(() => asked(text)).toThrow('prompt-left-out'),
);
