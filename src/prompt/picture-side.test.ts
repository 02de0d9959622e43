import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { understand } from './classify-text.ts';
import { offersFor } from './offers.ts';

const offered = (text: string) => offersFor(text, structures, groups).toSorted();
/** A text encoder that takes whatever it is given for the left kidney. */
const CREDULOUS = [...structures.map(({ id }) => (id === 'kidney_left' ? 9 : 0)), 0];

test.each([
  'kidney on the left of the image',
  'kidney on the left side of the picture',
  'the kidney on the left-hand side of the display',
  'kidney on the left side of the scan',
  "the kidney on the viewer's left",
  'image-left kidney',
  'Niere im Bild links',
  'die Niere, die im Bild rechts ist, links im Bild',
  'bildlinks gelegene Niere',
  'Niere auf der linken Bildseite',
  "rein à gauche de l'image",
  'riñón a la izquierda de la imagen',
  "rene a sinistra dell'immagine",
  'rim à esquerda da imagem',
  'nier links in beeld',
  'nerka po lewej stronie obrazu',
  'почка слева на снимке',
  'görüntünün solundaki böbrek',
  'njuren till vänster i bilden',
  '图像左侧的肾脏',
  '画像の左側の腎臓',
])('the side of a picture may be the patient’s other one, so that both are offered: “%s”', (text) => {
  expect(asked(text)).toBe('?');
  expect(understand(text, CREDULOUS, structures, 0.5, groups).understood).toBe(false);
  expect(offered(text)).toEqual(['kidney_left', 'kidney_right']);
});

test.each([
  'left kidney in the image',
  'show the left kidney on screen',
  'left kidney, axial view',
  'view left kidney',
  'Display left kidney please',
  'ASL image: left kidney',
  "patient's left kidney (so image right)",
  'kidney on the left side of the patient in the picture',
  'linke Niere im Bild',
  "rein gauche sur l'image",
  'riñón izquierdo en la imagen',
  'левая почка на снимке',
  '图像中的左肾',
  '이 영상의 왼쪽 신장',
])('a side of the organ’s own is the patient’s, whatever picture is spoken of: “%s”', (text) => {
  expect(asked(text)).toBe('kidney_left');
});
