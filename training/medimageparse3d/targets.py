"""What the model was trained to find, as the recipe's vocabulary: structures, where they lie, and the words it was taught.

python -m medimageparse3d.targets

Targets, data sets and wordings are facts of the text-guided CVPR 2025 challenge's published list of prompts (56 data sets;
CVPR25_TextSegFMData_with_class.json). Of its many wordings the one is taken that says the target and the kind of scan in the
fewest words; of data sets that differ in the pulse sequence only, the first named here. Writes `structures`, `groups`, `targets`
and `anatomy` of recipe.json; names in other languages come from src/model/anatomy, by the labels in `anatomy`.
"""

import colorsys
import json
from collections.abc import Iterator

from .ship import FOLDER

SIDES = ("left", "right")

# The ids, colours and label ids that the first packs had, in AMOS22's order.
OWN = {"inferior_vena_cava": "postcava", "urinary_bladder": "bladder"} | {
    f"adrenal_gland_{side}": f"adrenal_{side}" for side in SIDES
}
FIRST = (
    *("spleen", "kidney_right", "kidney_left", "gallbladder", "esophagus", "liver", "stomach", "aorta", "postcava"),
    *("pancreas", "adrenal_right", "adrenal_left", "duodenum", "bladder", "prostate_uterus"),
)


def sided(*labels: str) -> list[str]:
    return [f"{label}_{side}" for label in labels for side in SIDES]


VERTEBRAE = {
    "neck": [f"vertebrae_C{n}" for n in range(1, 8)],
    "chest": [f"vertebrae_T{n}" for n in range(1, 13)],
    "abdomen": [f"vertebrae_L{n}" for n in range(1, 6)],
    "pelvis": ["vertebrae_S1", "sacrum"],
}
SPINE = ["spinal_cord", "spinal_canal", "vertebrae", "intervertebral_discs"]

# What a scan of a part of the body may show. Lesions are in none: nobody is told of one who has not asked.
PARTS = {
    "head": [
        *("brain", "skull", "brainstem", "pituitary_gland", "optic_chiasm", "mandible", "oral_cavity", "lips"),
        *("lacrimal_gland_left", *sided("optic_nerve", "cochlea")),
        *sided("parotid_gland", "submandibular_gland"),
        *sided("eyeball_anterior_segment", "eyeball_posterior_segment"),
        "buccal_mucosa",
    ],
    "neck": [
        *("thyroid_gland", "trachea", "larynx_glottis", "larynx_supraglottic", "arytenoids", "cricopharyngeal_inlet"),
        *("cervical_esophagus", *sided("carotid_artery", "common_carotid_artery", "submandibular_gland")),
        *(*SPINE, *VERTEBRAE["neck"]),
    ],
    "chest": [
        *(*sided("lung", "lung_upper_lobe", "lung_lower_lobe"), "lung_middle_lobe_right", "airway_tree", "trachea"),
        *("heart", "atrial_appendage_left", "left_atrium", "left_ventricle", "right_ventricle", "myocardium", "aorta"),
        *("pulmonary_vein", "superior_vena_cava", "brachiocephalic_trunk", "esophagus", "thyroid_gland"),
        *sided("subclavian_artery", "common_carotid_artery", "brachiocephalic_vein", "scapula", "clavicula", "humerus"),
        *(*sided("autochthon"), *SPINE, *VERTEBRAE["chest"]),
    ],
    "abdomen": [
        *("liver", "spleen", "pancreas", "gallbladder", "stomach", "duodenum", "small_bowel", "colon", "esophagus"),
        *(*sided("kidney", "adrenal"), "aorta", "postcava", "portal_vein_and_splenic_vein"),
        *(*sided("iliopsoas", "autochthon"), *SPINE, *VERTEBRAE["abdomen"]),
    ],
    "pelvis": [
        *("bladder", "prostate", "prostate_transition_zone", "prostate_uterus", "colon", "small_bowel"),
        *sided("iliac_artery", "iliac_vena", "hip", "femur", "gluteus_maximus", "gluteus_medius", "gluteus_minimus"),
        *(*sided("iliopsoas"), *VERTEBRAE["pelvis"], "vertebrae", "intervertebral_discs"),
    ],
    "spine": [*SPINE, *(label for labels in VERTEBRAE.values() for label in labels)],
    "limbs": [
        *sided("femur", "hip", "humerus", "scapula", "clavicula", "gluteus_maximus", "gluteus_medius", "gluteus_minimus"),
        *("soleus", "gastrocnemius_medialis", "gastrocnemius_lateralis"),
    ],
    "heart": ["heart", "left_atrium", "left_ventricle", "right_ventricle", "myocardium", "atrial_appendage_left"],
    "microscopy": [
        *("endolysosomes", "mitochondria", "synaptic_clefts", "nuclei", "microscopic_nucleus", "neural_activity"),
        *("alzheimer_plaque", "microscopic_vessel"),
    ],
}

