"""Words for today and yesterday, which stand for a day where it is known when the page was fetched."""

from __future__ import annotations

from collections.abc import Mapping

#: Today and yesterday by language, ``_`` for the space in one.
_WORDS: Mapping[str, str] = {
    "ar": "اليوم أمس",
    "bg": "днес вчера",
    "bn": "আজ গতকাল",
    "cs": "dnes včera",
    "da": "i_dag i_går",
    "de": "heute gestern",
    "el": "σήμερα χθες",
    "en": "today yesterday",
    "es": "hoy ayer",
    "fa": "امروز دیروز",
    "fi": "tänään eilen",
    "fr": "aujourd’hui hier",
    "he": "היום אתמול",
    "hr": "danas jučer",
    "hu": "ma tegnap",
    "id": "hari_ini kemarin",
    "it": "oggi ieri",
    "ja": "今日 昨日",
    "ko": "오늘 어제",
    "ms": "hari_ini semalam",
    "nl": "vandaag gisteren",
    "no": "i_dag i_går",
    "pl": "dzisiaj wczoraj",
    "pt": "hoje ontem",
    "ro": "astăzi ieri",
    "ru": "сегодня вчера",
    "sk": "dnes včera",
    "sv": "idag igår",
    "th": "วันนี้ เมื่อวาน",
    "tr": "bugün dün",
    "uk": "сьогодні вчора",
    "vi": "hôm_nay hôm_qua",
    "zh": "今天 昨天",
}


def day_word(text: str, language: str) -> tuple[int, str] | None:
    """Return how many days ago the word is that opens ``text``, and what follows; None where none does.

    >>> day_word("Gestern, 14:05 Uhr", "de"), day_word("Hier, 14:05", "de")
    ((1, ', 14:05 Uhr'), None)
    """
    lowered = text.strip().lower().replace("'", "’")
    for days, word in enumerate(_WORDS.get(language, "").split()):
        start, rest = word.replace("_", " "), lowered[len(word) :]
        if lowered.startswith(start) and not rest[:1].isalpha():
            return days, text.strip()[len(word) :]
    return None
