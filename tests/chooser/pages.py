"""A page with an invented story and what sites put around one."""

from __future__ import annotations

STORY = (
    "The harbour office of Lower Wexcombe will close its old swing bridge in March, "
    "after engineers found cracks in two of the four bearings, the council said on Tuesday.",
    "Ferries will carry the morning traffic until a new bridge opens next autumn. "
    "“Nobody will have to walk further than ten minutes,” said Marta Quill, who runs the office.",
    "Shopkeepers on the north bank fear for their trade. Some 4,000 people cross the bridge "
    "on a working day, and few of them would wait for a boat, they told the council in a letter.",
    "What it will cost",
    "The repair was first put at two million crowns. It will now come to almost five, "
    "because the bearings have not been made since 1962 and have to be cast one by one.",
    "A first hearing is set for the tenth of the month in the old customs house.",
)
COMMENTS = (
    "I have crossed that bridge every day since I was six and it never moved an inch. "
    "They want the ferries back, that is all there is to it, believe me.",
    "My uncle cast bearings in the sixties. He says that the drawings are still in his attic, "
    "and that he would sell them for a bottle of plum brandy and a good word.",
    "Five million, and the road to the school is still mud. Well done, everybody!",
)
RELATED = (
    "Lower Wexcombe wins the regional prize for gardens",
    "Ferry timetable for the winter months",
    "Ten walks along the northern shore",
)


def page(*, story: tuple[str, ...] = STORY, comments: tuple[str, ...] = COMMENTS) -> str:
    """Return the page's markup."""
    told = "".join(
        f"<p>{text}</p>" if text.endswith((".", "”")) else f"<h2>{text}</h2>" for text in story
    )
    said = "".join(
        f"<li><div class='reader'><b>Reader {number}</b><p>{text}</p></div></li>"
        for number, text in enumerate(comments)
    )
    links = "".join(f"<li><a href='/{n}'>{text}</a></li>" for n, text in enumerate(RELATED))
    return f"""<html><head><title>Old bridge to close in March | Wexcombe Herald</title></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/town">Town</a></li></ul></nav></header>
<main><article><h1>Old bridge to close in March</h1><div class="article-body">{told}</div></article>
<section class="discussion comments"><h3>What readers say</h3><ol>{said}</ol></section></main>
<aside class="sidebar"><h3>More from the town</h3><ul>{links}</ul></aside>
<footer><p>© Wexcombe Herald. All rights reserved.</p></footer></body></html>"""
