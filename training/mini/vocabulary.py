"""The structures that Mini knows, and the words people use for them, here in twelve languages (more_languages.py has more).

A name is written once, as people write it: the page ignores case, punctuation, articles and polite words, reads "lt" and
"l." as "left", and knows that plurals in -s mean the same.
"""

from dataclasses import dataclass, replace

from .more_languages import MORE_ADRENALS, MORE_KIDNEYS, MORE_NAMES


@dataclass(frozen=True)
class Structure:
    id: str
    name: str
    label_id: int
    color: tuple[int, int, int]
    synonyms: tuple[str, ...]


def words(table: str) -> tuple[str, ...]:
    """The words of a table, told apart by bars and line ends, each once."""
    words = (word.strip() for line in table.splitlines() for word in line.split("|"))
    return tuple(dict.fromkeys(word for word in words if word))


def _sided(side: str, short: str, organs: str, others: str) -> tuple[str, ...]:
    """English `organs` with a side word before and after, without the structure's own name; then `others`."""
    names = words(organs)
    before = [f"{s} {n}" for n in names for s in (side, short, f"{short}.", side[0])]
    after = [f"{n} {side}" for n in names]
    return tuple(dict.fromkeys([*before[1:], *after, *words(others)]))


_KIDNEY = "kidney|renal organ"
_ADRENAL = "adrenal gland|adrenal|suprarenal gland|suprarenal"

# English, Latin; German; French; Spanish; Italian; Portuguese; Chinese; Japanese; Dutch, Polish; Russian
_STRUCTURES: tuple[Structure, ...] = (
    Structure(
        "spleen",
        "spleen",
        1,
        (153, 71, 202),
        words("""splenic tissue|splenic parenchyma|lien|milz|rate|la rate|bazo|milza|baço
            脾|脾脏|脾臟|脾臓|milt|śledziona|селезёнка|селезенка"""),
    ),
    Structure(
        "kidney_right",
        "right kidney",
        2,
        (186, 0, 149),
        _sided(
            *("right", "rt", _KIDNEY),
            """ren dexter|rechte niere|niere rechts|rein droit|riñón derecho|rene destro|rim direito
            右肾|右肾脏|右侧肾脏|右侧肾|右腎|右腎臟|右腎臓|rechter nier|rechternier|prawa nerka|правая почка""",
        ),
    ),
    Structure(
        "kidney_left",
        "left kidney",
        3,
        (255, 185, 235),
        _sided(
            *("left", "lt", _KIDNEY),
            """ren sinister|linke niere|niere links|rein gauche|riñón izquierdo|rene sinistro|rim esquerdo
            左肾|左肾脏|左侧肾脏|左侧肾|左腎|左腎臟|左腎臓|linker nier|linkernier|lewa nerka|левая почка""",
        ),
    ),
    Structure(
        "gallbladder",
        "gallbladder",
        4,
        (101, 198, 76),
        words("""gall bladder|gb|cholecyst|vesica biliaris|vesica fellea|gallenblase|vésicule biliaire|vésicule
            vesícula biliar|vesícula|cistifellea|colecisti|胆囊|膽囊|胆嚢|胆のう|galblaas|pęcherzyk żółciowy
            жёлчный пузырь|желчный пузырь"""),
    ),
    Structure(
        "esophagus",
        "esophagus",
        5,
        (179, 190, 255),
        words("""oesophagus|gullet|food pipe|foodpipe|esophageal tube|speiseröhre|speiseroehre|ösophagus|oesophage|œsophage
            esófago|esofago|esôfago|食管|食道|slokdarm|przełyk|пищевод"""),
    ),
    Structure(
        "liver",
        "liver",
        6,
        (164, 69, 57),
        words("""hepar|hepatic parenchyma|liver parenchyma|hepatic organ|leber|foie|hígado|fegato|fígado
            肝|肝脏|肝臟|肝臓|lever|wątroba|печень"""),
    ),
    Structure(
        "stomach",
        "stomach",
        7,
        (238, 160, 0),
        words("""gaster|ventriculus|gastric lumen|stomach lumen|gastric organ|magen|estomac|estómago|stomaco|estômago
            胃|胃部|胃脏|maag|żołądek|желудок"""),
    ),
    Structure(
        "aorta",
        "aorta",
        8,
        (195, 14, 106),
        words("""abdominal aorta|abd aorta|descending aorta|aortic vessel|ao|aorta abdominalis|bauchaorta|hauptschlagader
            bauchschlagader|aorte|aorte abdominale|aorta abdominal|aorta addominale
            主动脉|腹主动脉|主動脈|腹主動脈|大動脈|腹部大動脈|buikaorta|аорта|брюшная аорта"""),
    ),
    Structure(
        "postcava",
        "inferior vena cava",
        9,
        (68, 127, 255),
        words("""postcava|ivc|i.v.c.|inf vena cava|vena cava inferior|vena cava|inferior caval vein|caval vein|postcaval vein
            untere hohlvene|hohlvene|veine cave inférieure|veine cave|vci|vena cava inferiore|veia cava inferior|veia cava
            下腔静脉|下腔靜脈|下大静脈|onderste holle ader|żyła główna dolna|нижняя полая вена"""),
    ),
    Structure(
        "pancreas",
        "pancreas",
        10,
        (255, 255, 0),
        words("""pancreatic gland|pancreatic tissue|pancreatic parenchyma|bauchspeicheldrüse|bauchspeicheldruese|pankreas
            pancréas|páncreas|pâncreas|胰腺|胰|胰脏|胰臟|膵臓|すい臓|alvleesklier|trzustka|поджелудочная железа"""),
    ),
    Structure(
        "adrenal_right",
        "right adrenal gland",
        11,
        (90, 123, 0),
        _sided(
            *("right", "rt", _ADRENAL),
            """glandula suprarenalis dextra|rechte nebenniere|nebenniere rechts|glande surrénale droite|surrénale droite
            glándula suprarrenal derecha|suprarrenal derecha|glándula adrenal derecha|ghiandola surrenale destra
            surrene destro|glândula adrenal direita|adrenal direita|suprarrenal direita|glândula suprarrenal direita
            右肾上腺|右侧肾上腺|右腎上腺|右副腎|rechter bijnier|prawe nadnercze|правый надпочечник""",
        ),
    ),
    Structure(
        "adrenal_left",
        "left adrenal gland",
        12,
        (212, 255, 194),
        _sided(
            *("left", "lt", _ADRENAL),
            """glandula suprarenalis sinistra|linke nebenniere|nebenniere links|glande surrénale gauche|surrénale gauche
            glándula suprarrenal izquierda|suprarrenal izquierda|glándula adrenal izquierda|ghiandola surrenale sinistra
            surrene sinistro|glândula adrenal esquerda|adrenal esquerda|suprarrenal esquerda|glândula suprarrenal esquerda
            左肾上腺|左侧肾上腺|左腎上腺|左副腎|linker bijnier|lewe nadnercze|левый надпочечник""",
        ),
    ),
    Structure(
        "duodenum",
        "duodenum",
        13,
        (25, 220, 194),
        words("""duodenal loop|duodenal c-loop|intestinum duodenum|zwölffingerdarm|zwoelffingerdarm|duodénum|duodeno
            十二指肠|十二指腸|twaalfvingerige darm|dwunastnica|двенадцатиперстная кишка"""),
    ),
    Structure(
        "bladder",
        "urinary bladder",
        14,
        (238, 220, 38),
        words("""bladder|urine bladder|vesica urinaria|harnblase|blase|vessie|vejiga|vejiga urinaria|vescica|vescica urinaria
            bexiga|bexiga urinária|膀胱|blaas|urineblaas|pęcherz moczowy|мочевой пузырь"""),
    ),
)

