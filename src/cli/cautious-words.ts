/** Words that describe a series and no person. What a terminal prints may be kept in logs, so it prints no others. */
const WORDS = new Set(
  `abdomen abdominal abd adc angio aorta aortic arterial art ax axial axt base biliary blade body bone bolus brain breast
  cap cardiac cervical chest contrast cor coronal cranial ct cta delayed detail dixon dwi dyn dynamic early echo ecg enhanced
  ep epi excretory fast fat fiesta filtered fl flair flash full gre haste head heart helical hepatic high hip hr hrct in inj
  inspiration expiration ip kidney kidneys knee late lava leg liver localizer low lower lumbar lung lungs mar mediastinum mip
  mpr mprage mr mra mrcp mri native nativ neck non nephrographic ob oblique op opp orbit out over pancreas pd pe pelvis
  perfusion pet phase plain plus portal portovenous post pre prostate pv recon renal res routine rt sag sagittal scan scout se
  semi sequence series shoulder sharp short sinus slice slices smooth soft space spair spine spir spleen spiral standard std
  ste stir survey swi t1 t1w t2 t2w t thick thin thoracic thorax tissue tof tra trans transverse trufi tse upper urography
  uterus vascular ven venous vibe vol volume vrt w water wb whole wo with without inphase outphase opposed soft-tissue`.split(
    /\s+/,
  ),
);

/** The words of `text` that are known, as they stand, and short numbers with their units. */
export function cautiousWords(text: string): string {
  const parts = text.split(/[\s_/,;:()[\]+^]+/);
  return parts.filter((part) => WORDS.has(part.toLowerCase()) || isMeasure(part)).join(' ');
}

/** A number alone might count people. */
function isMeasure(part: string): boolean {
  return /^\d{1,4}(?:\.\d{1,3})?(?:mm|ms|s|min|kv|t|%)$/i.test(part);
}
