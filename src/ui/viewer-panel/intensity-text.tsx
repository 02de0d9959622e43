import { decimalsFor } from '#messages/numbers.ts';
import { say } from '#messages/say.ts';
import { useAppState } from '#ui/use-app.ts';

/** An intensity with its unit: "54 HU", or as the file has it. */
export function IntensityText({ value }: { readonly value: number }) {
  const info = useAppState(({ volume }) => (volume.at === 'ready' ? volume.info : undefined));
  if (!info) return null;
  const text = say.numbers.fixed(value, decimalsFor(info.range.high - info.range.low));
  return info.modality === 'CT' ? say.views.inHounsfield(text) : text;
}
