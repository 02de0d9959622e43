"""What Mini must read as none of its structures: other anatomy, findings, and words that are not anatomy at all."""

from .vocabulary import words

ANATOMY = words("""
thigh bone|shin|hip bone|iliac bone|iliac crest|pubic bone|skull base|cranium|cheekbone|jawbone|teeth|tooth|nose
nasal cavity|maxillary sinus|cerebellum|thalamus|putamen|white matter|grey matter|ventricle of the brain|corpus callosum
pons|medulla|hypothalamus|eyeball|lens|cornea|cochlea|mastoid|submandibular gland|salivary gland|tonsil|pharynx|epiglottis
vocal cord|thyroid cartilage|parathyroid|lung|left upper lobe|right lower lobe|upper lobe|bronchus|bronchi|pleura
mediastinum|right ventricle|left atrium|left atrial appendage|mitral valve|coronary artery|left anterior descending
heart muscle|pulmonary vein|pulmonary trunk|aortic arch|aortic valve|aortic root|aortic bifurcation|ascending aorta
suprarenal aorta|thoracic aorta|brachiocephalic vein|subclavian artery|jugular vein|internal carotid|vertebral artery
azygos vein|hepatic duct|splenic vein|superior mesenteric vein|smv|sma|inferior mesenteric artery|celiac artery
coeliac axis|external iliac vein|iliac vein|femoral artery|popliteal vein|gonadal vein|renal vein|right renal artery
adrenal vein|gastric artery|cystic artery|hepatic portal vein|portal venous system|small bowel|large bowel|bowel|gut
intestine|intestines|caecum|cecum|ascending colon|transverse colon|descending colon|hepatic flexure|splenic flexure
anal canal|mesentery|omentum|peritoneum|retroperitoneum|prostate gland|seminal vesicle|uterine cervix|endometrium|ovary
ovaries|fallopian tube|vagina|testis|testicle|scrotum|epididymis|ureters|renal pelvis|renal cortex|renal medulla
kidney cortex|bile duct|gallbladder neck|gallbladder wall|bladder wall|bladder neck|head of the pancreas|pancreatic tail
left lobe of the liver|liver segment 4|caudate lobe|splenic hilum|liver hilum|gastric fundus|pylorus|antrum|cardia
gastroesophageal junction|muscle|muscles|iliopsoas|gluteus maximus|quadriceps|biceps|erector spinae|abdominal wall
chest wall|crus|fat|visceral fat|skin fold|nipple|breasts|mammary gland|spine|vertebra|vertebrae|thoracic spine
cervical spine|t12|l3 vertebra|intervertebral disc|coccyx|rib|ribs|sternum|clavicle|scapula|humerus|radius|ulna|elbow
wrist|carpal bone|hand|finger|thumb|pelvis|hip|hip joint|femoral head|left humerus|kneecap|knee joint|cruciate ligament
ankle|heel|calcaneus|foot|toes|tendon|ligament|cartilage|bone|bones|bone marrow|nerve|sciatic nerve|vagus nerve|lymph node
lymphatic vessel|placenta|fetus|umbilical cord|navel|ear|ears|eye|eyes|mouth|lip|lips|neck|throat|chest|abdomen|belly|back
arm|left arm|right hand|leg|right leg|left foot|body|head|face|hair|nail|blood|blood vessel|urine|bile
""")
FOREIGN = words("""
herzkammer|lungenflügel|linke lunge|rechte lunge|gehirn|schädel|knochen|rippe|rippen|wirbel|oberschenkel|femurknochen|knie
dünndarm|darm|blinddarm|enddarm|prostata|gebärmutter|eierstock|hoden|harnleiter|harnröhre|schilddrüse|lymphknoten
zwerchfell|pfortader|lebervene|leberarterie|nierenarterie|nierenvene|obere hohlvene|milzvene|gallengang|haut|muskel|auge
linkes auge|zunge|hals|poumon|poumons|poumon gauche|cerveau|crâne|os|fémur|côte|vertèbre|genou|intestin|intestin grêle
gros intestin|prostate|utérus|ovaire|testicule|uretère|urètre|thyroïde|diaphragme|veine porte|veine rénale|artère rénale
veine hépatique|veine cave supérieure|peau|muscle|œil|langue|ventricule gauche|pulmones|pulmón izquierdo|cerebro|cráneo
hueso|costilla|vértebra|rodilla|intestino grueso|colon|próstata|ovario|testículo|uréter|uretra|tiroides|diafragma
vena porta|vena renal|arteria renal|vena cava superior|piel|músculo|ojo|lengua|polmone|polmoni|polmone destro|cranio|osso
costola|vertebra|ginocchio|intestino|intestino tenue|utero|ovaia|testicolo|uretere|tiroide|vena renale|arteria renale
vena cava superiore|pelle|muscolo|occhio|lingua|ventricolo sinistro|ventricolo|pulmões|pulmão|pulmão esquerdo|crânio
costela|joelho|intestino fino|testículo|ureter|tireoide|veia porta|veia renal|artéria renal|veia cava superior|pele|olho
língua|肺部|右肺|双肺|脑|小脑|骨|股骨|肋骨|脊柱|脊椎|颅骨|膝盖|小肠|大肠|结肠|直肠|阑尾|卵巢|睾丸|输尿管|尿道|甲状腺
淋巴结|膈肌|门静脉|肝静脉|肝动脉|肾动脉|肾静脉|上腔静脉|脾静脉|胆管|皮肤|肌肉|眼睛|舌头|心室|左心房|肺|脾动脉|胸主动脉
肝左叶|胰头|肺臓|右肺|左肺|頭蓋骨|大腿骨|肋骨|背骨|膝|小腸|大腸|結腸|直腸|虫垂|前立腺|子宮|卵巣|精巣|尿管|尿道|甲状腺
リンパ節|横隔膜|門脈|肝静脉|肝動脈|腎動脈|上大静脈|胆管|皮膚|筋肉|目|舌|心室|骨盤|hart|long|longen|hersenen|dunne darm
dikke darm|nierslagader|поджелудочный сок|лёгкое|легкие|головной мозг|череп|бедро|ребро|позвоночник|кишечник
предстательная железа|матка|серце|płuco|czaszka|kość|jelito|macica|kręgosłup
""")
MORE_FOREIGN = words("""
kalp|akciğer|sol akciğer|beyin|kemik|kaburga|omurga|kolon|rektum|prostat|rahim|yumurtalık|portal ven|renal arter|dalak arteri
심장|폐|왼쪽 폐|뇌|뼈|갈비뼈|척추|대장|직장|전립선|자궁|난소|간문맥|신동맥|요관|상대정맥|신장 결석|간암|췌장암|담석
القلب|الرئة|الرئة اليسرى|الدماغ|العظم|الضلع|العمود الفقري|القولون|المستقيم|البروستاتا|الرحم|المبيض|الوريد البابي|الحالب
سرطان الكبد|حصى الكلى|قلب|ریه|مغز|استخوان|روده|پروستات|رحم|سنگ کلیه|ورید پورت|हृदय|दिल|फेफड़ा|बायां फेफड़ा|मस्तिष्क|हड्डी|पसली
रीढ़|बड़ी आंत|मलाशय|प्रोस्टेट|गर्भाशय|अंडाशय|गुर्दे की पथरी|לב|ריאה|מוח|עצם|צלע|מעי
ערמונית|רחם|שחלה|וריד השער|srdce|plíce|levá plíce
mozek|kost|žebro|páteř|tlusté střevo|konečník|prostata|děloha|vaječník|vrátnicová žíla|močovod|pluća|mozak|kralježnica|maternica
hjärta|lunga|vänster lunga|hjärna|ben|revben|ryggrad|tjocktarm|ändtarm|livmoder|äggstock|portaven|urinledare|hjerte|lunge|hjerne
ribben|rygsøjle|tyktarm|endetarm|livmor|eggstokk|sydän|keuhko|vasen keuhko|aivot|luu|kylkiluu|selkäranka|paksusuoli|eturauhanen
kohtu|munasarja|porttilaskimo|szív|tüdő|bal tüdő|agy|csont|borda|gerinc|vastagbél|végbél|méh|petefészek|inimă|plămân|plămân stâng
creier|coastă|coloană vertebrală|rect|prostată|ovar|vena portă|καρδιά|πνεύμονας|εγκέφαλος|οστό|πλευρό|σπονδυλική στήλη|παχύ έντερο
προστάτης|μήτρα|ωοθήκη|πυλαία φλέβα|легеня|ліва легеня|мозок|кістка|хребет|товста кишка|матка|яєчник|ворітна вена|сечовід
tim|phổi|phổi trái|não|xương|xương sườn|cột sống|đại tràng|trực tràng|tuyến tiền liệt|tử cung|buồng trứng|sỏi thận|ung thư gan
jantung|paru|paru kiri|otak|tulang|usus besar|rahim|indung telur|batu ginjal|หัวใจ|ปอด|สมอง|กระดูก|ลำไส้ใหญ่|ต่อมลูกหมาก|มดลูก
""")
# After a name of any language: a tumour, cancer, cyst, stone, artery or vein of it.
FOREIGN_TAILS = words("""
tümörü|kanseri|kisti|taşı|atardamarı|암|종양|낭종|결석|염|동맥|정맥|पथरी|कैंसर|का कैंसर|nádor|cysta|kámen|tumör|cancer|sten
kasvain|syöpä|daganat|rák|cista|tumoră|chist|όγκος|καρκίνος|пухлина|рак|камінь|опухоль|киста|камень|rak|guz|torbiel|kamień|มะเร็ง|kanker
""")
CONDITIONS = words("""
appendicitis|nephritis|glomerulonephritis|cystitis|esophagitis|oesophagitis|aortitis|duodenitis|splenitis|adrenalitis
cholangitis|gastroenteritis|peritonitis|hepatoma|nephroma|hepatoblastoma|nephroblastoma|adrenocortical carcinoma
hepatosplenomegaly|cardiomegaly|nephromegaly|nephropathy|gastropathy|gastroparesis|cholelithiasis|cholestasis
nephrolithiasis|urolithiasis|pyelonephrosis|nephrectomy|splenectomy|cholecystectomy|gastrectomy|hepatectomy|pancreatectomy
cystectomy|adrenalectomy|oesophagectomy|hepatocyte|hepatology|nephrology|gastroenterology|cystoscopy|gastroscopy|splenosis
asplenia|renal agenesis|achalasia|reflux|jaundice|sepsis|diabetes|anemia|hepatitis c|hepatite|nephrite|gastrite
pancreatite|magenentzündung|nierenentzündung|leberentzündung|leberzirrhose|cirrhose|cirrosis|epatite|nefrite|cistite
cirrosi|hepatite b|胃炎|肾炎|肝炎|胰腺炎|膀胱炎|脂肪肝|肝硬化|肝炎|胃潰瘍|腎炎|膵炎
""")
WORDS = words("""
hi|hey|yo|good evening|good night|bye|goodbye|thanks|thank you|please|yes|no|ok|okay|sorry|what is this|who are you
how does this work|what time is it|where am i|i love you|call my mother|write me a poem|translate this
summarise the report|open the door|play music|tell me about this patient|what do you see|is this normal|any abnormality
find the tumor|show me everything wrong|diagnose|anything|background|foreground|segment|segmentation|mask|label|scan|ct|mr
mri|pet|ultrasound|x-ray|slice|slices|volume|voxel|pixel|series|study|dicom|nifti|patient|doctor|hospital|contrast agent
noise|artifact|brightness|reset view|next|previous|save|load|delete|settings|print|download|upload|file|open file|quit
cancel|left hand|right arm|upper|lower|inferior|superior|anterior|posterior|urinary|renal|hepatic|splenic|gastric|aortic
pancreatic|duodenal|vesical|biliary|vena|cava|venous|arterial|gall|glands|organs|vessels|abdominal|upper abdomen
lower abdomen|pelvic floor|inferior vein|left gland|right gland|left organ|middle kidney|third kidney|kidney shaped
liverwort|livelihood|lively|living|driver|diver|quiver|shiver|livid|kidnap|kid|kids|kitten|sydney|kidde|spleenful
spleen qi|splenius|splice|splendor|stomata|stomping|stoic|stock|stoma|panda bear|pancetta|pancakes|pants|aort|aorist|aura
aroma|bladderless|blather|bladed|gallant|galley|gallon|gallium|galliard|esoteric|essence|adrenaline junkie|adrenalize
renal failure|cavern|caviar|cavity|dual|duality|dude|duodecillion|liver pate|liver sausage|foie gras|leberkäse|leberwurst
fegatini|kidney pie|bladder kelp|gall ink|stomach ache|magenta|magento|milzbrand|bauch|bauchschmerzen|blasen|blasmusik
rateau|rating|rated|bazooka|bazaar|baccarat|figaro|figura|reindeer|reinforce|renault|rimini|rhythm|vested|vessel|vestry
vessels|bexley|vega|vegan|estonia|cat|dog|horse|car|house|bicycle wheel|table|lamp|computer|phone|window|river bank
mountain bike|tree|apple|orange juice|bread|music|guitar|water|fire|lorem|ipsum|foo|bar|baz|qux|qwerty|asd|hjkl|xyz|abc
test 123|1 2 3|hello there|hola|hola mundo|bonjour|salut|ciao|guten morgen|hallo|merci|danke|gracias|grazie|obrigado|olá
bom dia|你好吗|早上好|谢谢你|再见|今天天气|こんばんは|ありがとう|здравствуйте|спасибо|dzień dobry
""")
CODE = words("""
select id from patients|insert into t values (1)|delete from scans|update users set name='x'|drop database|where 1=1 --
console.log('x')|print('hi')|def f(x): return x|import os|import pandas as pd|from math import pi|while true: pass
if (a > b) { }|int main() { return 0; }|#include <stdio.h>|git commit -m "x"|npm install|cd ..|ls -la|rm -r tmp|chmod 777
ping 127.0.0.1|<html><body>|<div class="a">|<img src=x onerror=alert(1)>|{"a": 1}|[1, 2, 3]|a.b.c|x = y + 1|null|undefined
nan|true|false|0|1|-1|42|3.5 mm|50 hu|10 ml|100%|https://www.example.org|www.site.com/page?id=3|user@mail.org|/usr/bin/env
c:\\\\windows|file.txt|scan_01.nii.gz
""")
# What turns the name of a structure into something else, before and after it.
FINDINGS = words("""
tumor|tumour|tumors|cancer|carcinoma|lesion|lesions|cyst|cysts|mass|metastasis|nodule|polyp|abscess|hematoma|haematoma
laceration|rupture|infarct|infarction|stone|calculus|calcification|thrombus|thrombosis|aneurysm|stenosis|dissection
adenoma|hemangioma|edema|inflammation|infection|failure|disease|injury|trauma|biopsy|transplant|resection|surgery|stent
drain|tube|catheter|pain|ache|ulcer|perforation|varices|artery|arteries|vein|veins|duct|nerve|cortex|hilum|capsule|wall
lobe|head|tail|segment|pole|fat|lymph node|cells|enzyme|function test|bean|beans|pie|sausage|soup|recipe|cancer treatment
fibrosis|steatosis|atrophy|hypertrophy|agenesis|anomaly|filter|valve|graft
""")
FINDINGS_AFTER = words("""
tumor of|tumour in|cancer of|lesion in|lesions of|cyst in|cyst of|mass in|metastases in|stone in|pain in|artery of|vein of
wall of|head of|lobe of|part of|fat around|inflammation of|rupture of|biopsy of|disease of|abscess in|fluid around
vessels of|next to|tumor der|krebs der|zyste in|schmerzen in|tumeur de|cancer de|kyste de|douleur de|cáncer de|tumor de
quiste de|dolor de|cancro di|tumore di|cisti di|dolore di|câncer de|cisto de|dor de
""")
GERMAN_TAILS = words("tumor|krebs|zyste|stein|arterie|vene|entzündung|metastasen|schmerzen|transplantation|versagen|wand|läsion")
CJK_TAILS = words("癌|肿瘤|囊肿|结石|炎|动脉|静脉|腫瘍|結石|のう胞|移植|病变|疼痛|痛|転移")
ADJECTIVES = words("""
hepatic|renal|splenic|pancreatic|gastric|duodenal|esophageal|oesophageal|adrenal|aortic|caval|vesical|biliary|cystic
hepatische
""")
