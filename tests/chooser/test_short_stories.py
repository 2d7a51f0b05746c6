"""Short stories come out whole: a few lines look like what is left of a page that lost its story."""

from __future__ import annotations

import pytest

from normalizer import normalize

#: Invented prose by language: headline and date; body with a subhead.
STORIES = {
    "en": (
        ["River tea house lets guests write the menu", "January 20, 2026"],
        [
            "A small tea house by the river gave its menu to the guests this winter. In three months 412 "
            "people wrote down names.",
            "What the guests chose",
            "The house picked three of them and pinned them to the wall. The price is the same for all, hot "
            "water is free.",
            "Its owner, Ada Lund, says half of the guests order by the name. Few ask about the taste.",
            "In spring the menu will be empty again.",
        ],
    ),
    "de": (
        ["Teestube am Fluss lässt Gäste die Karte schreiben", "20. Januar 2026"],
        [
            "Eine kleine Teestube am Fluss hat ihre Karte in diesem Winter den Gästen überlassen. In drei "
            "Monaten schrieben 412 Menschen Namen auf.",
            "Was die Gäste wählten",
            "Das Haus hat drei davon ausgesucht und an die Wand gehängt. Der Preis ist für alle gleich, "
            "heißes Wasser kostet nichts.",
            "Die Wirtin Ada Lund sagt, die Hälfte der Gäste bestelle nach dem Namen. Nach dem Geschmack "
            "fragten wenige.",
            "Im Frühling wird die Karte wieder leer sein.",
        ],
    ),
    "es": (
        ["La casa de té del río deja la carta a los clientes", "20 de enero de 2026"],
        [
            "Una pequeña casa de té junto al río dejó este invierno la carta en manos de los clientes. En "
            "tres meses, 412 personas escribieron nombres.",
            "Lo que eligieron",
            "La casa escogió tres y los colgó en la pared. El precio es el mismo para todos y el agua "
            "caliente no se cobra.",
            "La dueña, Ana Ruiz, dice que la mitad pide por el nombre. Pocos preguntan por el sabor.",
            "En primavera la carta volverá a quedar vacía.",
        ],
    ),
    "ko": (
        ["나루터 찻집, 겨울 차림표를 손님이 정한다", "2026년 1월 20일 화요일"],
        [
            "강가의 작은 찻집이 올겨울 차림표를 손님에게 맡겼다. 석 달 동안 손님 412명이 이름을 적어 냈다.",
            "손님이 고른 차",
            "찻집은 그 가운데 세 가지를 골라 벽에 붙였다. 값은 모두 3천 원이고, 뜨거운 물은 더 준다.",
            "강바람차",
            "늦잠차",
            "주인 함보라(58)씨는 이름만 보고 시키는 손님이 절반이라며 웃었다. 맛을 물으면 마셔 보라고 했다.",
            "찻집은 봄이 오면 차림표를 다시 비울 계획이다.",
        ],
    ),
    "zh": (
        ["河边茶馆请客人写菜单", "2026年01月20日 09:15"],
        [
            "河边一家小茶馆今年冬天把菜单交给了客人。三个月里，四百一十二位客人在纸条上写下了茶的名字。",
            "客人选的茶",
            "茶馆从中挑了三种贴在墙上，每杯都是八块钱，热水随便添。",
            "店主何宝兰说，一半的客人只看名字就点。有人问味道，她就请他先喝一口。",
            "春天一到，菜单会重新空出来。",
        ],
    ),
    "ar": (
        ["مقهى على ضفة النهر يترك قائمته للزبائن", "20 يناير 2026"],
        [
            "ترك مقهى صغير على ضفة النهر قائمة مشروباته هذا الشتاء للزبائن. وخلال ثلاثة أشهر كتب 412 زبوناً.",
            "ما اختاره الزبائن",
            "واختار المقهى ثلاثة أسماء وعلّقها على الجدار. والسعر واحد للجميع، والماء الساخن بلا حساب.",
            "وقالت صاحبة المقهى رباب الحلو إن نصف الزبائن يطلبون الاسم قبل أن يسألوا عن الطعم.",
            "وستُمحى القائمة مع أول أيام الربيع.",
        ],
    ),
    "vi": (
        ["Quán trà bên sông để khách tự đặt thực đơn", "20/01/2026 09:15"],
        [
            "Mùa đông này, quán trà bên sông giao thực đơn cho khách. Trong ba tháng, 412 khách viết.",
            "Khách chọn gì",
            "Quán chọn ba cái tên dán lên tường. Ly nào cũng hai mươi nghìn đồng, nước nóng châm thêm.",
            "Bà Lý Thu Cúc, chủ quán, nói một nửa số khách gọi theo tên chứ không hỏi vị.",
            "Khi xuân về, thực đơn sẽ lại để trống.",
        ],
    ),
}


@pytest.mark.parametrize("language", STORIES)
def test_a_short_story_behind_headline_and_date_stays_whole(language: str) -> None:
    """Its lines are unlikely one by one, whether the model knows the language or not."""
    head, body = STORIES[language]
    article = normalize("\n".join([*head, *body]))
    assert (article.title, article.text.split("\n\n")) == (head[0], body)


def test_comments_behind_a_short_story_are_not_read_with_it() -> None:
    """What stands below a line that rules took for comments is no part of the story."""
    head, body = STORIES["en"]
    article = normalize(
        "\n".join([*head, *body, "Comments (2)", "Great news!", "My aunt lives there."])
    )
    assert article.text.split("\n\n") == body
