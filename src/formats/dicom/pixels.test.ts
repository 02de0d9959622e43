import { expect, test } from 'vitest';
import { openScan } from '#formats/open-scan.ts';
import { blobFile } from '#formats/scan-file.ts';
import { dicomFile } from '#testing/dicom-file.ts';
import { seriesFiles, sliceAttributes, slicePixels } from '#testing/dicom-series.ts';
import { toNumbers } from './read-frame.ts';

const SLICE = 12;

/** The intensities of the first slice that is read. */
async function firstSlice(files: ReturnType<typeof seriesFiles>) {
  const { volume, facts } = await openScan(files);
  const { data, slope, intercept } = volume;
  return { values: Array.from(data.subarray(0, SLICE), (value) => value * slope + intercept), volume, facts };
}

test('a slope of its own in each slice makes each slice right', async () => {
  const slopes = [1, 2.5, 0.25];
  const files = seriesFiles(3, (n) => ({
    attributes: { '0028,1053 DS': String(slopes[n]), '0028,1052 DS': String(10 * n) },
  }));
  const { volume } = await openScan(files);
  expect(volume).toMatchObject({ slope: 1, intercept: 0 });
  const wanted = slopes.flatMap((slope, n) => slicePixels(n).map((value) => value * slope + 10 * n));
  expect([...volume.data]).toEqual(wanted);
});

test('only the bits that are stored count: those above belong to overlays, and the highest is the sign', async () => {
  const signed = { '0028,0101 US': [12], '0028,0102 US': [11], '0028,0103 US': [1], '0028,1052 DS': '0' };
  const pixels = Array.from({ length: SLICE }, (_, n) => (n % 2 === 0 ? 0x1000 | (2048 + n) : 0xf000 | n));
  const { values } = await firstSlice(seriesFiles(2, () => ({ attributes: signed, pixels })));
  expect(values).toEqual(pixels.map((_, n) => (n % 2 === 0 ? n - 2048 : n)));
});

test('numbers that do not begin with the lowest bit are shifted down', async () => {
  const high = { '0028,0101 US': [12], '0028,0102 US': [15], '0028,1052 DS': '0' };
  const pixels = Array.from({ length: SLICE }, (_, n) => (n << 4) | 7);
  const { values } = await firstSlice(seriesFiles(2, () => ({ attributes: high, pixels })));
  expect(values).toEqual(pixels.map((_, n) => n));
});

test.each([
  [16, [1, 258, 65535, 32768]],
  [32, [1, 16909060, 4294967295, 2147483648]],
] as const)('numbers of %i bits come out alike in either order of bytes', (bits, numbers) => {
  const written = (isLittle: boolean) => {
    const view = new DataView(new ArrayBuffer((bits / 8) * numbers.length));
    for (const [n, value] of numbers.entries()) {
      if (bits === 16) view.setUint16(2 * n, value, isLittle);
      else view.setUint32(4 * n, value, isLittle);
    }
    return new Uint8Array(view.buffer);
  };
  expect([...toNumbers(written(true), bits, false)]).toEqual(numbers);
  expect([...toNumbers(written(false), bits, true)]).toEqual(numbers);
});

test('padding of a CT is air, a range of it too, and values beside it stay', async () => {
  const padded = {
    '0028,0103 US': [1],
    '0028,0120 SS': [-2000],
    '0028,0121 SS': [-1990],
    '0028,1052 DS': '-1024',
  };
  const pixels = [-2000, -1995, -1990, -1989, -1, 0, 1, 500, 1000, 1024, 2000, 3000];
  const { values } = await firstSlice(seriesFiles(2, () => ({ attributes: padded, pixels })));
  expect(values.slice(0, 5)).toEqual([-1024, -1024, -1024, -3013, -1025]);
  expect(values.slice(5)).toEqual(pixels.slice(5).map((value) => value - 1024));
});