STRUCTURES = tuple(replace(s, synonyms=tuple(dict.fromkeys([*s.synonyms, *words(MORE_NAMES[s.id])]))) for s in _STRUCTURES)

GROUPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        words(
            """kidneys|kidney|both kidneys|bilateral kidneys|renes|nieren|niere|beide nieren|reins|rein|les deux reins
            les reins|riñones|riñón|ambos riñones|reni|rene|entrambi i reni|rins|rim|ambos os rins|肾|肾脏|双肾|双侧肾脏|腎|腎臟
            腎臓|両腎|nieren|nier|beide nieren|nerki|почки|почка"""
            "\n" + MORE_KIDNEYS
        ),
        ("kidney_left", "kidney_right"),
    ),
    (
        words(
            """adrenal glands|adrenals|adrenal|adrenal gland|both adrenals|both adrenal glands|bilateral adrenal glands
            suprarenal glands|suprarenals|suprarenal|suprarenal gland|glandulae suprarenales|nebennieren|nebenniere
            beide nebennieren|surrénales|surrénale|glandes surrénales|les deux surrénales|glándulas suprarrenales|suprarrenales
            glándulas adrenales|surreni|surrene|ghiandole surrenali|adrenais|glândulas adrenais|suprarrenais
            肾上腺|双侧肾上腺|腎上腺|副腎|両副腎|bijnieren|bijnier|nadnercza|надпочечники"""
            "\n" + MORE_ADRENALS
        ),
        ("adrenal_left", "adrenal_right"),
    ),
    (
        words("""all structures|all organs|everything|all of them|every organ|alle organe|alles|tous les organes
            todos los órganos|tutti gli organi|todos os órgãos|所有器官|全部|全臓器"""),
        tuple(s.id for s in STRUCTURES),
    ),
)
