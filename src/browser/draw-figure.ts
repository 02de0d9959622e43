/** A picture to be put together, with nothing in it but what is given here. */
export interface Figure {
  /** As it is drawn on the screen; it is closed when the figure is done. */
  readonly views: ImageBitmap;
  /** Pixels of `views` for one of the places below. */
  readonly scale: number;
  readonly frames: readonly FigureFrame[];
  readonly legend: readonly LegendEntry[];
  /** Below all. */
  readonly note: string;
}

/** What is written on one view. */
export interface FigureFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  /** Left, right, top and bottom. */
  readonly edges: readonly string[];
  readonly bar: { readonly width: number; readonly text: string } | undefined;
}

/** What a colour stands for. */
export interface LegendEntry {
  /** sRGB, 0..255. */
  readonly color: readonly [red: number, green: number, blue: number];
  readonly text: string;
}

const FONT_PX = 13;
const MARGIN = 10;
const LINE = 22;
const SWATCH = 12;

/** A PNG of the views with the letters of their edges, scale bars, a legend and a note. @throws Error where there is no canvas to draw on. */
export async function drawFigure(figure: Figure): Promise<Uint8Array<ArrayBuffer>> {
  const { views, scale } = figure;
  const width = views.width / scale;
  const rows = legendRows(figure.legend, width);
  const height = views.height / scale + MARGIN + rows.length * LINE + LINE;
  const canvas = new OffscreenCanvas(views.width, Math.ceil(height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gives no canvas to draw the picture on.');
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(views, 0, 0);
  context.scale(scale, scale);
  context.font = `${FONT_PX}px system-ui, sans-serif`;
  for (const frame of figure.frames) drawFrame(context, frame);
  let top = views.height / scale + MARGIN;
  for (const row of rows) {
    for (const { left, entry } of row) drawEntry(context, entry, left, top);
    top += LINE;
  }
  context.fillStyle = '#a3abb4';
  write(context, figure.note, MARGIN, top + LINE / 2 - 2, 'left');
  views.close();
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

type Context = OffscreenCanvasRenderingContext2D;

function drawFrame(context: Context, { left, top, width, height, name, edges, bar }: FigureFrame): void {
  const [middleX, middleY] = [left + width / 2, top + height / 2];
  const [l = '', r = '', t = '', b = ''] = edges;
  outlined(context, name, left + 8, top + 14, 'left');
  outlined(context, l, left + 6, middleY, 'left');
  outlined(context, r, left + width - 6, middleY, 'right');
  outlined(context, t, middleX, top + 14, 'center');
  outlined(context, b, middleX, top + height - 10, 'center');
  if (!bar) return;
  const [end, base] = [left + width - 12, top + height - 12];
  context.fillStyle = '#000';
  context.fillRect(end - bar.width - 1, base - 1, bar.width + 2, 5);
  context.fillStyle = '#fff';
  context.fillRect(end - bar.width, base, bar.width, 3);
  outlined(context, bar.text, end, base - 10, 'right');
}

interface PlacedEntry {
  readonly left: number;
  readonly entry: LegendEntry;
}

/** The entries of a legend in rows that are no wider than `width`. */
function legendRows(legend: readonly LegendEntry[], width: number): readonly (readonly PlacedEntry[])[] {
  const measuring = new OffscreenCanvas(1, 1).getContext('2d');
  if (measuring) measuring.font = `${FONT_PX}px system-ui, sans-serif`;
  const rows: PlacedEntry[][] = [];
  let left = width;
  for (const entry of legend) {
    const length = SWATCH + 6 + (measuring?.measureText(entry.text).width ?? 0) + 18;
    if (left + length > width) {
      rows.push([]);
      left = MARGIN;
    }
    rows.at(-1)?.push({ left, entry });
    left += length;
  }
  return rows;
}

function drawEntry(context: Context, { color, text }: LegendEntry, left: number, top: number): void {
  context.fillStyle = `rgb(${color.join(' ')})`;
  context.fillRect(left, top + (LINE - SWATCH) / 2 - 2, SWATCH, SWATCH);
  context.fillStyle = '#e4e7ea';
  write(context, text, left + SWATCH + 6, top + LINE / 2 - 2, 'left');
}

function write(context: Context, text: string, x: number, y: number, align: CanvasTextAlign): void {
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.fillText(text, x, y);
}

/** White with a black edge: it is read on any tissue. */
function outlined(context: Context, text: string, x: number, y: number, align: CanvasTextAlign): void {
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = '#000';
  context.strokeText(text, x, y);
  context.fillStyle = '#fff';
  context.fillText(text, x, y);
}