# Names of what the lists of anatomy do not have, or call otherwise; then what else people call it.
NAMES: dict[str, tuple[str, ...]] = {
    "postcava": ("inferior vena cava", "ivc", "postcava"),
    "bladder": ("urinary bladder", "bladder"),
    "prostate_uterus": ("prostate or uterus", "uterus", "prostate/uterus", "prostate and uterus"),
    "prostate_transition_zone": ("transition zone of the prostate", "transition zone", "transitional zone"),
    "left_atrium": ("left atrium", "left atrium of the heart"),
    "left_ventricle": ("left ventricle", "left ventricle cavity", "left ventricular cavity"),
    "right_ventricle": ("right ventricle", "right ventricle cavity", "right ventricular cavity"),
    "airway_tree": ("airway tree", "airways", "bronchial tree"),
    "aortic_vessel_tree": ("aortic vessel tree", "aortic vessel trees"),
    "larynx_glottis": ("glottis", "larynx-glottis", "glottic larynx"),
    "larynx_supraglottic": ("supraglottic larynx", "larynx-supraglottic"),
    "arytenoids": ("arytenoids", "arytenoid", "arytenoid cartilages"),
    "alzheimer_plaque": ("Alzheimer's disease plaque", "amyloid plaque", "amyloid plaques"),
    "microscopic_nucleus": ("cell nucleus", "nucleus"),
    "nuclei": ("nuclei", "cell nuclei"),
    "microscopic_vessel": ("microscopic vessel",),
    "adrenocortical_carcinoma": ("adrenocortical carcinoma", "adrenal tumor", "adrenal tumour"),
    "colon_cancer": ("colon cancer", "colon cancer primaries", "colon tumor", "colon tumour"),
    "covid_infection": ("COVID-19 infection", "covid infection", "covid pneumonia"),
    "kidney_lesion": ("kidney lesion", "kidney lesions", "kidney tumor", "kidney tumour", "renal tumor", "renal lesion"),
    "liver_tumor": ("liver tumor", "liver tumors", "liver tumour", "liver lesion", "liver lesions", "hepatic lesion"),
    "lung_lesion": ("lung lesion", "lung lesions", "lung nodule", "lung nodules", "lung tumor", "lung tumour"),
    "lymph_node": ("lymph node", "lymph nodes"),
    "pancreas_tumor": ("pancreas tumor", "pancreas tumors", "pancreatic tumor", "pancreas tumour", "pancreatic lesion"),
    "head_neck_cancer": ("head and neck cancer", "head-neck cancer"),
    "lesion": ("lesion", "lesions"),
    "cervical_cancer": ("cervical cancer", "cervical cancer tumor"),
    "gtv": ("GTVp and GTVn tumor", "gtv", "gross tumor volume"),
    "stroke_lesion": ("stroke lesion", "stroke", "ischemic lesion", "infarct"),
    "prostate_lesion": ("prostate lesion", "prostate cancer"),
    "white_matter_hyperintensities": ("white matter hyperintensities", "wmh", "white matter lesions"),
    "schwannoma_intra": ("intra-meatal region of vestibular schwannoma",),
    "schwannoma_extra": ("extra-meatal region of vestibular schwannoma",),
    "tumor_core": ("non-enhancing tumor core", "tumor core", "tumour core"),
    "flair_hyperintensity": ("surrounding non-enhancing FLAIR hyperintensity", "peritumoral edema"),
    "enhancing_tissue": ("enhancing tissue", "enhancing tumor", "enhancing tumour"),
    "resection_cavity": ("resection cavity",),
} | {
    f"eyeball_{segment}_segment_{side}": (
        f"{side} {segment} segment of the eyeball",
        f"{segment} segment of the {side} eye",
    )
    for segment in ("anterior", "posterior")
    for side in SIDES
}

