"""Composing: what every brief keeps to, and what each section is made of. The events are invented."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import briefer
from briefer.briefs.acronyms import explain_acronyms
from briefer.briefs.brief import Line
from briefer.briefs.compose import citations_of
from briefer.briefs.lines import BRACKETED, tidy
from briefer.briefs.material import Material
from briefer.briefs.support import evidence, lines_of
from briefer.language.facts import Facts, Name
from briefer.language.numerals import numbers_in
from briefer.reading import article_from_text, read_articles
from briefer.types import Article, Summary


@pytest.fixture(scope="module")
def event():
    """Three publishers on one event, who differ on how many died."""
    return read_articles([str(Path(__file__).parent / "events" / "calder-bay")])


@pytest.fixture(scope="module")
def brief(event):
    return briefer.make_brief(event)


def checked(brief, articles):
    """Assert what every brief keeps to."""
    of = {(a.path, a.title, a.text[:50]): a for a in articles}
    paragraphs = {}
    for source in brief.sources:
        article = next(a for key, a in of.items() if (a.path, a.title) == (source.path, source.title))
        for paragraph in source.paragraphs:
            assert article.text[paragraph.start : paragraph.start + len(paragraph.text)] == paragraph.text
            paragraphs[source.number, paragraph.number] = paragraph
    for citation in citations_of(brief):
        paragraph = paragraphs[citation.source, citation.paragraph]
        assert paragraph.start <= citation.start < citation.end <= paragraph.start + len(paragraph.text)
    for line in lines_of(brief):
        assert line.citations, line
        assert line.text.strip()
        stated = numbers_in(" ".join(evidence(citation, paragraphs) for citation in line.citations))
        assert set(numbers_in(BRACKETED.sub("", line.text))) <= set(stated), line
    for figure in brief.figures:
        for reading in figure.readings:
            texts = [evidence(citation, paragraphs) for citation in reading.citations]
            assert reading.text in texts
    assert brief.method.supported == brief.method.shown == len(list(lines_of(brief)))
    assert [event.date for event in brief.timeline] == sorted(event.date for event in brief.timeline)


def test_every_citation_resolves_and_every_number_is_in_a_source(brief, event):
    checked(brief, event)


@pytest.mark.parametrize("name", ["checkpoint.txt", "ferries.txt", "rates.txt", "transit.html", "wildfire.md"])
def test_so_it_is_for_each_sample_article(articles, name):
    read = read_articles([str(articles / name)])
    checked(briefer.make_brief(read, options=NOW), read)


NOW = briefer.BriefOptions(now=datetime(2026, 1, 5, 6, 30, tzinfo=UTC))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=600))
def test_so_it_is_for_any_text_unless_it_has_nothing_to_show(text):
    article = article_from_text(text)
    try:
        brief = briefer.make_brief([article], options=NOW)
    except briefer.InputError:
        return
    checked(brief, [article])


def test_the_same_articles_and_options_give_the_same_brief(event, brief):
    assert briefer.make_brief(event) == brief


def test_sources_are_numbered_and_the_leading_one_comes_first(brief):
    assert [source.number for source in brief.sources] == [1, 2, 3]
    assert {source.publisher for source in brief.sources} == {"Northern Wire", "The Halden Post", "Coast Radio"}


def test_what_publishers_agree_on_is_shown_once_with_all_its_sources(brief):
    assert any(len({citation.source for citation in line.citations}) > 1 for line in brief.bluf)
    texts = [line.text for line in (*brief.bluf, *brief.highlights, *brief.developments.happened, *brief.background)]
    assert len(texts) == len(set(texts))


def test_figures_that_publishers_differ_on_stand_side_by_side(brief):
    killed = next(figure for figure in brief.figures if "killed" in figure.label)
    assert killed.disputed
    assert {reading.number for reading in killed.readings} == {"3", "4"}
    assert all(reading.citations for reading in killed.readings)


def test_an_allegation_and_its_denial_are_disputed(brief):
    disputed = [statement for statement in brief.statements if statement.status == "disputed"]
    assert {"Meridian Terminals"} <= {statement.speaker for statement in disputed}
    assert any("union" in statement.speaker for statement in disputed)


def test_a_weekday_gets_its_date_and_a_quotation_stays_as_it_was(brief):
    lines = [line.text for line in lines_of(brief) if "Wednesday" in line.text]
    assert all("Wednesday [11 Nov]" in text or "Wednesday (11 November 2026)" in text for text in lines)
    assert len(lines) > 2
    assert "[" not in next(s.line.text for s in brief.statements if "not back to normal" in s.line.text)


def test_an_acronym_is_explained_at_its_first_use_as_the_source_explains_it():
    article = article_from_text(
        "The Coastal Rescue Service said on Monday that it had found the missing trawler off Hest.\n\n"
        "The wreck lies at a depth of 60 metres, and divers will go down on Friday if the sea allows it.\n\n"
        "The Coastal Rescue Service (CRS) has two ships at the place. CRS divers recovered a log book on Sunday."
    )
    shown = " ".join(line.text for line in lines_of(briefer.make_brief([article], options=NOW)))
    assert shown.count("CRS [Coastal Rescue Service]") <= 1
    assert "CRS" not in shown.partition("Coastal Rescue Service")[0]


@pytest.mark.parametrize(
    ("full", "explained"),
    [("United Northern Harbours", "UNH [United Northern Harbours] agreed."), ("UNH Coastal Institute", "UNH agreed.")],
)
def test_a_name_that_holds_the_acronym_explains_nothing(full, explained):
    """`UNH Coastal Institute` is a part of UNH."""
    name = Name("ORG", full, ("UNH",), "", "", None, (), ())
    facts = Facts((), (), (), (name,), (), (), ())
    material = Material(1, Article(id="a", text=""), (), facts, Summary("a", (), ""))
    assert explain_acronyms(Line("UNH agreed.", ()), [material]) == Line(explained, ())


def test_a_statement_can_stand_behind_its_speakers_name(brief):
    union = next(statement for statement in brief.statements if "union" in statement.speaker)
    assert union.line.text.startswith("The dockers' union")
    assert union.told.text.startswith("has accused the operator")


def test_what_is_expected_is_outlook_and_not_what_happened(brief):
    assert any("will answer questions" in line.text for line in brief.outlook)
    assert not any("is expected" in line.text for line in brief.developments.happened)


def test_the_timeline_has_the_dated_events_in_their_order(brief):
    days = [event.date[:10] for event in brief.timeline]
    assert {"2026-11-02", "2026-11-10", "2026-11-11", "2026-11-16"} <= set(days)


def test_corroborated_sources_are_graded_higher(brief, event):
    assert brief.sources[0].credibility <= 2
    alone = briefer.make_brief(event[:1])
    assert alone.sources[0].grade == "F3"


def test_a_syndicated_copy_confirms_nothing(event):
    copy = replace(event[0], id="copy", source="Bay Mirror", path="copy.txt")
    assert {s.credibility for s in briefer.make_brief([event[0], copy]).sources} == {3}


def test_a_user_grades_the_sources_that_they_know(event):
    options = briefer.BriefOptions(reliability={event[0].source: "B"})
    graded = briefer.make_brief(event, options=options).sources
    assert {s.publisher: s.reliability for s in graded}[event[0].source] == "B"


def test_without_a_moment_the_brief_is_dated_by_its_latest_source(brief):
    assert brief.head.dtg == "112359Z NOV 26"
    assert brief.head.cutoff.startswith("2026-11-11")
    assert brief.head.period == "11 November 2026"


def test_a_moment_dates_the_brief_and_the_cut_off_stays(event):
    head = briefer.make_brief(event, options=NOW).head
    assert head.dtg == "050630Z JAN 26"
    assert head.as_of == "2026-01-05T06:30Z"
    assert head.cutoff.startswith("2026-11-11")


def test_with_no_date_at_all_the_moment_is_asked_for():
    article = article_from_text("A bridge over the Tarn collapsed and two lorries fell into the river, police said.")
    with pytest.raises(briefer.ConfigError, match="now"):
        briefer.make_brief([article])
    assert "Publication" in [gap.topic for gap in briefer.make_brief([article], options=NOW).gaps]


@pytest.mark.parametrize("wrong", [{"tlp": "SECRET"}, {"now": datetime(2026, 1, 5)}])  # noqa: DTZ001 - the point
def test_options_that_make_no_sense_are_refused(wrong):
    with pytest.raises(briefer.ConfigError):
        briefer.BriefOptions(**wrong)


def test_articles_without_prose_are_refused_in_one_line():
    with pytest.raises(briefer.InputError, match="running text"):
        briefer.make_brief([article_from_text("12:30")], options=NOW)
    with pytest.raises(briefer.InputError):
        briefer.make_brief([], options=NOW)


def test_a_title_is_the_users_else_the_articles_else_the_first_clause(event):
    assert briefer.make_brief(event, options=briefer.BriefOptions(title="Quay 4")).head.title == "Quay 4"
    untitled = article_from_text(
        "Border guards in Tarsin arrested eight men suspected of smuggling weapons across the Orun river and seized 43 "
        "rockets in a raid on a farm late on Saturday, the provincial governor said."
    )
    title = briefer.make_brief([untitled], options=NOW).head.title
    assert title.startswith("Border guards in Tarsin arrested eight men")
    assert not title.endswith(".")


GAPS = {
    "Casualties": "A blast shook the market of Kesh on Monday, the governor said. Shops were closed for the day.",
    "Identity": "Police in Kesh arrested two men on Monday after a chase along the river, the governor said.",
    "Charges": "Police in Kesh arrested two men on Monday after a chase along the river, the governor said.",
    "Responsibility": "Gunmen killed two policemen in Kesh on Monday, the governor of the province said.",
    "Cause": "A bridge in Kesh collapsed on Monday and two lorries fell into the river, the governor said.",
    "Quantity": "Police in Kesh seized various types of weapons on Monday, the governor of the province said.",
    "Time": "Police in Kesh arrested two men on Monday after a chase along the river, the governor said.",
    "Sourcing": "The council of Kesh voted on Monday to build a second school, the mayor said.",
}


@pytest.mark.parametrize("topic", GAPS)
def test_a_gap_is_named_where_the_text_raises_the_question(topic):
    article = article_from_text(GAPS[topic])
    assert topic in [gap.topic for gap in briefer.make_brief([article], options=NOW).gaps]


def test_articles_on_two_events_are_noticed(articles):
    mixed = read_articles([str(articles / "checkpoint.txt"), str(articles / "transit.html")])
    assert "Relation" in [gap.topic for gap in briefer.make_brief(mixed).gaps]


def test_of_a_text_without_end_only_the_beginning_is_read_and_the_brief_says_so():
    long = article_from_text("\n\n".join(f"Mayor Ada Brandt of Kesh opened school {n} on Monday." for n in range(6000)))
    brief = briefer.make_brief([long], options=NOW)
    assert "Length" in [gap.topic for gap in brief.gaps]
    assert max(citation.end for citation in citations_of(brief)) <= 200_000


def test_a_gap_is_not_named_where_the_text_does_not_raise_the_question():
    article = article_from_text(GAPS["Sourcing"])
    topics = {gap.topic for gap in briefer.make_brief([article], options=NOW).gaps}
    assert not topics & {"Casualties", "Identity", "Charges", "Responsibility", "Cause", "Quantity"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("described it as “serious,”", "Described it as “serious.”"),
        ("she said it was over,", "She said it was over."),
        ('he said "no."', 'He said "no."'),
        ("who did it?", "Who did it?"),
        ("", ""),
    ],
)
def test_a_stretch_of_a_sentence_ends_as_a_sentence(text, shown):
    assert tidy(text) == shown


SEED = Path(os.environ.get("BRIEFER_DATA", Path(__file__).parents[2] / "shared" / "data")) / "seed" / "article.txt"


@pytest.mark.skipif(not SEED.is_file(), reason="the corpora are not here")
def test_the_brief_of_the_article_that_the_project_was_asked_for():
    articles = read_articles([str(SEED)])
    brief = briefer.make_brief(articles)
    checked(brief, articles)
    assert brief.head.dtg.endswith("Z DEC 25")
    assert brief.head.cutoff == "2025-12-21"
    located = {place.name: (place.latitude, place.longitude) for place in brief.places if place.latitude}
    assert located["Daraya"] == pytest.approx((33.46, 36.24), abs=0.02)
    assert located["Palmyra"] == pytest.approx((34.56, 38.28), abs=0.02)
    assert next(place for place in brief.places if place.main).within == "Rural Damascus"
    days = {event.date: event.line.text for event in brief.timeline}
    assert "Palmyra" in days["2025-12-13"]
    assert "Daraya" in days["2025-12-21"]
    figures = {(figure.readings[0].number, figure.label) for figure in brief.figures}
    assert {("2", "US soldiers killed"), ("1", "civilian interpreter killed"), ("70", "ISIS targets hit")} <= figures
    assert {"6", "10", "23", "100"} <= {number for number, _ in figures}
    assert {"Ahmed al-Dalati", "US Central Command", "Donald Trump"} <= {s.speaker for s in brief.statements}
    assert {"Casualties", "Identity", "Sourcing"} <= {gap.topic for gap in brief.gaps}
