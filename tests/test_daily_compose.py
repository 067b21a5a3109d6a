"""Composing the daily brief: what every one keeps to, and what three invented days are told as."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.briefs.brief import Counts, FeedLine
from briefer.briefs.compose import citations_of, citations_of_story
from briefer.briefs.daily import StoryMaterial, compose_daily
from briefer.briefs.head import BriefOptions
from briefer.briefs.json_format import from_json, to_json
from briefer.briefs.lines import BRACKETED
from briefer.briefs.material import material_of, signature_of
from briefer.briefs.sections import SectionRule
from briefer.briefs.story_title import plain_headline
from briefer.briefs.support import evidence, lines_of, stories_of
from briefer.language.numerals import numbers_in
from briefer.reading import article_from_text, read_articles
from briefer.stories.change import NEW, UNCHANGED, UPDATED, Account, Change, NewFact, change_of
from briefer.stories.story import Item, Ranked, Story
from briefer.summarising.encoder import load_encoder
from briefer.summarising.summarise import DEFAULT_MODEL

DAYS = ("2026-11-16", "2026-11-17", "2026-11-18")
ROOT = Path(__file__).parent / "events" / "three-days"
LEFT_OUT = {"column", "football", "live"}
ORDER = "landslide strike train wildfire budget water glacier museum".split()
COUNTS = Counts(entries=12, articles=12, copies=1, left_out=(("opinion", 1),), stories=6)
FEEDS = (FeedLine("Northern Wire", "https://wire.example/feed", 4, 4, ""),
         FeedLine("Bay Mirror", "https://mirror.example/feed", 0, 0, "the server answered 503"))  # fmt: skip


def materials_of(articles):
    encoder = load_encoder(DEFAULT_MODEL, "cpu")
    signature = signature_of(encoder.signature)
    read = zip(articles, encoder.read(articles), strict=True)
    return [material_of(article, signals, signature=signature, embed=encoder.embed) for article, signals in read]


@pytest.fixture(scope="module")
def days():
    """Day -> story -> its materials, copies left out; the file's name tells the story."""
    found = {}
    for day in DAYS:
        found[day] = defaultdict(list)
        for material in materials_of(read_articles([str(ROOT / day)])):
            publisher, _, name = Path(material.article.path).stem.partition("-")
            if name not in LEFT_OUT and (day, publisher, name) != (DAYS[0], "times", "landslide"):
                found[day][name].append(material)
    return found


def account(material):
    salience = tuple(signal.salience for signal in material.signals)
    return Account(material.article, material.facts, salience, material.vectors)


def story_of(name, materials, change=None, *, told="", in_brief=False, copies=()):
    times = [datetime.fromisoformat(material.article.published) for material in materials]
    fields = {"names": frozenset(), "shingles": frozenset(), "words": (), "prominence": 0.5, "vector": None}
    items = tuple(
        Item(id=m.article.id, title=m.article.title, publisher=m.article.source, published=t, kind="news", **fields)
        for t, m in sorted(zip(times, materials, strict=True), key=lambda pair: pair[0])
    )
    ranked = Ranked(Story(name, items, copies), 0.5, ())
    return StoryMaterial(ranked, tuple(materials), change or Change(NEW), told, in_brief)


def composed(stories, day=DAYS[0], **options):
    end = datetime.fromisoformat(f"{day}T23:59:00+00:00")
    return compose_daily(
        stories,
        **{
            "quiet": (), "feeds": FEEDS, "counts": COUNTS, "edition": day, "start": f"{day}T00:00:00+00:00",
            "end": end.isoformat(), "previous": "", "options": BriefOptions(now=end), **options,
        },
    )  # fmt: skip


def brief_of(days, day, **options):
    """Compose the brief of a day, the earlier days known."""
    earlier = [days[before] for before in DAYS[: DAYS.index(day)]]
    stories = []
    for name in sorted(days[day], key=ORDER.index):
        known = [material for before in earlier for material in before.get(name, ())]
        change = change_of([account(m) for m in known], [account(m) for m in days[day][name]])
        told = max((m.article.published[:10] for m in known), default="")
        stories.append(story_of(name, days[day][name], change, told=told, in_brief=name in {"glacier", "museum"}))
    return composed(stories, day, **options)


