import { edits, withoutAccents } from './spelling.ts';

const wordsOf = (table: string) => table.split(/\s+/).filter(Boolean).map(withoutAccents);

/** What stands round a name without changing it, on either side: modality, sequence, plane, phase, where, whose, in which form. */
const ANYWHERE = wordsOf(`
  a the teh hte an of in on at from for with within by to using via as this that these those current following my your his her
  their our
  its s patient patients pt pts guy man woman lady person boy girl child kid mum mom mother dad father wife husband subject case
  ct cts cect ncct ldct cta kub mr mri mris mra mrcp pet spect scan scans scanned image images imaging picture pictures series
  study studies
  exam dataset data slice slices slab stack volume volumes vol volumetry volumetric 3d 2d
  axial coronal sagittal ax cor sag tra transverse transversal plane planes view views thin thick isotropic
  t1 t2 t1w t2w t1wi t2wi pd pdw flair dwi adc haste ssfse trufi fiesta vibe dixon mdixon spir spair stir fs fatsat lava tse
  fse gre bssfp
  3t 7t 1t hz mre elastography stiffness pdff r2 localizer localiser scout topogram linac op ip map maps cine tof
  diffusion hepatobiliary hbp gadolinium gd eovist primovist pvp hap biphasic triphasic multiphase
  contrast noncontrast enhanced unenhanced plain native ce nc iv phase portal venous portovenous pv arterial late delayed early
  equilibrium nephrographic angio angiogram angiography enterography urography urogram staging screening protocol
  segmentation segmentations segmented segmenting autosegmentation mask masks label labels contour contours outline outlines
  boundary
  boundaries border borders roi rois oar oars rtstruct organ organs anatomy structure structures object class channel model
  mesh surface
  render rendering reconstruction shape extent location position coordinates centroid bbox box voxels pixels density hu size sizes
  max maximum min mean average ap diameter length width height thickness ph con noncon x2 x1 export print printing stl
  measurement measurements dimensions statistics stats features prediction pred gt ground truth auto automatic manual ai
  binary prompt query
  target name tag value abdomen abdominal seg segs nii gz nrrd mha mhd stl obj npy dcm nifti dicom file json png subset
  please pls plz plse thanks thank thx ty many cheers kind regards gracias merci danke now again also too only just alone
  total whole entire complete single
  port ven recon blade ratio ratios reference preop postop eval std protocol lol haha bro dude mate quick quickly really
  actually basically first last finally sorry gently photo photograph
  img task amos btcv flare msd chaos totalsegmentator synapse lits kits word
  segmentierung segmentiert umriss segmentación segmentazione segmentação segmentatie сегментация сегментацию объем контур
  segmentacja
  segmentasyon obrys objętość objem nur seulement solo solamente apenas alleen tylko только sadece bara kun doar μόνο το τον την η ο
  في صورة على का की के में मास्क
  im am auf dem den des der die das vom von bild aufnahme maske kontur volumen mrt bitte tc tac tdm irm rm scanner
  le la les du de sur dans au svp masque el los las del en por favor imagen mascara contorno il lo gli nel nella
  della dei per favore grazie immagine maschera os as do da dos na obrigado obrigada imagem het een van op tk proszę
  кт мрт на в пожалуйста маска bt mrg lütfen prosim tack snälla tak takk kerem παρακαλω ласка בבקשה لطفا فضلك من رجاء कृपया
  tolong rog
`);

