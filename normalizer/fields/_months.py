"""Names of the months, long and short, as datelines and timestamps write them.

Vietnamese, Chinese, Japanese and Korean number their months.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

#: January to December by language: months parted by spaces, the names of one by ``/``, in lower case
#: and with ``_`` for the space in one. Names that only differ by accents stand once.
_NAMES = {
    "en": "january/jan february/feb/febr march/mar april/apr may june/jun july/jul august/aug"
    " september/sept/sep october/oct november/nov december/dec",
    "de": "januar/jänner/jan februar/feber/feb märz/maerz/mär/mrz april/apr mai juni/jun juli/jul"
    " august/aug september/sept/sep oktober/okt november/nov dezember/dez",
    "nl": "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug"
    " september/sept/sep oktober/okt november/nov december/dec",
    "sv": "januari/jan februari/feb mars/mar april/apr maj juni/jun juli/jul augusti/aug"
    " september/sept/sep oktober/okt november/nov december/dec",
    "da": "januar/jan februar/feb marts/mar april/apr maj juni/jun juli/jul august/aug"
    " september/sept/sep oktober/okt november/nov december/dec",
    "no": "januar/jan februar/feb mars/mar april/apr mai juni/jun juli/jul august/aug"
    " september/sept/sep oktober/okt november/nov desember/des",
    "is": "janúar/jan febrúar/feb mars/mar apríl/apr maí júní/jún júlí/júl ágúst/ágú september/sep"
    " október/okt nóvember/nóv desember/des",
    "fi": "tammikuuta/tammikuu/tammikuun/tammi helmikuuta/helmikuu/helmikuun/helmi"
    " maaliskuuta/maaliskuu/maaliskuun/maalis huhtikuuta/huhtikuu/huhtikuun/huhti"
    " toukokuuta/toukokuu/toukokuun/touko kesäkuuta/kesäkuu/kesäkuun/kesä"
    " heinäkuuta/heinäkuu/heinäkuun/heinä elokuuta/elokuu/elokuun/elo syyskuuta/syyskuu/syyskuun/syys"
    " lokakuuta/lokakuu/lokakuun/loka marraskuuta/marraskuu/marraskuun/marras"
    " joulukuuta/joulukuu/joulukuun/joulu",
    "et": "jaanuar/jaan veebruar/veebr märts aprill/apr mai juuni juuli august/aug september/sept"
    " oktoober/okt november/nov detsember/dets",
    "lv": "janvāris/janvārī/janv februāris/februārī/febr marts/martā aprīlis/aprīlī/apr maijs/maijā"
    " jūnijs/jūnijā/jūn jūlijs/jūlijā/jūl augusts/augustā/aug septembris/septembrī/sept"
    " oktobris/oktobrī/okt novembris/novembrī/nov decembris/decembrī/dec",
    "lt": "sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė birželio/birželis"
    " liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis lapkričio/lapkritis"
    " gruodžio/gruodis",
    "fr": "janvier/janv/jan février/févr/fév mars/mar avril/avr mai juin/jun juillet/juil août/aoû"
    " septembre/sept/sep octobre/oct novembre/nov décembre/déc",
    "es": "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago"
    " septiembre/setiembre/sept/set/sep octubre/oct noviembre/nov diciembre/dic",
    "pt": "janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago"
    " setembro/set outubro/out novembro/nov dezembro/dez",
    "it": "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago"
    " settembre/sett/set ottobre/ott novembre/nov dicembre/dic",
    "ca": "gener/gen febrer/febr/feb març/mar abril/abr maig juny/jun juliol/jul agost/ago/ag"
    " setembre/set octubre/oct novembre/nov desembre/des",
    "gl": "xaneiro/xan febreiro/feb marzo/mar abril/abr maio/mai xuño/xuñ xullo/xul agosto/ago"
    " setembro/set outubro/out novembro/nov decembro/dec",
    "ro": "ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug"
    " septembrie/sept octombrie/oct noiembrie/noiem/noi decembrie/dec",
    "pl": "stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj"
    " czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz"
    " października/październik/paź listopada/listopad/lis grudnia/grudzień/gru",
    "cs": "ledna/leden/led února/únor/úno března/březen/bře dubna/duben/dub května/květen/kvě"
    " června/červen/čvn července/červenec/čvc srpna/srpen/srp září/zář října/říjen/říj"
    " listopadu/listopad prosince/prosinec/pro",
    "sk": "januára/január/jan februára/február/feb marca/marec/mar apríla/apríl/apr mája/máj"
    " júna/jún júla/júl augusta/august/aug septembra/september/sep októbra/október/okt"
    " novembra/november/nov decembra/december/dec",
    "sl": "januarja/januar/jan februarja/februar/feb marca/marec/mar aprila/april/apr maja/maj"
    " junija/junij/jun julija/julij/jul avgusta/avgust/avg septembra/september/sept"
    " oktobra/oktober/okt novembra/november/nov decembra/december/dec",
    "hu": "január/jan február/febr/feb március/márc április/ápr május/máj június/jún július/júl"
    " augusztus/aug szeptember/szept október/okt november/nov december/dec",
    "el": "ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ"
    " απριλίου/απρίλιος/απρ μαΐου/μάιος/μαΐ/μάι ιουνίου/ιούνιος/ιουν ιουλίου/ιούλιος/ιουλ"
    " αυγούστου/αύγουστος/αυγ σεπτεμβρίου/σεπτέμβριος/σεπ/σεπτ οκτωβρίου/οκτώβριος/οκτ"
    " νοεμβρίου/νοέμβριος/νοε δεκεμβρίου/δεκέμβριος/δεκ",
    "tr": "ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu"
    " eylül/eyl ekim/eki kasım/kas aralık/ara",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ru": "января/январь/янв февраля/февраль/февр/фев марта/март/мар апреля/апрель/апр мая/май"
    " июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сент/сен"
    " октября/октябрь/окт ноября/ноябрь/нояб/ноя декабря/декабрь/дек",
    "uk": "січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт/кві"
    " травня/травень/трав червня/червень/черв/чер липня/липень/лип серпня/серпень/серп/сер"
    " вересня/вересень/вер жовтня/жовтень/жовт/жов листопада/листопад/лист грудня/грудень/груд/гру",
    "be": "студзеня/студзень лютага/люты сакавіка/сакавік красавіка/красавік мая/май"
    " чэрвеня/чэрвень ліпеня/ліпень жніўня/жнівень верасня/верасень кастрычніка/кастрычнік"
    " лістапада/лістапад снежня/снежань",
    "bg": "януари/яну/ян февруари/фев март/мар април/апр май юни юли август/авг"
    " септември/сеп/септ октомври/окт ноември/ное/ноем декември/дек",
    "mk": "јануари/јан февруари/фев март/мар април/апр мај јуни/јун јули/јул август/авг"
    " септември/сеп октомври/окт ноември/ное декември/дек",
    "sr": "јануар/јануара/јан/januar/januara фебруар/фебруара/феб/februar/februara"
    " март/марта/mart/marta април/априла/april/aprila мај/маја/maj/maja"
    " јун/јуна/јуни/jun/juna/juni јул/јула/јули/jul/jula/juli август/августа/avgust/avgusta"
    " септембар/септембра/septembar/septembra октобар/октобра/oktobar/oktobra"
    " новембар/новембра/novembar/novembra децембар/децембра/decembar/decembra",
    "hr": "siječnja/siječanj/sij veljače/veljača/velj ožujka/ožujak/ožu travnja/travanj/tra"
    " svibnja/svibanj/svi lipnja/lipanj/lip srpnja/srpanj/srp kolovoza/kolovoz/kol rujna/rujan/ruj"
    " listopada/listopad/lis studenoga/studenog/studeni/stu prosinca/prosinac/pro",
    "ar": "يناير/جانفي/كانون_الثاني فبراير/فيفري/شباط مارس/آذار أبريل/إبريل/أفريل/نيسان"
    " مايو/ماي/أيار يونيو/يونية/يونيه/جوان/حزيران يوليو/يولية/يوليه/يوليوز/جويلية/تموز"
    " أغسطس/أوت/آب/غشت سبتمبر/شتنبر/أيلول أكتوبر/تشرين_الأول نوفمبر/نونبر/تشرين_الثاني"
    " ديسمبر/دجنبر/كانون_الأول",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "he": "ינואר פברואר מרץ/מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "hi": "जनवरी/जन फरवरी/फर मार्च अप्रैल मई जून जुलाई अगस्त/अग सितंबर/सितम्बर/सितं"
    " अक्टूबर/अक्तूबर/अक्टू नवंबर/नवम्बर/नवं दिसंबर/दिसम्बर/दिसं",
    "mr": "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "bn": "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/আগষ্ট"
    " সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "th": "มกราคม/มค กุมภาพันธ์/กพ มีนาคม/มีค เมษายน/เมย พฤษภาคม/พค มิถุนายน/มิย กรกฎาคม/กค"
    " สิงหาคม/สค กันยายน/กย ตุลาคม/ตค พฤศจิกายน/พย ธันวาคม/ธค",
    "vi": "tháng_một/tháng_giêng tháng_hai tháng_ba tháng_tư tháng_năm tháng_sáu tháng_bảy"
    " tháng_tám tháng_chín tháng_mười tháng_mười_một tháng_mười_hai/tháng_chạp",
    "id": "januari/jan februari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu/agt"
    " september/sep oktober/okt november/nov desember/des",
    "ms": "januari/jan februari/feb mac april/apr mei jun/juni julai/jul ogos/ogo september/sep"
    " oktober/okt november/nov disember/dis",
    "tl": "enero/ene pebrero/peb marso/mar abril/abr mayo/may hunyo/hun hulyo/hul agosto/ago"
    " setyembre/set oktubre/okt nobyembre/nob disyembre/dis",
}
#: Languages that write as another one does here.
_ALIKE = {"nb": "no", "nn": "no", "fil": "tl", "bs": "sr"}
_NUMBERED = ("ja", "ko", "zh")
#: The languages whose dates need nothing else than these names, by their codes of two letters.
LANGUAGES = frozenset((*_NAMES, *_ALIKE, *_NUMBERED))


def month_of(name: str, language: str) -> int | None:
    """Return the number of the month, 1 to 12, that ``name`` is in ``language``, else in any.

    ``listopad`` is October in Croatian and November everywhere else.

    >>> month_of("listopada", "hr"), month_of("listopada", ""), month_of("MÄRZ", "en")
    (10, 11, 3)
    """
    folded = _folded(name.strip("'’׳\""))
    # Hebrew writes the word for ``in`` and the month's name as one word.
    names = dict.fromkeys((folded, folded.removeprefix("ב")))
    language = _ALIKE.get(language, language)
    # Pages say what they like of their language: only what is known here may stay in memory.
    own = _months(language) if language in _NAMES else {}
    every = _all_months()
    return next((month for one in names if (month := own.get(one) or every.get(one))), None)


@cache
def _months(language: str) -> Mapping[str, int]:
    return {
        _folded(name.replace("_", " ")): number
        for number, names in enumerate(_NAMES[language].split(), 1)
        for name in names.split("/")
    }


@cache
def _all_months() -> Mapping[str, int]:
    """Return the months of all languages; where two speak of different ones, the earlier of the table."""
    every: dict[str, int] = {}
    for language in _NAMES:
        for name, number in _months(language).items():
            every.setdefault(name, number)
    return every


def _folded(text: str) -> str:
    """Return ``text`` in lower case and without accents, which capitals and careless writers drop."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(letters).replace("ı", "i")
