"""Sentences as any story has them: an entry that takes one of these has too open a pattern."""

from __future__ import annotations

#: Invented, without a word of boilerplate; short and long, with and without quotes, in several scripts.
PROSE = (
    "The ferry sailed at noon.",
    "“Nobody in the valley had seen so much snow,” said the teacher, who is seventy.",
    "After three days of talks the fishermen and the harbour agreed that the smaller boats may "
    "land their catch at the old quay until the bridge has been mended.",
    "Why did the mill burn twice?",
    "Winter came early to the upper towns",
    "Die Brücke am unteren Hafen bleibt bis zum Frühjahr gesperrt.",
    "Les pêcheurs ont vendu leurs barques avant l’hiver, raconte une voisine.",
    "El puente viejo volverá a abrirse en primavera.",
    "Мост через реку откроют весной.",
    "القارب غادر الميناء القديم في الصباح.",
    "नदी का पुल वसंत में फिर खुलेगा।",
    "橋は春にまた開く予定だ。",
    "这座桥将在春天重新开放。",
    "다리는 봄에 다시 열릴 예정이다.",
)
#: A page of bare elements, as a story may be made of.
PAGE = (
    "<html><body><main><article><header><h1>The ferry sails again</h1></header><section><div>"
    "<h2>A long winter</h2><p>The ferry sailed at noon.</p><ul><li>It was full.</li></ul>"
    "<blockquote><p>Nobody had seen so much snow.</p></blockquote></div></section></article></main>"
    "</body></html>"
)
