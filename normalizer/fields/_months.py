"""Names of the months, long and short, as datelines and timestamps write them.

English, German, Dutch, Swedish, Norwegian, Danish, Finnish, French, Spanish, Portuguese, Italian,
Catalan, Romanian, Polish, Czech, Slovak, Hungarian, Greek, Turkish, Russian, Ukrainian, Bulgarian,
Arabic, Persian for the Gregorian months, Hebrew, Hindi, Indonesian and Malay. Vietnamese,
Chinese, Japanese and Korean number their months. Left out is Croatian, whose ``listopad`` is October
and not November, as it is elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

#: The languages whose dates need nothing else than these names, by their codes of two letters.
LANGUAGES = frozenset(
    "ar bg ca cs da de el en es fi fr he hi hu id it ja ko ms nb nl nn no pl pt ro ru sk sv tr uk vi"
    " zh".split()
)
#: January to December; names in lower case, a space between them, ``_`` for the space in one.
_NAMES = (
    "january januar januari jänner jan janvier janv janeiro enero ene gennaio gen gener ianuarie ian"
    " tammikuuta tammikuu tammikuun stycznia styczeń sty ledna leden január januára"
    " ιανουαρίου ιανουάριος ιαν ocak oca"
    " января январь янв січня січень січ януари"
    " يناير جانفي كانون_الثاني ژانویه ינואר जनवरी",
    "february februar februari feber feb febr février fevrier févr fevr fév fevereiro fev febrero"
    " febbraio febrer februarie helmikuuta helmikuu helmikuun lutego luty lut února únor február"
    " februára φεβρουαρίου φεβρουάριος φεβ şubat şub"
    " февраля февраль фев февр лютого лютий лют февруари"
    " فبراير فيفري شباط فوریه פברואר फरवरी फ़रवरी",
    "march märz maerz mär mrz maart mrt mars mar marts maaliskuuta maaliskuu maaliskuun março marzo"
    " març martie marca marzec března březen bře marec március márc μαρτίου μάρτιος μαρ μάρ mart"
    " марта март мар березня березень бер"
    " مارس آذار אذار مارچ מרץ מרס मार्च maret mac",
    "april apr avril avr abril abr aprile aprilie huhtikuuta huhtikuu huhtikuun kwietnia kwiecień kwi"
    " dubna duben dub apríl apríla április ápr απριλίου απρίλιος απρ nisan nis"
    " апреля апрель апр квітня квітень кві април"
    " أبريل ابريل إبريل أفريل نيسان آوریل אפריל अप्रैल",
    "may mai mei maj toukokuuta toukokuu toukokuun mayo maio mag maggio maig maja května květen kvě"
    " máj mája május μαΐου μαίου μάιος μαΐ μάι mayıs"
    " мая май травня травень трав"
    " مايو ماي أيار ايار مه מאי मई",
    "june juni jun juin junho junio giugno giu juny iunie iun kesäkuuta kesäkuu kesäkuun czerwca"
    " czerwiec cze června červen jún júna június ιουνίου ιούνιος ιουν ιούν haziran haz"
    " июня июнь июн червня червень чер юни"
    " يونيو يونية يونيه جوان حزيران ژوئن יוני जून",
    "july juli jul juillet juil julho julio luglio lug juliol iulie iul heinäkuuta heinäkuu heinäkuun"
    " lipca lipiec lip července červenec júl júla július ιουλίου ιούλιος ιουλ ιούλ temmuz tem"
    " июля июль июл липня липень лип юли"
    " يوليو يولية يوليه جويلية تموز ژوئیه יולי जुलाई julai",
    "august aug augusti augustus août aout aoû agosto ago agost elokuuta elokuu elokuun sierpnia sierpień sie"
    " srpna srpen augusta augusztus αυγούστου αύγουστος αυγ αύγ ağustos ağu"
    " августа август авг серпня серпень серп"
    " أغسطس اغسطس أوت اوت آب אוגוסט अगस्त agustus agu agt ogos",
    "september sept sep septembre septiembre setiembre setembro set settembre setembre septembrie"
    " syyskuuta syyskuu syyskuun września wrzesnia wrzesień wrz září septembra szeptember szept"
    " σεπτεμβρίου σεπτέμβριος σεπ eylül eyl"
    " сентября сентябрь сен сент вересня вересень вер септември"
    " سبتمبر شتنبر أيلول ايلول سپتامبر ספטמבר सितंबर सितम्बर",
    "october oktober okt oct octobre octubre outubro out ottobre ott octombrie lokakuuta lokakuu"
    " lokakuun października pazdziernika październik paź října říjen říj október októbra"
    " οκτωβρίου οκτώβριος οκτ ekim eki"
    " октября октябрь окт жовтня жовтень жовт октомври"
    " أكتوبر اكتوبر تشرين_الأول اکتبر אוקטובר अक्टूबर अक्तूबर",
    "november nov novembre noviembre novembro noiembrie noiem marraskuuta marraskuu marraskuun listopada"
    " listopadu listopad novembra νοεμβρίου νοέμβριος νοε νοέ kasım kas"
    " ноября ноябрь ноя нояб листопада листопад лист ноември"
    " نوفمبر نونبر تشرين_الثاني نوامبر נובמבר नवंबर नवम्बर",
    "december dezember dez dec décembre decembre déc diciembre dic dezembro dicembre desembre des"
    " desember decembrie joulukuuta joulukuu joulukuun grudnia grudzień gru prosince prosinec pro"
    " decembra δεκεμβρίου δεκέμβριος δεκ aralık ara"
    " декабря декабрь дек грудня грудень груд декември"
    " ديسمبر دجنبر كانون_الأول دسامبر דצמבר दिसंबर दिसम्बर disember",
)


@cache
def months() -> Mapping[str, int]:
    """Return the number of a month, 1 to 12, by each of its names in lower case."""
    return {
        name.replace("_", " "): number
        for number, names in enumerate(_NAMES, 1)
        for name in names.split()
    }
