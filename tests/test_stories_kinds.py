"""An article's kind is told by its address, its title and its wording; where the signs are weak it is news."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.stories.kinds import NEWS, OPINION, kind_of
from briefer.types import Article

NEWS_TEXT = (
    "The council voted on Monday to close two schools.\n\n“I am sad and I fear my pupils suffer,” a teacher said."
)
COLUMN = """I have lived beside this harbour for forty years.

My father unloaded ships here, and I watched him do it.

The council now wants to sell the quays to a developer.

I think that it is wrong, and I told my councillor so.

Nobody who has seen the plans can like them. I certainly do not."""


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.org/opinion/2026/03/04/schools.html", "opinion"),
        ("https://example.org/2026/commentisfree/schools", "opinion"),
        ("https://opinion.example.org/schools", "opinion"),
        ("https://example.org/sport/football/cup-final", "sport"),
        ("https://www.example.org/nfl/cup-final/", "sport"),
        ("https://example.org/news/live/world-1234", "live"),
        ("https://example.org/world/storm-live-updates-march-4", "live"),
        ("https://example.org/politics/opinion-polls-narrow", "news"),
        ("https://example.org/news/where-sports-stars-live", "news"),
        ("https://example.org/opinion", "news"),  # the last part names the article, not its section
        ("http://[broken", "news"),
        ("", "news"),
    ],
)
def test_an_address_tells_by_its_sections(url, kind):
    assert kind_of(Article("a", NEWS_TEXT, title="Council closes schools", url=url)) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Opinion: The council is wrong", "opinion"),
        ("OPINION | The council is wrong", "opinion"),
        ("Editorial: Keep the schools", "opinion"),
        ("Keep the schools | Editorial", "opinion"),
        ("Keep the schools | Orla Venn column", "opinion"),
        ("Letters to the editor: schools", "opinion"),
        ("Keep the schools – opinion", "opinion"),
        ("Storm reaches the coast – live", "live"),
        ("Live updates: storm reaches the coast", "live"),
        ("Storm: as it happened", "live"),
        ("Court publishes its opinion on schools", "news"),
        ("Column of tanks reaches Tarsin", "news"),
        ("Editorial staff of the Post on strike", "news"),
        ("Broadcaster will not show the event live", "news"),
        ("How people live: a report", "news"),
    ],
)
def test_a_title_tells_by_how_it_begins_or_ends(title, kind):
    assert kind_of(Article("a", NEWS_TEXT, title=title)) == kind


def test_an_author_who_speaks_of_themselves_throughout_gives_an_opinion():
    assert kind_of(Article("a", COLUMN, title="The harbour is ours")) == "opinion"


@pytest.mark.parametrize("title", ["Interview: the harbour master", "Full text of the mayor's speech"])
def test_a_speech_or_an_interview_is_not_its_author_s_opinion(title):
    assert kind_of(Article("a", COLUMN, title=title)) == "news"


def test_who_is_quoted_says_i_and_the_news_stays_news():
    quoted = "\n\n".join(f"“{paragraph}”" for paragraph in COLUMN.split("\n\n"))
    assert kind_of(Article("a", NEWS_TEXT + "\n\n" + quoted, title="Residents speak out")) == "news"


@pytest.mark.parametrize(
    "end",
    [
        "Orla Venn is a columnist for the Daily Post.",
        "Jon Askew is a senior fellow at the Institute for Harbours.",
        "The views expressed here are those of the author.",
    ],
)
def test_who_is_introduced_at_the_end_gives_an_opinion(end):
    assert kind_of(Article("a", f"The council is wrong to sell the quays.\n\n{end}", title="Quays")) == "opinion"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=80), st.text(max_size=80))
def test_any_text_has_a_kind(text, title, url):
    assert kind_of(Article("a", text, title=title, url=url)) in ("news", "opinion", "sport", "live")


@pytest.mark.parametrize("piece", ["A", "I ", "“", "A, ", "- ", "Q: ", "\n", "Aa is a ", "| column "])
def test_a_megabyte_of_anything_has_a_kind(piece):
    text = piece * (1_000_000 // len(piece))
    assert kind_of(Article("a", text, title=text)) in ("news", "opinion")


def test_who_argues_without_saying_so_gives_an_opinion():
    """No address, no title, no author's line and no `I` tells it: the small words do."""
    piece = (
        "There is a simple reason why the harbour is failing, and it is not the weather. It is that nobody in"
        " this town seems to believe in it. What should be the pride of the coast is a car park. And yet we "
        "pretend that this is how it must be. Of course it need not be. If a city is only as good as its "
        "promises, then ours is worth very little indeed. "
    )
    assert kind_of(Article(id="", text=piece * 3, title="The harbour nobody wants")) == OPINION


def test_a_report_of_an_argument_is_news():
    piece = (
        'The council voted on Tuesday to close the harbour, officials said. "It is a disgrace, and we should '
        'all be ashamed of it," said Ada Brandt, who leads the union. The mayor said in a statement that the '
        "city would seek a buyer, according to two people who had seen the plan. A spokesman declined to "
        "comment. The ruling comes after a month of talks with lawmakers and a campaign by residents, who "
        "called for a vote, the ministry said on Monday. "
    )
    assert kind_of(Article(id="", text=piece * 3, title="Council closes harbour")) == NEWS
