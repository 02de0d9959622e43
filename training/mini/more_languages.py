"""What the structures are called in Turkish, Korean, Arabic, Persian, Hindi, Hebrew, Czech, Croatian, Swedish, Danish,
Norwegian, Finnish, Hungarian, Romanian, Greek, Ukrainian, Vietnamese, Indonesian and Thai, and how they are abbreviated.

Gathered from anatomical usage; no native speaker has read them.
"""

MORE_NAMES = {
    "spleen": """śledzionę|селезёнку|селезенку|селезёнки|dalağı|slezinu|селезінку
        dalak|비장|지라|الطحال|طحال|तिल्ली|प्लीहा|טחול|הטחול|slezina|slezena|mjälte|mjälten|milten|perna|lép|splină
        splina|σπλήνα|σπλήνας|селезінка|lá lách|lách|limpa|ม้าม""",
    "kidney_right": """rechten niere|rechter niere|prawą nerkę|правую почку|правой почки
        sağ böbreği|pravou ledvinu|праву нирку|δεξιό νεφρό
        rk|nerka prawa|r. kid|rt kid|sağ böbrek|오른쪽 신장|우측 신장|오른쪽 콩팥|우신|الكلية اليمنى|كلية يمنى|کلیه راست
        दायां गुर्दा|दायाँ गुर्दा|दाहिना गुर्दा|दाहिनी किडनी|दायीं किडनी|כליה ימנית|הכליה הימנית|pravá ledvina|desni bubreg
        höger njure|højre nyre|høyre nyre|oikea munuainen|jobb vese|rinichi drept|rinichiul drept|δεξιός νεφρός
        δεξί νεφρό|права нирка|thận phải|ginjal kanan|ไตขวา""",
    "kidney_left": """linken niere|linker niere|lewą nerkę|левую почку|левой почки|sol böbreği
        levou ledvinu|ліву нирку|αριστερό νεφρό
        lk|nerka lewa|l. kid|lt kid|sol böbrek|왼쪽 신장|좌측 신장|왼쪽 콩팥|좌신|الكلية اليسرى|كلية يسرى|کلیه چپ
        बायां गुर्दा|बायाँ गुर्दा|बाईं किडनी|बायीं किडनी|כליה שמאלית|הכליה השמאלית|levá ledvina|lijevi bubreg
        vänster njure|venstre nyre|vasen munuainen|bal vese|rinichi stâng|rinichiul stâng|αριστερός νεφρός
        αριστερό νεφρό|ліва нирка|thận trái|ginjal kiri|ไตซ้าย""",
    "gallbladder": """safra kesesini|жёлчного пузыря|желчного пузыря
        safra kesesi|담낭|쓸개|المرارة|مرارة|کیسه صفرا|पित्ताशय|पित्त की थैली
    כיס המרה|כיס מרה|žlučník|žučni mjehur
        gallblåsa|gallblåsan|galdeblære|galdeblæren|galleblære|galleblæren|sappirakko|epehólyag|veziculă biliară
        vezica biliară|colecist|χοληδόχος κύστη|жовчний міхур|túi mật|kantung empedu|kandung empedu|ถุงน้ำดี""",
    "esophagus": """пищевода|yemek borusunu
        eso|oeso|oesoph|esoph|yemek borusu|özofagus|özefagus|식도|المريء|مريء
    مری|ग्रासनली|अन्नप्रणाली|ושט|הוושט|jícen
        jednjak|matstrupe|matstrupen|spiserør|spiserøret|ruokatorvi|nyelőcső|esofag|esofagul|οισοφάγος|стравохід
        thực quản|kerongkongan|esofagus|หลอดอาหาร""",
    "liver": """wątrobę|wątroby|печени|karaciğeri|печінку|májat|maksan
        karaciğer|간|간장|الكبد|كبد|کبد|यकृत|जिगर|लीवर|כבד|הכבד|játra|jetra|levern|leveren|maksa|máj|ficat|ficatul
        συκώτι|ήπαρ|печінка|gan|hati|fetge|ตับ""",
    "stomach": """желудка|mideyi|żołądka|žaludku|шлунку
        mide|위|위장|المعدة|معدة|معده|आमाशय|अमाशय|קיבה|הקיבה|žaludek|želudac|magsäck|magsäcken|magesekk|mavesæk
        mavesækken|mahalaukku|vatsalaukku|gyomor|stomac|stomacul|στομάχι|στόμαχος|шлунок|dạ dày|lambung|กระเพาะอาหาร""",
    "aorta": """aortę|аорту|aortu|aortayı|pars abdominalis aortae|abdominal part of the aorta
        abdo aorta|abdominal aort|karın aortu|대동맥|복부대동맥|복부 대동맥|الأبهر|الابهر|الأبهر البطني|الشريان الأورطي
        الشريان الأبهر|آئورت|महाधमनी|אבי העורקים|břišní aorta|trbušna aorta|bukaorta
        bukaortan|abdominalaorta|vatsa-aortta|aortta|hasi aorta
        aortă|aorta abdominală|αορτή|κοιλιακή αορτή|черевна аорта|động mạch chủ|động mạch chủ bụng|หลอดเลือดแดงใหญ่""",
    "postcava": """нижнюю полую вену|żyłę główną dolną|unteren hohlvene
        alt ana toplardamar|vena kava inferior|inferior vena kava|vena kava|하대정맥|아래대정맥|الوريد الأجوف السفلي
        الأجوف السفلي|بزرگ سیاهرگ زیرین|निम्न महाशिरा|अधो महाशिरा|וריד נבוב תחתון|הווריד הנבוב התחתון|dolní dutá žíla
        donja šuplja vena|nedre hålvenen|undre hålvenen|nedre hulvene|alaonttolaskimo|alsó üres véna|vena cavă inferioară
        κάτω κοίλη φλέβα|нижня порожниста вена|tĩnh mạch chủ dưới|v. cava inf|inf. v. cava|post cava|vena cava inf""",
    "pancreas": """trzustkę|trzustki|поджелудочную железу|поджелудочной железы|pankreası|slinivku|підшлункову залозу
        panc|췌장|이자|البنكرياس|بنكرياس|پانکراس|لوزالمعده|अग्न्याशय|לבלב|הלבלב|slinivka břišní|slinivka|gušterača
        bukspottkörtel|bukspottkörteln|bugspytkirtel|bugspytkirtlen|bukspyttkjertel|bukspyttkjertelen|haima|hasnyálmirigy
        pancreasul|πάγκρεας|підшлункова залоза|tuyến tụy|tụy|ตับอ่อน""",
    "adrenal_right": """rechten nebenniere|правого надпочечника|pravou nadledvinu
        rag|nadnercze prawe|sağ adrenal|sağ adrenal bez|sağ böbrek üstü bezi|sağ sürrenal|오른쪽 부신|우측 부신
        الغدة الكظرية اليمنى
        الكظر الأيمن|غده فوق کلیوی راست|दाहिनी अधिवृक्क ग्रंथि|בלוטת יותרת הכליה הימנית|יותרת הכליה הימנית|pravá nadledvina
        desna nadbubrežna žlijezda|höger binjure|højre binyre|høyre binyre|oikea lisämunuainen|jobb mellékvese
        glanda suprarenală dreaptă|suprarenala dreaptă|δεξί επινεφρίδιο|права надниркова залоза|правий наднирник
        tuyến thượng thận phải|thượng thận phải|kelenjar adrenal kanan|ต่อมหมวกไตขวา""",
    "adrenal_left": """linken nebenniere|левого надпочечника|levou nadledvinu
        lag|nadnercze lewe|sol adrenal|sol adrenal bez|sol böbrek üstü bezi|sol sürrenal|왼쪽 부신|좌측 부신|الغدة الكظرية اليسرى
        الكظر الأيسر|غده فوق کلیوی چپ|बाईं अधिवृक्क ग्रंथि|בלוטת יותרת הכליה השמאלית|יותרת הכליה השמאלית|levá nadledvina
        lijeva nadbubrežna žlijezda|vänster binjure|venstre binyre|vasen lisämunuainen|bal mellékvese
        glanda suprarenală stângă|suprarenala stângă|αριστερό επινεφρίδιο|ліва надниркова залоза|лівий наднирник
        tuyến thượng thận trái|thượng thận trái|kelenjar adrenal kiri|ต่อมหมวกไตซ้าย""",
    "duodenum": """duod|dwunastnicę|двенадцатиперстную кишку|двенадцатиперстной кишки
        onikiparmak bağırsağı|on iki parmak bağırsağı|십이지장|샘창자|الاثني عشر|الإثنا عشر|العفج|اثنی عشر|ग्रहणी
        תריסריון|dvanáctník|dvanaesnik|tolvfingertarm|tolvfingertarmen|pohjukaissuoli|nyombél|patkóbél|duoden|duodenul
        δωδεκαδάκτυλο|дванадцятипала кишка|tá tràng|usus dua belas jari|ลำไส้เล็กส่วนต้น""",
    "bladder": """мочевого пузыря|mesaneyi|pęcherza moczowego
        ub|mesane|idrar kesesi|idrar torbası|방광|المثانة|مثانة|مثانه|मूत्राशय
    שלפוחית השתן|močový měchýř|mokraćni mjehur
        urinblåsa|urinblåsan|blåsa|urinblære|urinblæren|blære|virtsarakko|rakko|húgyhólyag|vezica urinară|vezică urinară
        ουροδόχος κύστη|сечовий міхур|bàng quang|kandung kemih|กระเพาะปัสสาวะ""",
}
MORE_KIDNEYS = """kidnies|böbrek|böbrekler|her iki böbrek|신장|콩팥|양쪽 신장|양측 신장|الكلى|الكليتان|الكليتين
    كلية|کلیه|کلیه ها|गुर्दे|गुर्दा|किडनी|वृक्क|दोनों गुर्दे|כליות|כליה|ledviny|ledvina
    bubrezi|bubreg|njurar|njurarna|njure|nyrer|nyrene|nyre
    munuaiset|munuainen|vesék|vese|rinichi|νεφροί|νεφρός|νεφρά|нирки|нирка|thận|hai thận|ginjal|ไต|los dos riñones
    tous les deux reins|i due reni|os dois rins|de nieren|twee nieren|obie nerki|обе почки"""
MORE_ADRENALS = """sup. gland|sup. glands|adrenaller|adrenal bezler|böbrek üstü bezleri|sürrenaller|부신|양쪽 부신|الغدد الكظرية
    الغدة الكظرية|الكظر|غده فوق کلیوی|अधिवृक्क ग्रंथि|अधिवृक्क ग्रंथियां|יותרת הכליה|בלוטות יותרת הכליה|nadledviny|nadledvina
    nadbubrežne žlijezde|binjurar|binjurarna|binjure|binyrer|binyrene|binyre|lisämunuaiset|lisämunuainen|mellékvesék
    mellékvese|glande suprarenale|suprarenale|επινεφρίδια|надниркові залози|наднирники|tuyến thượng thận|kelenjar adrenal
    ต่อมหมวกไต|las dos suprarrenales|оба надпочечника"""