@pytest.fixture(scope="module")
def briefs(days):
    return {day: brief_of(days, day, previous=DAYS[DAYS.index(day) - 1] if day > DAYS[0] else "") for day in DAYS}


@pytest.fixture(scope="module")
def first(briefs):
    return briefs[DAYS[0]]


def item(brief, name):
    return next(story for story in stories_of(brief) if story.id == name)


def words(lines):
    return " ".join(line.text for line in lines)


@pytest.mark.parametrize("day", DAYS)
def test_every_citation_resolves_and_every_number_is_in_its_evidence(days, briefs, day):
    brief = briefs[day]
    texts = {m.article.title: m.article.text for some in days[day].values() for m in some}
    paragraphs = {(source.number, one.number): one for source in brief.sources for one in source.paragraphs}
    for source in brief.sources:
        for one in source.paragraphs:
            assert texts[source.title][one.start : one.start + len(one.text)] == one.text
    for citation in citations_of(brief):
        one = paragraphs[citation.source, citation.paragraph]
        assert one.start <= citation.start < citation.end <= one.start + len(one.text)
    for line in lines_of(brief):
        stated = numbers_in(" ".join(evidence(citation, paragraphs) for citation in line.citations))
        assert line.citations
        assert set(numbers_in(BRACKETED.sub("", line.text))) <= set(stated), line
    assert brief.method.supported == brief.method.shown == len(list(lines_of(brief)))


@pytest.mark.parametrize("day", DAYS)
def test_sources_are_numbered_through_the_day_in_the_order_told_and_only_those_cited(briefs, day):
    brief = briefs[day]
    cited = dict.fromkeys(citation.source for citation in citations_of(brief))
    assert [source.number for source in brief.sources] == list(cited) == list(range(1, len(brief.sources) + 1))
    for story in stories_of(brief):
        assert set(story.sources) == {citation.source for citation in citations_of_story(story)}


@pytest.mark.parametrize("day", DAYS)
def test_nothing_is_told_twice_in_a_story(briefs, day):
    for story in stories_of(briefs[day]):
        told = [line.text for line in (*story.summary, *story.details)]
        assert len(told) == len(set(told))
        assert not {line.text for line in story.details} & {line.text for line in story.changes}


def test_a_summary_says_what_most_publishers_report_and_not_what_one_has_otherwise(first):
    summary = words(item(first, "landslide").summary)
    assert "San Telmo" in summary
    assert "12" in summary
    assert "11" not in summary


def test_a_line_that_several_publishers_report_cites_them_all(first):
    assert all(len({c.source for c in item(first, name).summary[0].citations}) > 1 for name in ("strike", "water"))


def test_figures_that_publishers_differ_on_stand_side_by_side(briefs):
    killed = next(figure for figure in item(briefs[DAYS[0]], "landslide").figures if "killed" in figure.label)
    assert {reading.number for reading in killed.readings} == {"11", "12"}
    hurt = next(figure for figure in item(briefs[DAYS[1]], "train").figures if figure.disputed)
    assert {reading.number for reading in hurt.readings} == {"46", "52"}


def test_a_summary_has_one_or_two_sentences_of_some_forty_words(briefs):
    for brief in briefs.values():
        for story in stories_of(brief):
            assert 1 <= len(story.summary) <= 2 or story.status == UNCHANGED
            assert len(BRACKETED.sub("", words(story.summary)).split()) <= 50


def test_a_story_in_brief_has_no_details_and_another_two_to_four(first):
    assert item(first, "glacier").details == ()
    assert 2 <= len(item(first, "landslide").details) <= 4


def test_the_bottom_line_is_the_first_sentence_of_the_top_stories(first):
    assert first.bluf == tuple(item(first, name).summary[0] for name in ("landslide", "strike", "wildfire"))


def test_what_is_new_is_told_with_the_old_and_the_new_figure(briefs):
    story = item(briefs[DAYS[1]], "landslide")
    assert story.status == "UPDATED"
    assert any("suspended the licence" in line.text for line in story.changes)
    moved = {change.label: (change.before, change.after.number, change.since) for change in story.figure_changes}
    assert ("30", "14", DAYS[0]) in moved.values()
    assert all(change.after.citations for change in story.figure_changes)


