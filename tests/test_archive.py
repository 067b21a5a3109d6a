"""The archive: what it keeps, what a step promises, who may open it, and what pruning leaves."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.briefs.sample import FULL
from briefer.errors import BrieferError, InputError
from briefer.running.archive import FILE, open_archive
from briefer.running.archive_search import END, START, search
from briefer.running.article_store import (
    Reading,
    articles_kept,
    items_kept,
    keep_articles,
    keep_meanings,
    keep_readings,
    meanings_kept,
    signals_kept,
)
from briefer.running.editions import (
    Edition,
    articles_of_stories,
    edition_before,
    edition_of,
    keep_delivery,
    keep_edition,
    list_editions,
    seen_before,
    stories_of,
    stories_told,
    stories_told_before,
    was_delivered,
)
from briefer.running.pruning import prune
from briefer.stories.story import Item, Story
from briefer.summarising.signals import SentenceSignals
from briefer.types import Article, Entity, Sentence, Span

TEXT = "The ferry Aurelia ran aground off Calder Bay. Nobody was hurt."
SIGNALS = (
    SentenceSignals(
        Sentence(0, 45, TEXT[:45], 0), 0.1 + 0.2, (Span(0, 3), Span(4, 9)), (1 / 3, 0.5), (Entity(10, 17, "ORG"),)
    ),
    SentenceSignals(Sentence(46, 62, TEXT[46:], 0), 0.25, (), ()),
)


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "archive") as opened:
        yield opened


def article(one="a1", **changes):
    fields = {"title": "Ferry aground", "source": "Northern Wire", "published": "2026-11-16T07:00Z"}
    return Article(id=one, text=TEXT, noise=(Span(0, 4),), **fields | changes)


def item(one="a1", hour=7):
    return Item(
        id=one,
        title="Ferry aground",
        publisher="Northern Wire",
        published=datetime(2026, 11, 16, hour, tzinfo=UTC),
        kind="news",
        names=frozenset({"aurelia", "calder bay"}),
        shingles=frozenset({2**63 + 5, 7}),
        words=(("ferri", 2), ("ground", 1)),
        prominence=0.5,
        vector=np.array([0.1, 0.7, 1e-30], dtype=np.float32),
    )


def brief_of(day):
    assert FULL.day
    return replace(FULL, day=replace(FULL.day, edition=day))


def keep(archive, day, *articles, previous="", seen=()):
    """Keep an edition whose stories all have these articles."""
    keep_articles(archive, [article(one) for one in articles])
    brief = brief_of(day)
    stories = [Story(story.id, tuple(item(one) for one in articles)) for story in stories_told(brief)]
    start, end = f"{day}T00:00Z", f"{day}T22:00Z"
    keep_edition(archive, Edition(day, start, end, previous, brief), stories, [*articles, *seen])


def test_an_article_comes_back_as_it_went_in(archive):
    kept = article(url="https://wire.example/1", byline="A Writer", dateline="CALDER BAY (NW) -", abstract="Short.")
    keep_articles(archive, [kept])
    assert articles_kept(archive, ["a1", "unknown"]) == {"a1": kept}


def test_an_article_stays_as_it_was_first_read(archive):
    keep_articles(archive, [article()])
    keep_articles(archive, [article(title="Another title")])
    assert articles_kept(archive, ["a1"])["a1"].title == "Ferry aground"


def test_a_reading_comes_back_to_the_last_bit(archive):
    keep_articles(archive, [article()])
    keep_readings(archive, [Reading(item(), SIGNALS)], "signature")
    found = items_kept(archive, ["a1"], "signature")["a1"]
    assert found == item()
    assert found.vector.tobytes() == item().vector.tobytes()
    assert signals_kept(archive, {"a1": article()}, "signature") == {"a1": SIGNALS}


def test_a_reading_holds_for_its_signature_only(archive):
    keep_articles(archive, [article()])
    keep_readings(archive, [Reading(item(), SIGNALS)], "one")
    assert not items_kept(archive, ["a1"], "another")
    assert not signals_kept(archive, {"a1": article()}, "another")


def test_sentence_vectors_are_kept_beside_the_reading(archive):
    keep_articles(archive, [article()])
    keep_readings(archive, [Reading(item(), SIGNALS)], "signature")
    assert not meanings_kept(archive, ["a1"], "signature")
    vectors = np.arange(6, dtype=np.float32).reshape(2, 3)
    keep_meanings(archive, {"a1": vectors}, "signature")
    assert np.array_equal(meanings_kept(archive, ["a1"], "signature")["a1"], vectors)


def test_thousands_of_articles_are_asked_for_at_once(archive):
    keep_articles(archive, [article(str(number)) for number in range(1200)])
    assert len(articles_kept(archive, map(str, range(1500)))) == 1200


def test_an_edition_comes_back_with_its_stories(archive):
    keep(archive, "2026-11-16", "a1", "a2", seen=["opinion"])
    found = edition_of(archive, "2026-11-16")
    assert found
    assert found.brief == brief_of("2026-11-16")
    stories = stories_of(archive, "2026-11-16", {"a1": item("a1", hour=9), "a2": item("a2")})
    assert {tuple(one.id for one in story.items) for story in stories} == {("a2", "a1")}
    assert articles_of_stories(archive, "2026-11-16") == ["a1", "a2"]


def test_copies_come_back_with_their_story(archive):
    keep_articles(archive, [article("a1"), article("a2")])
    story = Story("s1", (item("a1"), item("a2")), (("a2", "a1"),))
    edition = Edition("2026-11-16", "", "", "", brief_of("2026-11-16"))
    keep_edition(archive, edition, [story], [])
    assert stories_of(archive, "2026-11-16", {"a1": item("a1"), "a2": item("a2")}) == [story]


def test_an_edition_made_again_takes_the_place_of_the_first(archive):
    keep(archive, "2026-11-16", "a1")
    keep(archive, "2026-11-16", "a2")
    assert [line.day for line in list_editions(archive)] == ["2026-11-16"]
    assert articles_of_stories(archive, "2026-11-16") == ["a2"]
    assert seen_before(archive, "2026-11-17") == {"a2"}


def test_what_came_before_a_day_is_of_earlier_days_only(archive):
    for day, one in (("2026-11-15", "a1"), ("2026-11-16", "a2"), ("2026-11-17", "a3")):
        keep(archive, day, one)
    found = edition_before(archive, "2026-11-16")
    assert found
    assert found.day == "2026-11-15"
    assert seen_before(archive, "2026-11-16") == {"a1"}
    assert {(told.day, *told.articles) for told in stories_told_before(archive, "2026-11-16", 3)} == {
        ("2026-11-15", "a1")
    }


def test_only_so_many_editions_are_remembered_as_told(archive):
    for day in ("2026-11-15", "2026-11-16", "2026-11-17"):
        keep(archive, day, "a1")
    assert [told.day for told in stories_told_before(archive, "2026-11-18", 2)][:1] == ["2026-11-17"]
    assert {told.day for told in stories_told_before(archive, "2026-11-18", 2)} == {"2026-11-17", "2026-11-16"}


def test_the_latest_edition_is_found_without_its_day(archive):
    assert edition_of(archive, "") is None
    for day in ("2026-11-16", "2026-11-15"):
        keep(archive, day, "a1")
    latest = edition_of(archive, "")
    assert latest
    assert latest.day == "2026-11-16"


def test_a_delivery_is_known_by_day_target_and_content(archive):
    keep_delivery(archive, "2026-11-16", "smtp", b"brief")
    assert was_delivered(archive, "2026-11-16", "smtp", b"brief")
    assert not was_delivered(archive, "2026-11-16", "smtp", b"another brief")
    assert not was_delivered(archive, "2026-11-17", "smtp", b"brief")
    assert not was_delivered(archive, "2026-11-16", "webhook", b"brief")


def test_a_story_is_found_by_other_endings_of_its_words_and_before_articles(archive):
    keep(archive, "2026-11-16", "a1")
    title = stories_told(brief_of("2026-11-16"))[0].title
    hits = search(archive, title.split()[0])
    assert hits[0].kind == "story"
    hit = search(archive, "ferries Aurelia")[-1]
    assert (hit.kind, hit.id, hit.source) == ("article", "a1", "Northern Wire")
    assert f"{START}ferry{END}" in hit.excerpt


def test_words_between_quotation_marks_stand_together(archive):
    keep_articles(archive, [article()])
    assert search(archive, '"ran aground"')
    assert not search(archive, '"aground ran"')
    assert search(archive, "aground ran")


def test_bytes_of_a_command_line_that_are_no_text_find_nothing_and_break_nothing(archive):
    assert search(archive, "zeppelin \udcff") == []


def test_a_search_without_a_word_is_refused(archive):
    with pytest.raises(InputError, match="no word to find"):
        search(archive, '"" *')


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_no_search_is_a_syntax_error(words):
    with open_archive_in_memory() as archive:
        try:
            search(archive, words)
        except InputError as error:
            assert "no word" in error.message  # noqa: PT017 - the only error there may be


def open_archive_in_memory():
    """Open an archive that no file holds."""
    from pathlib import Path

    from briefer.running.archive import Archive
    from briefer.running.archive_schema import TABLES

    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in TABLES:
        connection.execute(statement)
    return Archive(Path("memory"), connection)


def test_a_step_that_fails_leaves_nothing(archive):
    with pytest.raises(sqlite3.IntegrityError), archive.step() as connection:
        connection.executemany("INSERT INTO deliveries VALUES (?, 'smtp', 'x')", [("2026-11-16",), ("2026-11-16",)])
    assert not archive.rows("SELECT * FROM deliveries")
    keep_delivery(archive, "2026-11-16", "smtp", b"brief")  # and the next step goes on


def test_a_full_disk_is_one_line_and_nothing_is_lost(archive):
    keep(archive, "2026-11-16", "a1")
    pages = archive.rows("PRAGMA page_count")[0][0]
    archive.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(BrieferError, match="the disk is full"):
        keep_articles(archive, [article(str(number), title="x" * 900) for number in range(50)])
    assert [line.day for line in list_editions(archive)] == ["2026-11-16"]
    assert archive.rows("PRAGMA integrity_check") == [("ok",)]
    archive.rows("PRAGMA max_page_count = 1000000")
    keep_articles(archive, [article("later")])


def test_two_runs_at_once_are_one_line(tmp_path):
    with open_archive(tmp_path) as first, open_archive(tmp_path) as second, first.alone():
        with pytest.raises(BrieferError, match="another run is at work"), second.alone():
            pytest.fail("both are at work")
        keep_articles(first, [article()])
        assert articles_kept(second, ["a1"])  # reading goes on beside it


def test_a_lock_ends_with_its_block(tmp_path):
    with open_archive(tmp_path) as archive:
        for _ in range(2):
            with archive.alone():
                pass


def test_a_killed_run_leaves_no_lock(tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path; from briefer.running.archive import open_archive\n"
        "with open_archive(Path(sys.argv[1])) as archive, archive.alone(): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=60).returncode == -9
    with open_archive(tmp_path) as archive, archive.alone():
        pass


def test_an_archive_may_be_made_by_two_at_once(tmp_path):
    failed = []

    def make():
        try:
            open_archive(tmp_path / "new").connection.close()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must see it
            failed.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_another_version_of_the_tables_is_one_line(tmp_path):
    open_archive(tmp_path).connection.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="schema is version 99, and this briefer reads version 1"):
        open_archive(tmp_path)


def test_a_file_that_is_no_archive_is_one_line_and_stays_as_it_is(tmp_path):
    (tmp_path / FILE).write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(InputError, match="no archive of briefer's"):
        open_archive(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_the_database_of_another_program_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("CREATE TABLE mine (x)")
    with pytest.raises(InputError, match="no archive of briefer's"):
        open_archive(tmp_path)


def test_an_archive_that_is_only_read_is_not_made(tmp_path):
    with pytest.raises(InputError, match="there is no archive here"):
        open_archive(tmp_path / "none", make=False)
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BrieferError, match="cannot make this folder"):
        open_archive(tmp_path / "file" / "archive")


def test_pruning_keeps_the_latest_edition_and_what_it_needs(archive):
    for day, one in (("2026-11-14", "a1"), ("2026-11-15", "a2"), ("2026-11-16", "a3")):
        keep(archive, day, one, seen=["a2"] if day == "2026-11-16" else [])
        (archive.rendered / day).mkdir(parents=True)
        (archive.rendered / day / "brief.md").write_text("brief")
    dropped = prune(archive, before="2027-01-01")
    assert dropped.days == ("2026-11-14", "2026-11-15")
    assert dropped.articles == 1
    assert [line.day for line in list_editions(archive)] == ["2026-11-16"]
    assert set(articles_kept(archive, ["a1", "a2", "a3"])) == {"a2", "a3"}
    assert [folder.name for folder in archive.rendered.iterdir()] == ["2026-11-16"]
    assert archive.rows("PRAGMA integrity_check") == [("ok",)]


def test_what_was_pruned_is_not_found_any_more(archive):
    for day, one in (("2026-11-15", "a1"), ("2026-11-16", "a2")):
        keep(archive, day, one)
    assert len([hit for hit in search(archive, "ferry") if hit.kind == "article"]) == 2
    prune(archive, before="2026-11-16")
    assert [hit.id for hit in search(archive, "ferry") if hit.kind == "article"] == ["a2"]
    archive.rows("INSERT INTO articles_words(articles_words) VALUES ('integrity-check')")
    archive.rows("INSERT INTO stories_words(stories_words) VALUES ('integrity-check')")


def test_an_empty_archive_may_be_pruned(archive):
    assert prune(archive, before="2027-01-01").days == ()
