"""The structures that Mini knows, the words people use for them, and words that it must refuse."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Structure:
    id: str
    name: str
    label_id: int
    color: tuple[int, int, int]
    synonyms: tuple[str, ...]


def _sided(side: str, short: str, organ: str, others: tuple[str, ...]) -> tuple[str, ...]:
    names = [organ, *others]
    words = [f"{s} {n}" for n in names for s in (side, short, f"{short}.")]
    return tuple(dict.fromkeys(w for w in [*words, *(f"{n} {side}" for n in names)] if w != f"{side} {organ}"))


STRUCTURES: tuple[Structure, ...] = (
    Structure(
        "spleen",
        "spleen",
        1,
        (157, 108, 162),
        ("splenic tissue", "lien", "milz", "la rate", "bazo", "milza", "baço", "脾", "脾脏"),
    ),
    Structure(
        "kidney_right",
        "right kidney",
        2,
        (185, 102, 83),
        (
            *_sided("right", "rt", "kidney", ("renal organ",)),
            "rechte niere",
            "rein droit",
            "riñón derecho",
            "rene destro",
            "rim direito",
            "ren dexter",
            "右肾",
        ),
    ),
    Structure(
        "kidney_left",
        "left kidney",
        3,
        (212, 140, 90),
        (
            *_sided("left", "lt", "kidney", ("renal organ",)),
            "linke niere",
            "rein gauche",
            "riñón izquierdo",
            "rene sinistro",
            "rim esquerdo",
            "ren sinister",
            "左肾",
        ),
    ),
    Structure(
        "gallbladder",
        "gallbladder",
        4,
        (139, 190, 100),
        (
            "gall bladder",
            "vesica biliaris",
            "vesica fellea",
            "cholecyst",
            "gb",
            "gallenblase",
            "vésicule biliaire",
            "vesícula biliar",
            "vesícula",
            "cistifellea",
            "colecisti",
            "胆囊",
        ),
    ),
    Structure(
        "esophagus",
        "esophagus",
        5,
        (211, 171, 143),
        (
            "oesophagus",
            "gullet",
            "food pipe",
            "esophageal tube",
            "speiseröhre",
            "ösophagus",
            "œsophage",
            "esófago",
            "esofago",
            "esôfago",
            "食管",
        ),
    ),
    Structure(
        "liver",
        "liver",
        6,
        (221, 130, 101),
        ("hepar", "hepatic parenchyma", "hepatic organ", "leber", "foie", "hígado", "fegato", "fígado", "肝", "肝脏"),
    ),
    Structure(
        "stomach",
        "stomach",
        7,
        (216, 180, 110),
        ("gaster", "gastric lumen", "ventriculus", "gastric organ", "magen", "estomac", "estómago", "stomaco", "estômago", "胃"),
    ),
    Structure(
        "aorta",
        "aorta",
        8,
        (224, 97, 76),
        (
            "abdominal aorta",
            "aortic vessel",
            "aorta abdominalis",
            "descending aorta",
            "ao",
            "bauchaorta",
            "hauptschlagader",
            "aorte",
            "主动脉",
            "腹主动脉",
        ),
    ),
    Structure(
        "postcava",
        "inferior vena cava",
        9,
        (84, 141, 214),
        (
            "postcava",
            "ivc",
            "vena cava inferior",
            "inferior caval vein",
            "vena cava",
            "caval vein",
            "untere hohlvene",
            "hohlvene",
            "veine cave inférieure",
            "vena cava inferiore",
            "veia cava inferior",
            "下腔静脉",
        ),
    ),
    Structure(
        "pancreas",
        "pancreas",
        10,
        (249, 200, 120),
        ("pancreatic gland", "pancreatic tissue", "bauchspeicheldrüse", "pankreas", "pancréas", "páncreas", "pâncreas", "胰腺"),
    ),
    Structure(
        "adrenal_right",
        "right adrenal gland",
        11,
        (244, 186, 150),
        (
            *_sided("right", "rt", "adrenal gland", ("adrenal", "suprarenal gland", "suprarenal")),
            "rechte nebenniere",
            "glande surrénale droite",
            "surrénale droite",
            "glándula suprarrenal derecha",
            "suprarrenal derecha",
            "ghiandola surrenale destra",
            "surrene destro",
            "glândula adrenal direita",
            "suprarrenal direita",
            "glandula suprarenalis dextra",
            "右肾上腺",
        ),
    ),
    Structure(
        "adrenal_left",
        "left adrenal gland",
        12,
        (255, 215, 140),
        (
            *_sided("left", "lt", "adrenal gland", ("adrenal", "suprarenal gland", "suprarenal")),
            "linke nebenniere",
            "glande surrénale gauche",
            "surrénale gauche",
            "glándula suprarrenal izquierda",
            "suprarrenal izquierda",
            "ghiandola surrenale sinistra",
            "surrene sinistro",
            "glândula adrenal esquerda",
            "suprarrenal esquerda",
            "glandula suprarenalis sinistra",
            "左肾上腺",
        ),
    ),
    Structure(
        "duodenum",
        "duodenum",
        13,
        (98, 190, 180),
        (
            "duodenal loop",
            "zwölffingerdarm",
            "duodénum",
            "duodeno",
            "十二指肠",
        ),
    ),
    Structure(
        "bladder",
        "urinary bladder",
        14,
        (235, 215, 70),
        (
            "bladder",
            "vesica urinaria",
            "harnblase",
            "vessie",
            "vejiga",
            "vejiga urinaria",
            "vescica",
            "vescica urinaria",
            "bexiga",
            "bexiga urinária",
            "膀胱",
        ),
    ),
)

GROUPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("kidneys", "kidney", "both kidneys"), ("kidney_left", "kidney_right")),
    (
        ("adrenals", "adrenal", "adrenal gland", "adrenal glands", "both adrenals", "both adrenal glands"),
        ("adrenal_left", "adrenal_right"),
    ),
)

ID_OF_NAME = {s.id: index for index, s in enumerate(STRUCTURES)}

# Read as none of the structures: other anatomy, findings, and words that are not anatomy at all.
OUTSIDE = """
femur|tibia|skull|brain|cerebellum|hippocampus|heart|left ventricle|right atrium|lung|left lung|right lung
trachea|bronchus|rib|ribs|spine|vertebra|l3 vertebra|sacrum|hip|pelvis|humerus|scapula|clavicle|sternum|muscle
psoas|gluteus maximus|fat|visceral fat|skin|colon|rectum|appendix|small bowel|jejunum|ileum|cecum
prostate|uterus|ovary|testis|ureter|urethra|thyroid|thymus|eye|optic nerve|cochlea
tongue|tooth|teeth|mandible|nose|ear|breast|lymph node|lymph nodes|tumor|tumour|brain tumor|brain tumour
liver tumor|liver lesion|kidney tumor|kidney cyst|renal cyst|gallstone|kidney stone|metastasis|mass
lung nodule|nodule|cyst|fracture|hemorrhage|aneurysm|thrombus|portal vein|hepatic vein|splenic vein
renal artery|renal vein|celiac trunk|pulmonary artery|carotid artery|iliac artery|coronary artery
superior vena cava|diaphragm|spinal cord|vocal cord|knee|meniscus|cartilage|hand|foot|finger|toe|wrist|elbow
shoulder|ankle|cat|dog|car|house|bicycle|table|lamp|computer|window|river|mountain|tree|apple|hello world
hello|test|foo bar|lorem ipsum|select * from users|drop table|asdf|qwerty|xyz|abc|12345|what is this
who are you|everything|anything|nothing|background|segment|image|scan|ct|mr|contrast|slice|volume|patient|left
right|both|gland|organ|vessel|vein|artery|deliver|liverpool|liverwort|sliver|silver|lever|liver metastasis
liver cyst|liver abscess|hepatic artery|hepatic duct|bile duct|hepatic flexure|renal pelvis
renal artery stenosis|kidney transplant|kidney mass|splenic flexure|spline|splendid|spleen laceration
aortic valve|aortic arch|thoracic aorta|aortic aneurysm|aortic dissection|gallstones|gall stones|cholecystitis
stomata|stoma|stomach ulcer|stomach cancer|gastric band|pancreatic duct|pancreatic cancer|pancreatitis|pancake
panda|esophageal varices|esophageal cancer|adrenal adenoma|adrenaline|adrenal tumor|suprarenal aorta|left hand
right hand|left leg|right arm|left atrium|right ventricle|left eye|right ear|left breast|left hip|right femur
left humerus|left colon|right colon|left lobe of the thyroid|linkes auge|linke lunge|poumon gauche
pulmón izquierdo|polmone destro|rechte lunge|linke hand|knochen|hueso|os|osso|herz|coeur|corazón|cuore|coração
gehirn|cerveau|cerebro|cervello|大脑|心脏|肺|骨|左肺|右肺|前列腺|子宫|脊柱|prostata|lunge|poumon
darm|dünndarm|dickdarm|intestin|intestino|hola mundo|bonjour|guten tag|ciao|你好|vena|veine
gland adrenal cortex|cava|superior mesenteric artery|sma|smv|superior mesenteric vein|inferior mesenteric vein
azygos vein|crus|hernia|ascites"""
OUTSIDE_WORDS: tuple[str, ...] = tuple(
    dict.fromkeys(w.strip() for line in OUTSIDE.splitlines() for w in line.split("|") if w.strip())
)