# One object each, as the prompts' `instance_label` says.
INSTANCES = (
    *("adrenocortical_carcinoma", "colon_cancer", "covid_infection", "kidney_lesion", "liver_tumor", "lung_lesion"),
    *("lymph_node", "pancreas_tumor", "head_neck_cancer", "lesion", "cervical_cancer", "gtv", "stroke_lesion"),
    *("prostate_lesion", "white_matter_hyperintensities", "endolysosomes", "mitochondria", "synaptic_clefts", "nuclei"),
    *("microscopic_nucleus", "neural_activity", "alzheimer_plaque", "microscopic_vessel"),
)

CT_HEAD = {
    "Brainstem": "brainstem",
    "Left carotid artery": "carotid_artery_left",
    **{f"{side.title()} {name}": f"{name.replace(' ', '_')}_{side}" for side in SIDES
       for name in ("cochlea", "parotid gland", "submandibular gland")},
    **{f"{side.title()} {segment} segment of the eyeball": f"eyeball_{segment}_segment_{side}" for side in SIDES
       for segment in ("anterior", "posterior")},
    **{name: name.lower().replace(" ", "_").replace("-", "_") for name in
       ("Pituitary gland", "Spinal cord", "Buccal mucosa", "Cricopharyngeal inlet")},
    "Thyroid": "thyroid_gland", "Oral cavity delineation": "oral_cavity", "Head-neck cancer": "head_neck_cancer",
}  # fmt: skip
CT_HEAD_IMAGING = {
    "Arytenoids delineation": "arytenoids",
    "Right carotid artery": "carotid_artery_right",
    **{f"{side.title()} {name}": f"{name.replace(' ', '_')}_{side}" for side in SIDES
       for name in ("optic nerve",)},
    "Left lacrimal gland": "lacrimal_gland_left",
    **{name: name.lower().replace(" ", "_").replace("-", "_") for name in
       ("Lips", "Mandible", "Optic chiasm", "Cervical esophagus", "Larynx-glottis", "Larynx-supraglottic")},
}  # fmt: skip
AMOS_IN_CT = {
    **{name: name.lower() for name in ("Gallbladder", "Esophagus", "Liver", "Stomach", "Aorta", "Pancreas", "Duodenum")},
    **{f"{side.title()} kidney": f"kidney_{side}" for side in SIDES},
    **{f"{side.title()} adrenal gland": f"adrenal_{side}" for side in SIDES},
    **{"Spleen": "spleen", "Inferior vena cava": "postcava", "Bladder": "bladder", "Prostate or uterus": "prostate_uterus"},
}
WHOLE_SIDED = (
    *("humerus", "scapula", "clavicula", "femur", "hip", "gluteus maximus", "gluteus medius", "gluteus minimus"),
    *("autochthon", "iliopsoas", "kidney", "adrenal gland", "iliac artery", "iliac vena"),
)
WHOLE = {
    **{name: name.lower().replace(" ", "_") for name in
       ("Spleen", "Gallbladder", "Liver", "Stomach", "Pancreas", "Esophagus", "Small bowel", "Duodenum", "Colon", "Prostate",
        "Sacrum", "Spinal cord", "Heart", "Aorta", "Portal vein and splenic vein", "Brain")},
    **{f"{side.title()} {name}": f"{name.replace(' ', '_').replace('adrenal_gland', 'adrenal')}_{side}"
       for name in WHOLE_SIDED for side in SIDES},
    "Inferior vena cava": "postcava",
}  # fmt: skip
WHOLE_CT = WHOLE | {
    **{name: name.lower().replace(" ", "_") for name in
       ("Trachea", "Thyroid gland", "Skull", "Pulmonary vein", "Brachiocephalic trunk", "Superior vena cava")},
    **{f"{side.title()} {name}": f"{name.replace(' ', '_')}_{side}" for side in SIDES
       for name in ("subclavian artery", "common carotid artery", "brachiocephalic vein", "kidney cyst")},
    **{f"Vertebrae {label}": f"vertebrae_{label}" for label in
       ("S1", *(f"L{n}" for n in range(5, 0, -1)), *(f"T{n}" for n in range(12, 0, -1)), *(f"C{n}" for n in range(7, 0, -1)))},
    "Lung upper lobe left": "lung_upper_lobe_left", "Lung lower lobe left": "lung_lower_lobe_left",
    "Lung upper lobe right": "lung_upper_lobe_right", "Lung middle lobe right": "lung_middle_lobe_right",
    "Lung lower lobe right": "lung_lower_lobe_right", "Left atrial appendage": "atrial_appendage_left",
    "Urinary_bladder": "bladder", "Lesion": "lesion",
}  # fmt: skip
WHOLE_MR = WHOLE | {
    "Left lung": "lung_left", "Right lung": "lung_right", "Urinary bladder": "bladder", "Vertebrae": "vertebrae",
    "Intervertebral discs": "intervertebral_discs",
}  # fmt: skip

