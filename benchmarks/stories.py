"""Invented stories, in the languages of the charsets that a hostile page may come in."""

from __future__ import annotations

TITLE = "Old ferry returns to the lake"
STORY = (
    "The ferry that links the two shores of Lake Maren will run again from Monday, its owner said, "
    "after a winter in which the old engine was taken out and a new one was put in.",
    "Forty people can cross at a time, and a bicycle travels for free, as it did last summer when the "
    "boat carried more than nine thousand passengers between May and the first storms.",
    "The village council had feared that the crossing would close for good once the shipyard in "
    "Halden stopped its work, and had set money aside for a bus around the northern shore.",
    "Marta Ilves, who has steered the boat for twenty years, found a mechanic in the next valley who "
    "still had the drawings of the engine and was willing to work through the cold months.",
    "The first crossing leaves at seven in the morning, before school begins, and the last one comes "
    "back after the evening train has brought home those who work in the town.",
)
#: Paragraphs by language.
STORIES = {
    "en": STORY,
    "de": (
        "Die Fähre über den Marensee fährt ab Montag wieder, sagte ihre Besitzerin am Freitag, nachdem "
        "im Winter der alte Motor ausgebaut und ein neuer eingesetzt worden war.",
        "Vierzig Menschen können auf einmal übersetzen, und ein Fahrrad fährt umsonst mit, wie schon "
        "im vorigen Sommer, als das Boot über neuntausend Gäste trug.",
        "Der Gemeinderat hatte gefürchtet, dass die Überfahrt für immer schließt, und Geld für einen "
        "Bus um das nördliche Ufer zurückgelegt, der nun nicht gebraucht wird.",
    ),
    "pl": (
        "Prom łączący dwa brzegi jeziora Maren znów popłynie od poniedziałku, powiedziała właścicielka, "
        "po zimie, w której wymieniono stary silnik na nowy.",
        "Naraz może się przeprawić czterdzieści osób, a rower jedzie za darmo, tak jak zeszłego lata, "
        "gdy łódź przewiozła ponad dziewięć tysięcy pasażerów.",
        "Rada wsi obawiała się, że przeprawa zostanie zamknięta na zawsze, i odłożyła pieniądze na "
        "autobus wokół północnego brzegu, który nie będzie już potrzebny.",
    ),
    "ru": (
        "Паром, соединяющий два берега озера Марен, снова начнёт ходить с понедельника, сообщила его "
        "владелица, после зимы, за которую старый двигатель заменили новым.",
        "За один рейс могут переправиться сорок человек, а велосипед едет бесплатно, как и прошлым "
        "летом, когда лодка перевезла более девяти тысяч пассажиров.",
        "Сельский совет опасался, что переправа закроется навсегда, и отложил деньги на автобус вокруг "
        "северного берега, который теперь не понадобится.",
    ),
    "el": (
        "Το πορθμείο που ενώνει τις δύο όχθες της λίμνης Μάρεν θα ξαναρχίσει από τη Δευτέρα, είπε η "
        "ιδιοκτήτριά του, μετά από έναν χειμώνα που άλλαξε η παλιά μηχανή.",
        "Σαράντα άνθρωποι μπορούν να περάσουν κάθε φορά και το ποδήλατο ταξιδεύει δωρεάν, όπως και το "
        "περασμένο καλοκαίρι που μετέφερε πάνω από εννέα χιλιάδες επιβάτες.",
        "Το κοινοτικό συμβούλιο φοβόταν ότι το πέρασμα θα έκλεινε για πάντα και είχε κρατήσει χρήματα "
        "για ένα λεωφορείο γύρω από τη βόρεια όχθη.",
    ),
    "tr": (
        "Maren Gölü'nün iki kıyısını bağlayan feribot, eski motorun sökülüp yenisinin takıldığı bir "
        "kışın ardından pazartesi gününden itibaren yeniden çalışacak, dedi sahibi.",
        "Bir seferde kırk kişi karşıya geçebiliyor ve bisiklet, teknenin dokuz binden fazla yolcu "
        "taşıdığı geçen yaz olduğu gibi ücretsiz gidiyor.",
        "Köy meclisi geçişin tamamen kapanmasından korkmuş ve kuzey kıyısını dolaşacak bir otobüs "
        "için para ayırmıştı, artık buna gerek kalmadı.",
    ),
    "he": (
        "המעבורת המחברת בין שתי גדות אגם מארן תשוב לפעול מיום שני, כך אמרה בעליה, לאחר חורף שבו הוצא "
        "המנוע הישן ובמקומו הותקן מנוע חדש.",
        "ארבעים איש יכולים לחצות בכל פעם, ואופניים נוסעים בחינם, כפי שהיה בקיץ שעבר כאשר הסירה נשאה "
        "יותר מתשעת אלפים נוסעים בין מאי לסערות הראשונות.",
        "מועצת הכפר חששה שהמעבר ייסגר לתמיד, והפרישה כסף לאוטובוס סביב הגדה הצפונית, שכעת לא יהיה בו "
        "צורך כלל, אמר ראש המועצה.",
    ),
    "ar": (
        "تعود العبّارة التي تربط ضفتي بحيرة مارين إلى العمل ابتداء من يوم الاثنين، كما قالت صاحبتها، "
        "بعد شتاء أزيل فيه المحرك القديم ووضع مكانه محرك جديد.",
        "يستطيع أربعون شخصا العبور في كل مرة، وتسافر الدراجة مجانا كما كان الحال في الصيف الماضي عندما "
        "حمل القارب أكثر من تسعة آلاف راكب بين مايو والعواصف الأولى.",
        "وكان مجلس القرية يخشى أن يغلق المعبر إلى الأبد، فخصص مالا لحافلة تدور حول الضفة الشمالية، ولن "
        "تكون هناك حاجة إليها بعد الآن.",
    ),
    "th": (
        "เรือข้ามฟากที่เชื่อมสองฝั่งของทะเลสาบมาเรนจะกลับมาวิ่งอีกครั้งตั้งแต่วันจันทร์ เจ้าของเรือกล่าว "
        "หลังจากฤดูหนาวที่เครื่องยนต์เก่าถูกถอดออกและใส่เครื่องใหม่เข้าไป",
        "เรือบรรทุกได้ครั้งละสี่สิบคน และจักรยานเดินทางได้โดยไม่เสียเงิน เหมือนฤดูร้อนที่แล้ว "
        "เมื่อเรือลำนี้พาผู้โดยสารข้ามฟากมากกว่าเก้าพันคน",
        "สภาหมู่บ้านเคยกลัวว่าการข้ามฟากจะปิดตลอดไป และได้กันเงินไว้สำหรับรถโดยสารรอบฝั่งเหนือ "
        "ซึ่งบัดนี้ไม่จำเป็นอีกแล้ว นายกเทศมนตรีกล่าว",
    ),
    "ja": (
        "マレン湖の両岸を結ぶ渡し船が月曜日から再び運航される。冬の間に古いエンジンを取り外し、新しいものを"
        "据え付けたと船主が金曜日に明らかにした。",
        "一度に四十人が渡ることができ、自転車は無料で運ばれる。昨年の夏、船は五月から最初の嵐までの間に"
        "九千人を超える乗客を運んだという。",
        "村議会は渡し場が永久に閉鎖されることを恐れ、北岸を回るバスのために予算を確保していたが、もう必要は"
        "なくなったと議長は話した。",
    ),
    "ko": (
        "마렌 호수의 두 기슭을 잇는 나룻배가 월요일부터 다시 운항한다고 선주가 금요일에 밝혔다. 겨울 동안 "
        "낡은 엔진을 떼어 내고 새 엔진을 달았다.",
        "한 번에 마흔 명이 건널 수 있고 자전거는 무료로 실어 준다. 지난여름 이 배는 오월부터 첫 폭풍이 "
        "올 때까지 구천 명이 넘는 승객을 태웠다.",
        "마을 의회는 나루가 영영 닫힐까 걱정하여 북쪽 기슭을 도는 버스를 위해 돈을 따로 마련해 두었으나 "
        "이제는 필요 없게 되었다고 의장이 말했다.",
    ),
    "zh": (
        "连接马伦湖两岸的渡船将于星期一恢复航行，船主星期五表示，冬天里旧发动机已经拆下，换上了新的发动机，"
        "并且经过了多次试航。",
        "渡船一次可以载四十人，自行车免费，去年夏天也是如此，当时这条船在五月到第一场风暴之间运送了九千多名"
        "乘客往返两岸。",
        "村委会曾经担心渡口会永远关闭，并为绕行北岸的公共汽车留出了经费，主席说现在这笔钱已经不再需要，可以"
        "用来修理码头。",
    ),
    "zh-hant": (
        "連接馬倫湖兩岸的渡船將於星期一恢復航行，船主星期五表示，冬天裡舊發動機已經拆下，換上了新的發動機，"
        "並且經過了多次試航。",
        "渡船一次可以載四十人，自行車免費，去年夏天也是如此，當時這條船在五月到第一場風暴之間運送了九千多名"
        "乘客往返兩岸。",
        "村委會曾經擔心渡口會永遠關閉，並為繞行北岸的公共汽車留出了經費，主席說現在這筆錢已經不再需要，可以"
        "用來修理碼頭。",
    ),
}