test('so is padding that would mean more than any metal, as where numbers without a sign are used for -2000', async () => {
  const padded = { '0028,0103 US': [0], '0028,0120 US': [63536], '0028,1052 DS': '-1024' };
  const pixels = [63536, 0, 1, 500, 1000, 1024, 2000, 3000, 32000, 30, 31, 32];
  const { values } = await firstSlice(seriesFiles(2, () => ({ attributes: padded, pixels })));
  expect(values[0]).toBe(-1024);
  expect(values.slice(1)).toEqual(pixels.slice(1).map((value) => value - 1024));
  const metal = { ...padded, '0028,0120 US': [32000] };
  const kept = await firstSlice(seriesFiles(2, () => ({ attributes: metal, pixels })));
  expect(kept.values[8]).toBe(30976);
});

test('padding of an MR, or of a CT within the range of tissue, stays what it is', async () => {
  const pixels = Array.from({ length: SLICE }, (_, n) => n);
  const mr = { '0008,0060 CS': 'MR', '0028,0120 US': [0], '0028,1052 DS': '-5000' };
  expect((await firstSlice(seriesFiles(2, () => ({ attributes: mr, pixels })))).values[0]).toBe(-5000);
  const ct = { '0028,0120 US': [3] };
  expect((await firstSlice(seriesFiles(2, () => ({ attributes: ct, pixels })))).values[3]).toBe(-1021);
});

test('an MR whose large numbers are dark is turned round and said; a CT keeps its Hounsfield units', async () => {
  const dark = { '0028,0004 CS': 'MONOCHROME1', '0028,0101 US': [12], '0028,0102 US': [11] };
  const mr = { ...dark, '0008,0060 CS': 'MR', '0028,1052 DS': '0' };
  const turned = await firstSlice(seriesFiles(2, () => ({ attributes: mr })));
  expect(turned.values).toEqual(slicePixels(0).map((value) => 4095 - value));
  expect(turned.facts.notices).toMatchObject([{ code: 'dicom-inverted' }]);
  const ct = await firstSlice(seriesFiles(2, () => ({ attributes: dark })));
  expect(ct.values).toEqual(slicePixels(0).map((value) => value - 1024));
});

test.each([
  [8, 0, Uint8Array],
  [8, 1, Int8Array],
  [16, 1, Int16Array],
  [32, 0, Uint32Array],
  [32, 1, Int32Array],
])('voxels of %i bits, signed %i, keep their type', async (bits, sign, Type) => {
  const values = Array.from({ length: SLICE }, (_, n) => (sign === 1 ? n - 6 : n + 1));
  const bytes = new Uint8Array(new Type(values).buffer);
  const form = {
    '0028,0100 US': [bits],
    '0028,0101 US': [bits],
    '0028,0102 US': [bits - 1],
    '0028,0103 US': [sign],
  };
  const attributes = { ...form, '0028,1052 DS': '0' };
  const files = [0, 1].map((n) => {
    const { '7fe0,0010 OW': _, ...rest } = sliceAttributes(n, { attributes });
    return blobFile(`s${n}`, new Blob([dicomFile({ ...rest, '7fe0,0010 OB': bytes })]));
  });
  const { volume } = await openScan(files);
  expect(volume.data).toBeInstanceOf(Type);
  expect([...volume.data]).toEqual([...values, ...values]);
});

/** One file with all frames of a series; places and scales stand in its frames. */
function multiFrame(order: readonly number[]) {
  const frames = order.map((n) => ({
    '0020,9113 SQ': [{ '0020,0032 DS': `-10\\-20\\${3 * n - 30}` }],
    '0028,9145 SQ': [{ '0028,1052 DS': '-1024', '0028,1053 DS': '1' }],
  }));
  const shared = [
    {
      '0020,9116 SQ': [{ '0020,0037 DS': '1\\0\\0\\0\\1\\0' }],
      '0028,9110 SQ': [{ '0028,0030 DS': '2\\0.5' }],
    },
  ];
  const {
    '0020,0032 DS': _position,
    '0020,0037 DS': _orientation,
    '0028,0030 DS': _spacing,
    '0028,1052 DS': _intercept,
    '0028,1053 DS': _slope,
    ...rest
  } = sliceAttributes(0, { pixels: order.flatMap((n) => [...slicePixels(n)]) });
  const attributes = {
    ...rest,
    '0028,0008 IS': String(order.length),
    '5200,9229 SQ': shared,
    '5200,9230 SQ': frames,
  };
  return blobFile('enhanced', new Blob([dicomFile(attributes)]));
}

