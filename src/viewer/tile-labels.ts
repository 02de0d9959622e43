/** One view on the canvas, in CSS pixels. */
export interface Tile {
  readonly plane: 'axial' | 'coronal' | 'sagittal' | 'render';
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Which way the patient lies at the left, right, top and bottom of a slice, by radiological convention. */
const SIDES: Readonly<Record<Tile['plane'], { readonly name: string; readonly letters: string }>> = {
  axial: { name: 'Axial', letters: 'RLAP' },
  coronal: { name: 'Coronal', letters: 'RLSI' },
  sagittal: { name: 'Sagittal', letters: 'PASI' },
  render: { name: '3D', letters: '' },
};

const EDGES = ['left', 'right', 'top', 'bottom'] as const;

/**
 * Writes the plane and the patient's sides over each view. NiiVue's own letters are drawn under its crosshair and cut
 * at the edge of a view.
 */
export function placeTileLabels(layer: HTMLElement, tiles: readonly Tile[]): void {
  layer.replaceChildren(...tiles.map(labelled));
}

function labelled({ plane, left, top, width, height }: Tile): HTMLElement {
  const box = document.createElement('div');
  box.className = 'tile';
  Object.assign(box.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
  const { name, letters } = SIDES[plane];
  box.append(label('name', name));
  EDGES.forEach((edge, n) => {
    const letter = letters[n];
    if (letter) box.append(label(edge, letter));
  });
  return box;
}

function label(place: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.dataset['place'] = place;
  element.textContent = text;
  return element;
}