/** What asks, before a name. */
const BEFORE = wordsOf(`
  o i kindly can could would will you we want need like d m id ill looking look looks let lets us me to hi hello hey dear ok
  okay so and then
  segment segmentate autosegment find finding show showing see seeing display mark marking highlight delineate delineation
  extract isolate
  locate localise localize identify detect draw around trace get give grab fetch pick pull up out cut choose circle shade
  overlay map
  measure compute calculate quantify estimate make create generate produce run do perform try start visualise visualize
  visualization
  visualisation color colour paint annotate annotation contouring fill process analyse analyze check report review assess
  evaluate examine
  is are was where what which whats wheres there about how big large small tiny huge thick all any each every some one two 2
  pair both
  bilat predict   bilateral normal healthy enlarged swollen distended dilated collapsed contracted full empty fatty cirrhotic
  atrophic calcified
  tortuous tell have has presence existence donor own interested focus task everything that belongs say says take mind giving
  thing same think could should must may might be been being going
  wanting needful nice if meant mean craniocaudal love trying hoping help glad appreciate grateful happy grandpa grandma grandfather
  grandmother son daughter it said possible able does do whether wondering gimme lemme wanna gonna hmm um uh well yo pretty
  super very maybe perhaps think so anyway need needs uhm u ur
  أظهر اظهر حدد أرني ارني عرض दिखाओ दिखाएं दिखाइए
  zeige zeig zeigen mir hätte gern gerne könnten bitten finde finden markiere markieren segmentiere segmentieren wo ist sind
  dein ein eine einen beide beiden ich möchte
  brauche will sehen könntest kannst du können sie
  montre montrez moi affiche affichez trouve trouvez segmente segmentez segmenter où est sont un une deux tous toutes voir
  veux je voudrais
  pouvez vous peux tu afficher dessiner délimiter isoler montrer trouver me nous voudrions aimerais faire
  muestra muéstrame muestre enséñame encuentra encuentre busca segmenta segmentar dibuja dónde está quiero necesito ver ambos
  ambas dos puedes quisiera podría podrías mostrar encontrar marcar marca delimitar
  mostra mostrami mostrare trova trovami segmentare dov è entrambi vedere vorrei puoi fammi potresti evidenzia delinea mostre
  gostaria poderia preciso delinear marque mostrar encontre segmente onde um uma quero
  toon laat zien vind zoek segmenteer segmenteren waar graag pokaż znajdź zaznacz segmentuj gdzie jest zaznaczyć pokazać
  znaleźć segmentować wysegmentować obrysować
  покажи покажите найди найдите выдели выделите сегментируй где находится göster bul
`);

/** What asks, after a name. */
const AFTER = wordsOf(`
  next bilat run filled included together instead k rn needs needed wanted required requested segmenting annotation
  annotations दिखाओ दिखाएं दिखाइए
  you without region visible seen present shown there here lr too normal enlarged asap quickly ok okay both bilaterally
  outlined segmented contoured marked highlighted drawn delineated isolated graag alleen
  segmentieren zeigen markieren finden anzeigen darstellen segmenteren tonen zien göster bul nerede segmente et
`);

const AREA = 'abdomen|abdominal|chest|thorax|thoracic|pelvis|pelvic|trunk|body';