def test_an_unchanged_story_is_named_and_not_told(days):
    story = story_of("water", days[DAYS[1]]["water"], Change(UNCHANGED), told=DAYS[0])
    brief = composed([story_of("train", days[DAYS[1]]["train"]), story], DAYS[1])
    (named,) = brief.day.unchanged
    assert (named.id, named.status, named.told, named.summary) == ("water", UNCHANGED, DAYS[0], ())
    assert "Kenya" in named.title
    assert [one.id for section in brief.day.sections for one in section.stories] == ["train"]


def test_one_main_place_for_each_place_of_a_story(first):
    assert all(place.main for place in first.places)
    assert {place.country_code for place in first.places} == {"AR", "NL", "KE", "NO", "US"}
    assert next(section.title for section in first.day.sections) == "Latin America and the Caribbean"


def test_a_figure_of_the_day_says_what_it_counts_and_where(first):
    assert 0 < len(first.figures) <= 6
    assert all("(" in figure.label for figure in first.figures)
    assert any("killed" in figure.label and "Argentina" in figure.label for figure in first.figures)


def test_another_storys_source_corroborates_nothing(days):
    alone = days[DAYS[0]]["wildfire"]
    brief = composed([story_of("one", alone), story_of("two", [replace(alone[0], vectors=None)])])
    assert {source.credibility for source in brief.sources} == {3}
    both = composed([story_of("water", days[DAYS[0]]["water"])])
    assert {source.credibility for source in both.sources} == {2}


def test_copies_count_as_articles_and_not_as_publishers(days):
    wire = days[DAYS[0]]["landslide"]
    ids = [material.article.id for material in wire]
    brief = composed([story_of("landslide", wire, copies=((ids[1], ids[0]),))])
    story = item(brief, "landslide")
    assert (story.articles, story.copies, len(story.publishers)) == (3, 1, 2)


def test_the_head_has_edition_period_cut_off_and_moment(first):
    assert first.head.title == "Daily brief, 16 November 2026"
    assert first.head.dtg == "162359Z NOV 26"
    assert first.head.cutoff == "2026-11-16T20:10:00Z"
    assert "16 November 2026" in first.head.period
    assert (first.day.start, first.day.end) == ("2026-11-16T00:00Z", "2026-11-16T23:59Z")


def test_gaps_name_failed_feeds_and_count_stories_of_one_publisher(first):
    assert [gap.question for gap in first.gaps] == [
        "1 of 2 feeds could not be read: Bay Mirror.",
        "2 of 5 stories rest on a single publisher.",
    ]


def test_the_users_topics_take_the_place_of_regions(days):
    brief = brief_of(days, DAYS[0], sections=[SectionRule("Work", ("strike", "dockers"))])
    assert [section.title for section in brief.day.sections] == ["Work", "Other news"]


def test_the_same_day_gives_the_same_brief_and_it_survives_json(days, first):
    again = brief_of(days, DAYS[0])
    assert again == first
    assert from_json(to_json(first)) == first


def test_a_day_without_stories_is_a_brief_too():
    brief = composed([], signature="briefer-encoder@0")
    assert (brief.bluf, brief.sources, brief.day.sections) == ((), (), ())
    assert brief.method.checkpoint == "briefer-encoder@0"


def test_boilerplate_and_the_writers_own_voice_are_never_told(first):
    shown = words(lines_of(first))
    assert "Sign up" not in shown
    assert "We heard" not in shown


def test_a_weekday_six_days_ago_may_be_tomorrow_and_gets_no_date():
    text = (
        "North Vell said it was closing its border with South Vell on Tuesday, a move that traders had feared.\n\n"
        "The border post at Ostrava Falls had been open since 1998, and trucks queued there for three kilometres."
    )
    head = "Title: North Vell closes border\nSource: Herald\nPublished: 2020-06-08T21:52:00Z\n\n"
    brief = composed([story_of("border", materials_of([article_from_text(head + text)]))], "2020-06-08")
    assert "on Tuesday," in words(item(brief, "border").summary)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Watch: Rescuers search for 30 missing | Coast Radio", "Rescuers search for 30 missing"),
        ("Port reopens after crane collapse - Coast Radio", "Port reopens after crane collapse"),
        ("Oslo - Bergen line closed after landslide", "Oslo - Bergen line closed after landslide"),
        ("Why the port had to close", ""),
        ("Opinion: Ports do not run themselves", ""),
        ("Is this the end of the port?", ""),
        ("Ports should be run by the towns", ""),
        ("What we know about the crane", ""),
        ("Our ports and what is wrong with them", ""),
        ("Live updates: search goes on in Argentina", ""),
        ("Port closed", ""),
    ],
)
def test_a_plain_headline_has_no_label_question_opinion_or_publishers_name(title, plain):
    assert plain_headline(title, {"coastradio"}) == plain


