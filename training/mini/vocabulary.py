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
    Structure("spleen", "spleen", 1, (157, 108, 162), ("splenic tissue", "lien", "splenic organ", "milz")),
    Structure("kidney_right", "right kidney", 2, (185, 102, 83), _sided("right", "rt", "kidney", ("ren", "renal organ"))),
    Structure("kidney_left", "left kidney", 3, (212, 140, 90), _sided("left", "lt", "kidney", ("ren", "renal organ"))),
    Structure("gallbladder", "gallbladder", 4, (139, 190, 100), ("gall bladder", "vesica biliaris", "cholecyst", "gb")),
    Structure("esophagus", "esophagus", 5, (211, 171, 143), ("oesophagus", "gullet", "food pipe", "esophageal tube")),
    Structure("liver", "liver", 6, (221, 130, 101), ("hepar", "hepatic parenchyma", "hepatic organ", "leber", "foie")),
    Structure("stomach", "stomach", 7, (216, 180, 110), ("gaster", "gastric lumen", "ventriculus", "gastric organ")),
    Structure("aorta", "aorta", 8, (224, 97, 76), ("abdominal aorta", "aortic vessel", "descending aorta", "ao")),
    Structure(
        "postcava",
        "inferior vena cava",
        9,
        (84, 141, 214),
        ("postcava", "ivc", "vena cava inferior", "inferior caval vein", "vena cava", "caval vein"),
    ),
    Structure("pancreas", "pancreas", 10, (249, 200, 120), ("pancreatic gland", "pancreatic tissue", "bauchspeicheldrüse")),
    Structure(
        "adrenal_right",
        "right adrenal gland",
        11,
        (244, 186, 150),
        _sided("right", "rt", "adrenal gland", ("adrenal", "suprarenal gland", "suprarenal")),
    ),
    Structure(
        "adrenal_left",
        "left adrenal gland",
        12,
        (255, 215, 140),
        _sided("left", "lt", "adrenal gland", ("adrenal", "suprarenal gland", "suprarenal")),
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
femur|tibia|skull|brain|cerebellum|hippocampus|heart|left ventricle|right atrium|lung|left lung|right lung|trachea
bronchus|rib|ribs|spine|vertebra|l3 vertebra|sacrum|hip|pelvis|humerus|scapula|clavicle|sternum|muscle|psoas
gluteus maximus|fat|visceral fat|skin|colon|rectum|appendix|small bowel|jejunum|ileum|cecum|duodenum|urinary bladder
bladder|prostate|uterus|ovary|testis|ureter|urethra|thyroid|thymus|eye|optic nerve|cochlea|tongue|tooth|teeth|mandible
nose|ear|breast|lymph node|lymph nodes|tumor|tumour|brain tumor|brain tumour|liver tumor|liver lesion|kidney tumor
kidney cyst|renal cyst|gallstone|kidney stone|metastasis|mass|lung nodule|nodule|cyst|fracture|hemorrhage|aneurysm
thrombus|portal vein|hepatic vein|splenic vein|renal artery|renal vein|celiac trunk|pulmonary artery|carotid artery
iliac artery|coronary artery|superior vena cava|diaphragm|spinal cord|vocal cord|knee|meniscus|cartilage|hand|foot
finger|toe|wrist|elbow|shoulder|ankle|cat|dog|car|house|bicycle|table|lamp|computer|window|river|mountain|tree|apple
hello world|hello|test|foo bar|lorem ipsum|select * from users|drop table|asdf|qwerty|xyz|abc|12345|what is this
who are you|everything|anything|nothing|background|segment|image|scan|ct|mr|contrast|slice|volume|patient|left|right
both|gland|organ|vessel|vein|artery"""
OUTSIDE_WORDS: tuple[str, ...] = tuple(
    dict.fromkeys(w.strip() for line in OUTSIDE.splitlines() for w in line.split("|") if w.strip())
)