# Modality, part of the body that the data sets show, the words about the scan, and the targets as the prompts name them.
DATASETS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("CT", "abdomen", "in abdominal CT", AMOS_IN_CT),
    ("CT", "abdomen", "in abdominal CT imaging", {"Adrenocortical carcinoma": "adrenocortical_carcinoma"}),
    ("CT", "abdomen", "in abdominal CT", {"Colon cancer primaries": "colon_cancer"}),
    ("CT", "abdomen", "detected in abdominal CT imaging",
     {"Kidney lesions": "kidney_lesion", "Liver tumors": "liver_tumor", "Pancreas tumors": "pancreas_tumor"}),
    ("CT", "chest", "identified in abdominal CT imaging", {"Lung lesions": "lung_lesion"}),
    ("CT", "chest", "detected in chest CT scans", {"COVID-19 infection": "covid_infection"}),
    ("CT", "chest", "detection in chest and abdomen CT", {"Lymph node": "lymph_node"}),
    ("CT", "chest", "segmented in chest CT imaging",
     {"Left lung": "lung_left", "Right lung": "lung_right", "Esophagus": "esophagus", "Heart": "heart",
      "Spinal cord": "spinal_cord"}),
    ("CT", "chest", "in chest CT", {"Airway tree": "airway_tree"}),
    ("CT", "head", "in head and neck CT", CT_HEAD),
    ("CT", "head", "in head and neck CT imaging", CT_HEAD_IMAGING),
    ("CT", "whole-body", "in whole-body CTA", {"Aortic vessel trees": "aortic_vessel_tree"}),
    ("CT", "whole-body", "in whole body CT", WHOLE_CT),
    ("MR", "abdomen", "visualized in cross-sectional abdominal MR scans",
     {name: label for name, label in AMOS_IN_CT.items()
      if name not in ("Gallbladder", "Esophagus", "Spleen", "Left kidney", "Right kidney")}),
    ("MR", "abdomen", "visualized in multiplanar abdominal MRI scans", {"Spleen": "spleen"}),
    ("MR", "abdomen", "visualized in abdominal MRI scans", {"Right kidney": "kidney_right"}),
    ("MR", "abdomen", "visualized in axial abdominal MRI scans", {"Left kidney": "kidney_left"}),
    ("MR", "abdomen", "morphology documented in abdominal MR studies", {"Gallbladder": "gallbladder"}),
    ("MR", "abdomen", "segmented in abdominal MRI", {"Esophagus": "esophagus"}),
    ("MR", "pelvis", "delineation in pelvic MR T2 imaging", {"Prostate": "prostate"}),
    ("MR", "pelvis", "delineation in pelvic MR ADC imaging", {"Transition zone": "prostate_transition_zone"}),
    ("MR", "pelvis", "delineation in pelvic MR imaging", {"Prostate lesion": "prostate_lesion"}),
    ("MR", "pelvis", "segmented in pelvic MRI", {"Cervical cancer tumor": "cervical_cancer"}),
    ("MR", "heart", "segmentation in chest MR", {"Right ventricle cavity": "right_ventricle", "Myocardium": "myocardium",
                                                 "Left ventricle cavity": "left_ventricle"}),
    ("MR", "heart", "delineation in thoracic MR imaging", {"Left atrium": "left_atrium"}),
    ("MR", "head", "demarcation in head MR imaging", {"GTVp and GTVn tumor": "gtv"}),
    ("MR", "head", "visualized in cerebral DWI sequences", {"Stroke lesion": "stroke_lesion"}),
    ("MR", "head", "delineation in brain MR FLAIR imaging",
     {"White matter hyperintensities": "white_matter_hyperintensities"}),
    ("MR", "head", "in brain MR",
     {"Intra-meatal region of vestibular schwannoma": "schwannoma_intra",
      "Extra-meatal region of vestibular schwannoma": "schwannoma_extra",
      "Right cochlea": "cochlea_right", "Left cochlea": "cochlea_left"}),
    ("MR", "head", "in head post-contrast T1-weighted MR",
     {"Non-enhancing tumor core": "tumor_core", "Surrounding non-enhancing FLAIR hyperintensity": "flair_hyperintensity",
      "Enhancing tissue": "enhancing_tissue", "Resection cavity": "resection_cavity"}),
    ("MR", "spine", "in Spine MR",
     {"Vertebrae": "vertebrae", "Intervertebral discs": "intervertebral_discs", "Spinal canal": "spinal_canal"}),
    ("MR", "whole-body", "in whole body MR", WHOLE_MR),
    ("other", "limbs", "in low-limb leg Ultrasound",
     {"Soleus": "soleus", "Gastrocnemius Medialis": "gastrocnemius_medialis",
      "Gastrocnemius Lateralis": "gastrocnemius_lateralis"}),
    ("other", "heart", "in heart Ultrasound",
     {"Left ventricle": "left_ventricle", "Myocardium": "myocardium", "Left atrium": "left_atrium"}),
    ("other", "whole-body", "in whole body PET", {"Lesion": "lesion"}),
    ("other", "microscopy", "in Urinary bladders Electron Microscopy",
     {"Endolysosomes": "endolysosomes", "Mitochondria": "mitochondria"}),
    ("other", "microscopy", "in Drosophila brain Electron microscopy", {"Synaptic clefts": "synaptic_clefts"}),
    ("other", "microscopy", "in zebrafish brain Electron microscopy", {"Nuclei": "nuclei"}),
    ("other", "microscopy", "in brain Light-sheet Microscopy",
     {"Neural activity": "neural_activity", "Alzheimer's disease plaque": "alzheimer_plaque",
      "Nucleus": "microscopic_nucleus", "Vessel": "microscopic_vessel"}),
)  # fmt: skip