def test_a_title_is_not_one_odd_articles(days):
    odd = materials_of(
        [
            article_from_text(
                "Title: Bananas will be dearer than ever this winter\nSource: Fruit Gazette\n"
                "Published: 2026-11-16T16:00:00Z\n\nDutch greengrocers expect to sell fewer bananas after dockers in "
                "Rotterdam walked out on Monday.\n\nA banana costs 30 cents in The Hague, and bananas ripen in a week."
            )
        ]
    )
    story = item(composed([story_of("strike", [*odd, *days[DAYS[0]]["strike"]])]), "strike")
    assert "ananas" not in story.title
    assert "8,000 dockers" in story.summary[0].text


def test_times_of_any_zone_are_counted_in_the_period(days):
    moved = [
        replace(m, article=replace(m.article, published="2026-11-16T23:30:00-05:00")) for m in days[DAYS[0]]["water"]
    ]
    assert item(composed([story_of("water", moved)], DAYS[1]), "water").latest == "2026-11-17T04:30Z"
    assert datetime.fromisoformat(moved[0].article.published).astimezone(UTC).day == 17


PEOPLE = """Title: Tram strike ends in Lakeland
Source: Herald
Published: 2026-11-16T12:00:00Z

Lakeland's tram drivers went back to work on Monday after the city agreed to pay them 6 percent more, the union said.

The deal was signed at the town hall by Carla Norden, who leads the union, and by the mayor, Anton Weiss.

Norden told reporters in Lakeland that the city had promised forty new trams by 2028 and a canteen at every depot.

Photographers wait for Anton Weiss outside the town hall in Lakeland, Monday, November 16, 2026.

Drivers at McDepotTram lines reopen Weiss under fire MORE said they would vote on the deal in Lakeland on Friday.
"""


def test_a_surname_is_completed_unless_the_full_name_was_told():
    story = item(composed([story_of("tram", materials_of([article_from_text(PEOPLE)]))]), "tram")
    told = words((*story.summary, *story.details))
    assert "Norden" in told
    assert "Norden [Carla Norden]" in told or told.index("Carla Norden") < told.index("Norden told")
    assert told.count("[Carla Norden]") <= 1


def test_two_people_of_one_surname_stay_as_they_are():
    text = PEOPLE.replace("Anton Weiss.", "Anton Norden.")
    story = item(composed([story_of("tram", materials_of([article_from_text(text)]))]), "tram")
    assert "Norden [" not in words((*story.summary, *story.details))


def test_captions_and_other_articles_titles_are_never_told():
    shown = words(lines_of(composed([story_of("tram", materials_of([article_from_text(PEOPLE)]))])))
    assert "Photographers" not in shown
    assert "MORE" not in shown


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=400))
def test_any_text_makes_a_day(text):
    articles = [article_from_text(f"Source: A\nPublished: 2026-11-16\n\n{text}"), article_from_text(PEOPLE)]
    made = [one for one in materials_of(articles) if one.facts.sentences]
    day = composed([story_of(str(at), [replace(one, article=replace(one.article, published="2026-11-16T10:00:00Z"))])
                    for at, one in enumerate(made)])  # fmt: skip
    assert day.method.supported == day.method.shown
    assert from_json(to_json(day)) == day


def told_as(text, *, title="Tram line closed in Lakeland", source="Herald", **fields):
    """Tell a story of one article."""
    article = article_from_text(f"Title: {title}\nSource: {source}\nPublished: 2026-11-16T12:00:00Z\n\n{text}")
    return item(composed([story_of("story", materials_of([article]), **fields)]), "story")


TRAM = (
    "A tram ran off its rails in the harbour of Lakeland on Monday and 14 people were injured, firemen"
    " said.\n\nThe tram line between the harbour and the university was closed for the day, the operator Lakeland Trams"
    " said, and 40 buses took its place.\n\nLakeland Trams has 120 drivers and carries 60,000 passengers a day on nine"
    " lines, among them many students.\n\nThe tram had been checked on Friday, the operator said, and its brakes were"
    " found to be in order."
)