test.each([[[0, 1, 2, 3]], [[2, 0, 3, 1]]])(
  'the frames of one file are a volume, in whatever order: %j',
  async (order) => {
    const one = await openScan([multiFrame(order)]);
    const many = await openScan(seriesFiles(4));
    expect(one.volume.data).toEqual(many.volume.data);
    expect(one.volume.grid).toEqual(many.volume.grid);
    expect(one.volume.id).toBe(many.volume.id);
  },
);

test('a picture that is cut off within its fragments is refused by the name of its file', async () => {
  const { '7fe0,0010 OW': _, ...rest } = sliceAttributes(0);
  const bytes = dicomFile(rest, { syntax: '1.2.840.10008.1.2.5', fragments: [new Uint8Array(90)] });
  const { '7fe0,0010 OW': __, ...next } = sliceAttributes(1);
  const whole = dicomFile(next, { syntax: '1.2.840.10008.1.2.5', fragments: [new Uint8Array(90)] });
  const files = [blobFile('cut', new Blob([bytes.slice(0, -30)])), blobFile('whole', new Blob([whole]))];
  await expect(openScan(files)).rejects.toMatchObject({ code: 'file-truncated', details: { name: 'cut' } });
});

test('a picture that is no picture of its kind is refused as damaged, and one of an unread kind by its kind', async () => {
  const packed = (syntax: string) =>
    [0, 1].map((n) => {
      const { '7fe0,0010 OW': _, ...rest } = sliceAttributes(n);
      return blobFile(
        `s${n}`,
        new Blob([dicomFile(rest, { syntax, fragments: [Uint8Array.of(9, 9, 9, 9)] })]),
      );
    });
  for (const end of ['.5', '.4.70', '.4.80', '.4.90', '.4.201']) {
    await expect(openScan(packed(`1.2.840.10008.1.2${end}`)), end).rejects.toMatchObject({
      code: 'dicom-damaged',
    });
  }
  const film = '1.2.840.10008.1.2.4.102';
  await expect(openScan(packed(film))).rejects.toMatchObject({
    code: 'dicom-compression',
    details: { syntax: film },
  });
});

/** A ramp of 8 × 8 pixels, 10 more from column to column and 12 from row to row, packed by libjpeg at quality 95. */
const RAMP_JPEG =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APjP9kn9iT/j1/4lHp/BX//Z';

/** Two slices of the ramp, stored in `bits` bits by the syntax `uid`. */
function jpegFiles(uid: string, bits: number) {
  return [0, 1].map((n) => {
    const { '7fe0,0010 OW': _, ...rest } = sliceAttributes(n, {
      attributes: {
        '0028,0010 US': [8],
        '0028,0011 US': [8],
        '0028,0100 US': [bits > 8 ? 16 : 8],
        '0028,0101 US': [bits],
        '0028,0102 US': [bits - 1],
        '0028,1052 DS': '0',
      },
    });
    const fragments = [new Uint8Array(Buffer.from(RAMP_JPEG, 'base64'))];
    return blobFile(`s${n}`, new Blob([dicomFile(rest, { syntax: uid, fragments })]));
  });
}

test('JPEG with eight bits is read to the grey value that its own packing leaves open', async () => {
  const { volume } = await openScan(jpegFiles('1.2.840.10008.1.2.4.50', 8));
  const ramp = Array.from({ length: 128 }, (_, n) => 10 * (n % 8) + 12 * (Math.floor(n / 8) % 8));
  const off = ramp.map((value, n) => Math.abs((volume.data[n] ?? Number.NaN) - value));
  expect(Math.max(...off)).toBeLessThanOrEqual(1);
});

test('JPEG with twelve bits is refused by its own sentence when the series is listed', async () => {
  await expect(openScan(jpegFiles('1.2.840.10008.1.2.4.51', 12))).rejects.toMatchObject({
    code: 'dicom-compression',
    details: { syntax: 'JPEG with 12 bits' },
  });
});
