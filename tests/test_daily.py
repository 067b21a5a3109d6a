"""The daily run: three invented days in a row, what belongs to which, and that a day is the same however it is made."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from event_feeds import DAYS, write_day

from briefer.briefs.json_format import to_json
from briefer.briefs.sample import FULL
from briefer.briefs.template_files import load_template
from briefer.errors import InputError
from briefer.reading.feeds import open_feeds
from briefer.reading.opml import Subscription
from briefer.running.archive import open_archive
from briefer.running.daily import DailySettings, make_daily
from briefer.running.editions import Edition, edition_of, list_editions, stories_told
from briefer.running.period import belongs, period_of
from briefer.running.publishing import publish
from briefer.running.sources import Subscribed, subscriptions_of
from briefer.types import Entry

pytestmark = pytest.mark.needs_model


def no_page(url, /):
    """Stand for a web that has no page."""
    raise InputError("there is no page", url)


def evening(day):
    return datetime.fromisoformat(f"{day}T22:00:00+00:00")


class Newsroom:
    """An archive with feeds that have the articles of some days."""

    def __init__(self, folder):
        self.folder = folder

    def make(self, day, *days, keep=True, feeds=(), **changes):
        """Make the edition of a day with the feeds of some days."""
        files = [path for one in days or (day,) for path in write_day(one, self.folder / "feeds")]
        with ExitStack() as stack:
            archive = stack.enter_context(open_archive(self.folder / "archive"))
            opened = stack.enter_context(open_feeds(self.folder / "archive" / "feeds.sqlite"))
            source = Subscribed(opened, [Subscription(str(one)) for one in (*files, *feeds)])
            settings = DailySettings(**changes)
            daily = make_daily(archive, source, now=evening(day), fetch=no_page, settings=settings)
            if keep:
                publish(archive, daily, load_template("daily"), ["md"], archive.rendered)
            return daily


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """The editions of three days made one after the other, by day."""
    newsroom = Newsroom(tmp_path_factory.mktemp("three"))
    return newsroom, {day: newsroom.make(day, *DAYS[: DAYS.index(day) + 1]) for day in DAYS}


def told(daily):
    """Every story told with its status, by a word of its title."""
    return {story.title: story.status for story in stories_told(daily.brief)}


def status_of(daily, *words):
    """The statuses of the stories whose articles have a word in their titles."""
    found = set()
    for one in daily.chosen.told:
        titles = " ".join(item.title.casefold() for item in one.ranked.story.items)
        if any(word in titles for word in words):
            found.add(one.change.status)
    return found


def quiet_of(daily):
    return " ".join(story.title for story in daily.brief.day.quiet).casefold()


def test_the_first_edition_covers_a_day_and_everything_is_new(three):
    daily = three[1][DAYS[0]]
    assert (daily.brief.day.start, daily.brief.day.end) == ("2026-11-15T22:00Z", "2026-11-16T22:00Z")
    assert daily.brief.day.previous == ""
    assert set(told(daily).values()) == {"NEW"}


def test_what_is_no_news_is_left_out_and_counted(three):
    left_out = [dict(daily.brief.day.counts.left_out) for daily in three[1].values()]
    assert [counts.get("opinion", 0) for counts in left_out] == [1, 0, 1]
    assert [counts.get("live", 0) for counts in left_out] == [0, 0, 1]


def test_a_story_that_goes_on_is_updated_and_never_new_again(three):
    days = three[1]
    assert [status_of(days[day], "landslide") for day in DAYS] == [{"NEW"}, {"UPDATED"}, {"UPDATED"}]


def test_a_story_is_told_against_the_day_that_told_it_last(three):
    days = three[1]
    story = next(one for one in days[DAYS[2]].chosen.told if "landslide" in one.ranked.story.items[0].title.casefold())
    assert story.told == DAYS[1]
    assert days[DAYS[2]].brief.day.previous == DAYS[1]


def test_a_story_that_nobody_reports_any_more_is_quiet(three):
    days = three[1]
    assert not days[DAYS[0]].brief.day.quiet
    assert "strike" in quiet_of(days[DAYS[2]])
    assert "landslide" not in quiet_of(days[DAYS[2]])


def test_a_story_has_one_id_on_all_days(three):
    ids = [
        {one.ranked.story.id for one in daily.chosen.told if "landslide" in one.ranked.story.items[0].title.casefold()}
        for daily in three[1].values()
    ]
    assert ids[0] == ids[1] == ids[2]
    assert len(ids[0]) == 1


def test_no_article_is_in_two_editions(three):
    days = [set(daily.intake.articles) for daily in three[1].values()]
    assert not days[0] & days[1] | days[1] & days[2] | days[0] & days[2]


def test_a_feed_says_how_many_of_its_entries_the_brief_used(three):
    lines = three[1][DAYS[0]].brief.day.feeds
    assert [line.title for line in lines] == sorted(line.title for line in lines)
    assert sum(line.entries for line in lines) == 11
    assert 0 < sum(line.used for line in lines) <= 10


def test_a_day_made_again_is_the_same_and_is_not_its_own_yesterday(three):
    newsroom, days = three
    again = newsroom.make(DAYS[1], *DAYS[:2])
    assert to_json(again.brief) == to_json(days[DAYS[1]].brief)
    assert sum(stage.count for stage in again.stages if stage.name in ("articles", "reading")) == 0


def test_an_edition_is_kept_with_its_files(three):
    newsroom, days = three
    with open_archive(newsroom.folder / "archive") as archive:
        assert [line.day for line in list_editions(archive)] == [*reversed(DAYS)]
        edition = edition_of(archive, DAYS[0])
        assert edition
        assert edition.brief == days[DAYS[0]].brief
        assert (archive.rendered / DAYS[0] / "brief.md").read_bytes().startswith(b"**TLP:CLEAR**")


def test_nothing_new_makes_no_edition(three):
    newsroom, _ = three
    later = newsroom.make("2026-11-19", *DAYS)
    assert later.brief is None
    with open_archive(newsroom.folder / "archive") as archive:
        assert list_editions(archive)[0].day == DAYS[2]


def test_a_feed_that_cannot_be_read_stands_in_the_list_of_sources(tmp_path):
    bad = tmp_path / "bad.xml"
    bad.write_text("this is no feed")
    missing = tmp_path / "missing.xml"
    daily = Newsroom(tmp_path).make(DAYS[0], feeds=[bad, missing])
    errors = {line.address: line.error for line in daily.brief.day.feeds if line.error}
    assert set(errors) == {str(bad), str(missing)}
    assert all("\n" not in error for error in errors.values())
    assert len(daily.brief.day.feeds) > 2


def test_what_was_there_before_the_first_edition_is_not_late_for_the_second(tmp_path):
    newsroom = Newsroom(tmp_path)
    first = newsroom.make(DAYS[1], *DAYS[:2])
    assert {item.published.day for one in first.chosen.told for item in one.ranked.story.items} == {17}
    second = newsroom.make(DAYS[2], *DAYS)
    assert min(entry.published for entry in second.intake.entries.values()) > "2026-11-17T22:00"


EDITION = Edition("2026-11-16", "2026-11-15T22:00Z", "2026-11-16T22:00Z", "", FULL)


def entry(published="", feed="wire", seen=""):
    return Entry(feed, "1", "https://wire.example/1", "Title", "Wire", published, "", "", seen)


def test_the_period_starts_where_the_previous_edition_ended():
    period = period_of(evening("2026-11-18"), EDITION, length=None, zone=UTC)
    assert (period.day, period.previous) == ("2026-11-18", "2026-11-16")
    assert period.start == evening("2026-11-16")


def test_a_period_may_be_given():
    period = period_of(evening("2026-11-18"), EDITION, length=timedelta(hours=6), zone=UTC)
    assert period.start == datetime(2026, 11, 18, 16, tzinfo=UTC)


def test_an_edition_belongs_to_the_day_in_the_users_zone():
    now = datetime(2026, 11, 18, 2, tzinfo=UTC)
    assert period_of(now, None, length=None, zone=ZoneInfo("America/New_York")).day == "2026-11-17"


def test_seconds_do_not_make_another_edition():
    one = period_of(evening("2026-11-18") + timedelta(seconds=12), None, length=None, zone=UTC)
    assert one == period_of(evening("2026-11-18"), None, length=None, zone=UTC)


def test_a_late_entry_belongs_where_an_earlier_edition_read_its_feed():
    address = FULL.day.feeds[0].address
    period = period_of(evening("2026-11-18"), EDITION, length=None, zone=UTC)
    assert belongs(entry("2026-11-17T01:00Z", "new feed"), period)
    assert belongs(entry("2026-11-15T01:00Z", address), period)
    assert not belongs(entry("2026-11-15T01:00Z", "new feed"), period)
    assert not belongs(entry("2026-11-11T01:00Z", address), period)


def test_an_entry_without_a_date_counts_as_of_when_it_was_first_seen():
    period = period_of(evening("2026-11-18"), EDITION, length=None, zone=UTC)
    assert belongs(entry(seen="2026-11-18T01:00Z", feed="new feed"), period)
    assert not belongs(entry(seen="2026-11-16T01:00Z", feed="new feed"), period)


def test_a_named_list_stands_for_its_feeds(tmp_path):
    write_day(DAYS[0], tmp_path)
    found = subscriptions_of([str(tmp_path / f"{DAYS[0]}.opml"), "https://wire.example/rss"], no_page)
    assert len(found) == 6
    assert found[-1] == Subscription("https://wire.example/rss")


def test_a_list_at_an_address_is_fetched():
    with pytest.raises(InputError, match="there is no page"):
        subscriptions_of(["https://wire.example/all.opml?x=1"], no_page)


def test_an_article_without_prose_is_unreadable(tmp_path):
    feed = tmp_path / "empty.xml"
    item = "<item><title>A title alone</title><guid>1</guid><pubDate>Mon, 16 Nov 2026 09:00:00 GMT</pubDate></item>"
    feed.write_text(f'<rss version="2.0"><channel><title>Empty</title>{item}</channel></rss>')
    daily = Newsroom(tmp_path).make(DAYS[0], feeds=[feed])
    assert dict(daily.brief.day.counts.left_out)["unreadable"] == 1
    assert replace(daily.brief.day.counts, left_out=()).entries == 12
