"""What people write round a name: requests, modality, sequence, phase, purpose, labels and file names.

The app takes most of it off before the encoder reads a prompt (src/prompt/filler-words.ts); what is left must not decide what a
name means, so known and unknown names are surrounded alike.
"""

import random

from .vocabulary import words

TEMPLATES = words("""
the {}|{} please|the {} please|segment the {}|segment {}|show me the {}|find the {}|where is the {}?|outline the {}
{} in abdomen CT|{} in abdominal CT|{} in CT|{} in MRI|{} in abdomen MR|mask of the {}|{} segmentation
CT imaging of the {} in the abdomen|visualization of the {} in abdominal CT imaging|{}.|{}?|presence of {}
delineate the {}|this patient's {}|{} volume|a mask for the {}|highlight {}|{} only|can you find the {}
could you please label the {}|i want to see the {}|i'd like the {}|draw the {}|my {}|{} contour|{} mask|whole {}
the entire {}|extract {}|locate {} in this scan|{} on the scan|an outline of {}|what is the size of the {}|measure the {}
give me {}|all of the {}|normal {}|healthy {}|swollen {}|small {}|complete {}|fatty {}|{} 3d mask|{} on mri
in this ct the {}|i need the {}|can i have the {}|{} with contrast|just the {}|bitte {}|{} bitte|segmentiere {}|zeige {}
finde die {}|wo ist die {}|die {} im CT|das {}|der {}|le {}|la {}|l'{}|montre {}|segmente le {}|{} s'il vous plaît|où est le {}
trouve la {}|{} au scanner|el {}|la {} por favor|muestra el {}|segmentar {}|dónde está el {}|encuentra {}|{} en la TC
il {}|mostra il {}|segmenta {}|{} per favore|dov'è il {}|l'{} nella TC|o {}|a {}|segmentar o {}|mostre o {}|onde está o {}
encontre {}|{} na TC
""")
CJK_TEMPLATES = words("""
请分割{}|分割{}|显示{}|{}在哪里|请找到{}|CT中的{}|{}的分割|這個{}|{}を表示|{}はどこ|{}を分割して|{}をください
""")
ASKING = words("""
segment|find|show|draw around|contour|outline|give me|get|how big is|where is|extract|volume of|mask of|size of|please|delineate
highlight the|i want the|isolate the|measure|the patient's|this man's|her|can you show|could you outline|bitte|zeige die|montre le
muestra el|mostra il|mostre o|toon de|pokaż|покажи|hitta|vis|najdi|găsește|δείξε|göster|hiển thị|tampilkan
""")
IMAGED = words("""
ct|mr|mri|cta|t1|t2|t1w|t2w|t2 mri|t2 haste|axial t1w|t2 sag|coronal|axial|arterial phase
portal venous|non-contrast ct|low dose ct
abdominal ct|abdomen mr|irm|tac|mrt|tdm|pet/ct|ct scan|dynamic mri|dwi|adc map|chest ct|contrast enhanced ct|plain ct|кт|мрт
""")
AFTERWARDS = words("""
on {}|in {}|on the {}|in this {}|in a {}|{}|from {}|on {} please|in {} images|- {}|({})|, {}|, {} please
""")
ENDING = words("""
volume|volumetry|mask|segmentation|contour|in 3d|3d|only|please|for radiotherapy|for planning|for my thesis|for a paper|seg|_seg
_mask|.nii.gz|.nii|size|measurement|outline|roi|region|label|segmentieren|bitte|por favor|svp|göster|보여줘|분할|still there?
""")
LABELS = words("label_5_{}|organ: {}|class 3 {}|1. {}|2) {}|- {}|* {}|{}:|#{}|{}_seg.nii.gz|seg_{}|mask_{}|\"{}\"|'{}'|[{}]|<{}>")
BARE, TEMPLATED, LABELLED = 0.4, 0.28, 0.05


def surround(name: str, rng: random.Random) -> str:
    """`name` as it may stand in a prompt."""
    chance = rng.random()
    if chance < BARE:
        return name
    if any("\u2e80" <= c <= "\u9fff" for c in name):
        return rng.choice(CJK_TEMPLATES).format(name)
    if chance < BARE + TEMPLATED:
        return rng.choice(TEMPLATES).format(name)
    if chance < BARE + TEMPLATED + LABELLED:
        return rng.choice(LABELS).format(name)
    before = rng.choice(("", "", rng.choice(ASKING), rng.choice(IMAGED), f"{rng.choice(ASKING)} {rng.choice(IMAGED)}"))
    after = rng.choice(("", rng.choice(AFTERWARDS).format(rng.choice(IMAGED)), rng.choice(ENDING)))
    return f"{before} {name} {after}".strip().replace(" _", "_").replace(" .", ".").replace(" ,", ",")