# How the scans were stored, by the public examples that were looked at: of TotalSegmentator's from the patient's right, back and
# foot on; of BraTS's rows run from front to back, which leaves columns to be said by the files that BraTS publishes. All others
# as AMOS's, which is the recipe's own.
STORED = {("CT", "whole-body"): "RAS", ("MR", "whole-body"): "RAS", ("MR", "head"): "LPS"}


def wordings() -> list[dict]:
    """What the model is asked with, the first for a structure, a modality and a part of the body."""
    found: dict[tuple[str, str, str], str] = {}
    for modality, part, about, targets in DATASETS:
        for target, structure in targets.items():
            found.setdefault((structure, modality, part), f"{target} {about}")
    return [
        {"structure": structure, "modality": modality, "part": part, "text": text}
        | ({"axes": STORED[modality, part]} if (modality, part) in STORED else {})
        for (structure, modality, part), text in found.items()
    ]


def ids() -> list[str]:
    """Of all structures: those of the first packs, then in the order of the data sets."""
    named = [entry["structure"] for entry in wordings()]
    return list(dict.fromkeys((*FIRST, *named)))


def name_of(structure: str) -> str:
    if structure in NAMES:
        return NAMES[structure][0]
    if structure.startswith("adrenal_"):
        return f"{structure.removeprefix('adrenal_')} adrenal gland"
    for side in SIDES:
        if structure.endswith(f"_{side}"):
            return f"{side} {structure.removesuffix(f'_{side}')}".replace("_", " ")
    return structure.replace("_", " ")


def structures(before: list[dict]) -> Iterator[dict]:
    kept = {entry["id"]: entry for entry in before}
    for n, structure in enumerate(ids()):
        name = name_of(structure)
        own = [] if structure not in NAMES else list(NAMES[structure][1:])
        # Steps of the golden angle keep neighbours in the list apart.
        color = [round(255 * c) for c in colorsys.hls_to_rgb((n * 0.381966) % 1, 0.42 + 0.07 * (n % 4), 0.65)]
        old = kept.get(structure) if n < len(FIRST) else None
        more = [word for word in (old["synonyms"] if old else []) if word not in own and word != "prostate"]
        yield {
            "id": structure,
            "name": name,
            "synonyms": [*own, *more],
            "color": old["color"] if old else color,
            "labelId": n + 1,
        }


def fill(recipe: dict) -> dict:
    """`recipe` with the vocabulary in it."""
    manifest = recipe["manifest"]
    manifest["structures"] = list(structures(manifest["structures"]))
    manifest["targets"] = {
        "wordings": wordings(),
        "parts": [{"part": part, "structures": members} for part, members in PARTS.items()],
        "instances": list(INSTANCES),
    }
    recipe["anatomy"] = {own: label for label, own in OWN.items()}
    return recipe


def main() -> None:
    path = FOLDER / "recipe.json"
    recipe = fill(json.loads(path.read_text()))
    path.write_text(json.dumps(recipe, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