def test_a_figure_of_a_story_says_what_happened_to_whom():
    labels = [figure.label for figure in told_as(TRAM, title="Tram runs off its rails in Lakeland").figures]
    assert labels == ["people injured"]


def test_counts_of_several_times_under_one_label_are_not_shown():
    text = (
        "Lakeland's trams hit and injured 31 people this autumn, the tram operator said in Lakeland on Monday.\n\n"
        "Trams in Lakeland injured 22 people in the summer, and the operator put up signs at every crossing then.\n\n"
        "Since 2015, trams in Lakeland have injured 540 people, the operator said."
    )
    assert told_as(text, title="Lakeland's trams injure more people").figures == ()


def test_a_place_named_in_passing_is_not_where_a_story_is():
    text = (
        "Scientists said on Monday that warm weather slows the spread of colds but does not stop it.\n\n"
        "Colds spread fastest in schools and in crowded trains, the scientists said in a report on the winter.\n\n"
        "A study in Brazil found the same for influenza, said the report, which looked at forty years."
    )
    story = told_as(text, title="Warm weather slows colds but does not stop them, scientists say")
    assert story.place == ""


def test_a_story_of_many_places_of_a_country_is_the_countrys():
    text = (
        "Trams stood still in Cologne, Hamburg, Leipzig and Munich on Monday as drivers struck for more pay.\n\n"
        "The union said that drivers in Cologne and Leipzig would stay away on Tuesday, too, unless the towns made an"
        " offer."
    )
    assert told_as(text, title="Trams stand still as drivers strike").place == "Germany"


def test_titles_of_other_articles_set_into_a_sentence_are_taken_out():
    text = (
        "The mayor's adviser Carla Norden Carla Maria (Carly) NordenTram lines reopen after storm Mayor under fire MORE"
        " said on Monday that Lakeland would not close a single tram line this winter.\n\n"
        "Norden spoke after a meeting with the drivers' union, which had feared that two lines would go."
    )
    story = told_as(text, title="Mayor's adviser says no tram line will close")
    assert story.summary[0].text.startswith("The mayor's adviser Carla Norden said on Monday")


def test_a_question_for_a_title_gives_way_to_a_whole_clause_and_never_to_half_a_one():
    assert "?" not in told_as(TRAM, title="Are Lakeland's trams safe?").title
    half = (
        "While most drivers in Lakeland believe that the trams are safe, many passengers have doubts about the brakes."
    )
    assert told_as(f"{half}\n\n{half}", title="Are the trams safe?").title == "Are the trams safe?"


def test_a_source_that_argues_does_not_lead():
    argued = (
        "This is how a town ruins its trams, and so it should not surprise anybody. But the mayor does not care. What"
        " is it that we want? If we want trams that run, then we must pay for them, and that is the truth of it. Why"
        " should the poor walk while the rich drive? The answer is that they should not. It is a shameful failure, and"
        " it is ours. So let us be honest with ourselves: this is not about money, it is about what kind of town we"
        " are. And yet the council is only too happy to look away. That is not just wrong, it is dangerous."
    )
    text = f"On Monday a tram ran off its rails in Lakeland and 14 people were injured.\n\n{argued}"
    head = "Title: {}\nSource: {}\nPublished: 2026-11-16T12:00:00Z\n\n{}"
    articles = [
        article_from_text(head.format("Shameful Lakeland lets its trams rot", "Opinionist", text)),
        article_from_text(head.format("Tram runs off its rails in Lakeland", "Herald", TRAM)),
    ]
    story = item(composed([story_of("tram", materials_of(articles))]), "tram")
    assert story.title == "Tram runs off its rails in Lakeland"


def test_news_at_the_end_of_an_article_only_makes_no_update():
    (tram,) = materials_of([article_from_text(PEOPLE)])
    late = Change(UPDATED, (NewFact(tram.article.id, 7),))
    early = Change(UPDATED, (NewFact(tram.article.id, 0),))
    assert composed([story_of("tram", [tram], late, told=DAYS[0])]).day.sections == ()
    assert composed([story_of("tram", [tram], early, told=DAYS[0])]).day.unchanged == ()