/** Runs of words that say together what none of them does alone; in the normal form of a text. */
const PHRASES = new RegExp(
  `(?:^|(?<= ))(?:${[
    'chemical shift|(?:in|out of|opposed) phase|low dose|(?:single|dual) energy|breath hold|fat (?:sat|saturated|suppressed|suppression)',
    '(?:post|pre|non|no) contrast|contrast (?:enhanced|agent|medium)|t[12] weighted|whole body',
    '(?:upper|lower) abdo(?:men|minal)?|fat (?:fraction|only)|trauma ct',
    '(?:panc|pancreatic|hepatic|portal) phase|(?:panc|pancreatic|liver) protocol|v\\d+',
    'in (?:the|this|my) body|still there|b l|l r|right now|right away|if (?:possible|you can)|as well|in advance',
    'bounding box|look at|gradient echo',
    '\\d+(?: \\d+)? ?mm|b ?\\d{2,4}|water only|high res(?:olution)?|low res(?:olution)?',
    '(?:pre|post) void|(?:from|of|in|dated) (?:19|20)\\d\\d',
    '(?:label|class|organ|roi|id|structure|channel|task|case|img|image|amos|btcv|flare|msd|patient|pt|sub|series|no|nr) ?\\d{1,5}',
    '\\d{1,5} (?:nii|nrrd|mha|mhd|dcm|stl)(?: gz)?',
    `(?:${AREA})(?:(?: and)? (?:${AREA}))* (?:ct|cect|ncct|cta|mri?|scan|imaging)`,
    `(?:ct|cect|ncct|cta|mri?|scan) (?:(?:of|in) )?(?:the )?(?:${AREA})(?:(?: and)? (?:${AREA}))*`,
    '(?:in|of) (?:the )?(?:chest|thorax|pelvis|abdomen)(?=$)|no (?:ct|tc|rm)|w (?:tk|mr|ct)',
    '(?:in|of|from|for) (?:(?:a|an|this|the|my|our) )?(?:\\d+ (?:y o|yo|year old|years old)|pt|patient|man|woman|male|female|child|lady|guy)(?: .*)?(?=$)',
    's il (?:vous|te) pla[iî]t',
    `for (?:(?:a|an|the|my|our|this) )?(?:(?:${[
      'radiotherapy|radiation|therapy|rt|planning|plan|treatment|surgery|surgical|volumetry|dosimetry|measurement|analysis|research|paper',
      'thesis|figure|publication|teaching|training|annotation|machine|learning|ml|ground|truth|comparison|quantification|follow|up|baseline',
      'study|project|report|segmentation|me|us',
    ].join('|')})(?: |$))+(?=$)`,
  ].join('|')})(?= |$)`,
  'g',
);

const OPENING = new Set([...ANYWHERE, ...BEFORE]);
const CLOSING = new Set([...ANYWHERE, ...AFTER]);
/** A slip of the keyboard in a word of so many letters does not make another word of it. */
const LONG = 6;
/** Stands for one of PHRASES; no normal form has it. */
const PHRASE = '_';

/** After these only circumstances follow, as far as nothing among them changes what a name means. */
const CONNECTING = new Set(
  wordsOf(`
  on in at for from with w using by before after prior pre post during while because since so that which as when where if
  per of even though although together instead like plus au aux im auf für vor nach mit bei sur dans pour avant après avec en
  de du para antes después con del nel per
  prima dopo no na em voor op в на для после до dla przed po za için
`),
);

/** `word`, in normal form, begins what is only a circumstance: "in", "for", "before". */
export function isConnecting(word: string): boolean {
  return CONNECTING.has(withoutAccents(word));
}

/** `word` only surrounds a name, before or after it. */
export function isFillerWord(word: string, where: 'before' | 'after'): boolean {
  return word === PHRASE || isOneOf(where === 'before' ? OPENING : CLOSING, withoutAccents(word));
}

/** The words of `plain`, a text in normal form; runs that belong together are one. */
export function wordsOfPlain(plain: string): readonly string[] {
  return plain.replace(PHRASES, PHRASE).split(' ').filter(Boolean);
}

/** The words of a text, and how many of the first and of the last only surround what it names. */
export interface Surrounded {
  readonly words: readonly string[];
  readonly opening: number;
  readonly closing: number;
}

/** `plain`: a text in normal form. */
export function surrounded(plain: string): Surrounded {
  const words = wordsOfPlain(plain);
  const opening = words.findIndex((word) => !isFillerWord(word, 'before'));
  const last = words.findLastIndex((word) => !isFillerWord(word, 'after'));
  return {
    words,
    opening: opening < 0 ? words.length : opening,
    closing: words.length - 1 - last,
  };
}

function isOneOf(fillers: ReadonlySet<string>, word: string): boolean {
  if (fillers.has(word)) return true;
  if (word.length < LONG) return false;
  return [...fillers].some(
    (filler) =>
      filler.length >= LONG &&
      filler[0] === word[0] &&
      Math.abs(filler.length - word.length) <= 1 &&
      edits(filler, word) === 1,
  );
}
