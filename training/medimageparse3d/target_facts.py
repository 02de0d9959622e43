"""What the published list of prompts says of the model's targets, for targets.py: by part of the body, and the words for each."""

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