def paragraphs(story: tuple[str, ...] = STORY) -> str:
    """Return a story as elements."""
    return "\n".join(f"<p>{text}</p>" for text in story)


def page(  # noqa: PLR0913 - what stands where on a page
    *,
    before: str = "",
    between: str = "",
    after: str = "",
    head: str = "",
    story: tuple[str, ...] = STORY,
    language: str = "en",
    title: str = TITLE,
) -> str:
    """Return a page with a story and something else before it, between its paragraphs, and after it."""
    texts = [f"<p>{text}</p>" for text in story]
    middle = len(texts) // 2
    inner = "\n".join([*texts[:middle], between, *texts[middle:]])
    return (
        f'<!doctype html>\n<html lang="{language}"><head><title>{title}</title>{head}</head>\n<body>'
        f'<nav><a href="/">Home</a> <a href="/towns">Towns</a></nav>\n{before}\n'
        f"<article><h1>{title}</h1>\n{inner}\n</article>\n{after}\n"
        "<footer>Lakeside Courier, all rights reserved</footer></body></html>\n"
    )


def dump(*, before: str = "", between: str = "", after: str = "") -> str:
    """Return a plain text with a story and something else before it, in it, and after it."""
    middle = len(STORY) // 2
    parts = (TITLE, before, *STORY[:middle], between, *STORY[middle:], after)
    return "\n\n".join(part for part in parts if part) + "\n"
