"""`briefer daily` and `briefer archive` from the command line."""

from __future__ import annotations

import json
import shutil

import pytest
from event_feeds import DAYS, write_day

import briefer.reading.fetch
from briefer.cli import main
from briefer.errors import InputError

pytestmark = pytest.mark.needs_model


def no_page(url, /, **_):
    raise InputError("there is no page", url)


@pytest.fixture
def call(tmp_path, capsys, monkeypatch):
    """Run a command in a folder of its own and give exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(briefer.reading.fetch, "fetch_page", no_page)

    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main([str(one) for one in arguments])
        said = capsys.readouterr()
        return end.value.code or 0, said.out, said.err

    return run


@pytest.fixture(scope="module")
def two_days(tmp_path_factory):
    """A folder with the archive of two days, `archive`, and their lists of feeds."""
    folder = tmp_path_factory.mktemp("two")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setattr(briefer.reading.fetch, "fetch_page", no_page)
        for day in DAYS[:2]:
            write_day(day, folder / "feeds")
            with pytest.raises(SystemExit) as end:
                main(["daily", f"{folder}/feeds/{day}.opml", *at(day), "--archive", f"{folder}/archive"])
            assert not end.value.code
    return folder


@pytest.fixture
def archive(two_days, tmp_path):
    """A copy of that archive, to be changed."""
    shutil.copytree(two_days / "archive", tmp_path / "kept")
    return tmp_path / "kept"


def at(day):
    return ["--now", f"{day}T22:00Z"]


def test_the_brief_goes_to_standard_output_as_markdown(call, two_days):
    code, out, err = call("daily", two_days / "feeds" / f"{DAYS[0]}.opml", *at(DAYS[0]), "--tlp", "green")
    assert code == 0
    assert out.startswith("**TLP:GREEN**")
    assert "# Daily brief" in out
    assert err == ""


def test_files_are_written_a_folder_a_day_and_named(call, two_days, tmp_path):
    day = DAYS[0]
    formats = ["--to", "html", "--to", "json", "--serial", "7"]
    code, out, _ = call("daily", two_days / "feeds" / f"{day}.opml", *at(day), "-o", tmp_path / "out", *formats)
    assert code == 0
    assert out.splitlines() == [str(tmp_path / "out" / day / name) for name in ("brief.html", "brief.json")]
    assert json.loads((tmp_path / "out" / day / "brief.json").read_bytes())["head"]["serial"] == "7"


def test_json_and_statistics_go_their_own_ways(call, two_days):
    code, out, err = call("daily", two_days / "feeds" / f"{DAYS[0]}.opml", *at(DAYS[0]), "--json")
    assert code == 0
    assert json.loads(out)["day"]["edition"] == DAYS[0]
    record = json.loads(err)
    assert record["edition"] == DAYS[0]
    assert [stage["name"] for stage in record["stages"]][:3] == ["feeds", "entries", "articles"]


def test_an_explanation_says_why_each_story_stands_where_it_does(call, two_days):
    _, _, err = call("daily", two_days / "feeds" / f"{DAYS[0]}.opml", *at(DAYS[0]), "--explain")
    assert "independent publishers" in err
    assert "NEW, told: " in err


def test_a_dry_run_keeps_and_sends_nothing_and_says_what_it_would_send(call, two_days, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFER_SITE_FOLDER", str(tmp_path / "site"))
    feeds = two_days / "feeds" / f"{DAYS[0]}.opml"
    code, out, err = call("daily", feeds, *at(DAYS[0]), "--dry-run", "-o", tmp_path / "out", "--to", "pdf")
    assert code == 0
    assert "# Daily brief" in out
    assert "site in" in err
    assert "would send" in err
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / "out").exists()
    assert call("archive", "list")[1] == ""


def test_a_brief_is_sent_once_to_each_as_long_as_it_stays_the_same(call, two_days, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFER_SITE_FOLDER", str(tmp_path / "site"))
    command = ["daily", two_days / "feeds" / f"{DAYS[0]}.opml", *at(DAYS[0])]
    assert ": sent: " in call(*command)[2]
    assert (tmp_path / "site" / "index.html").is_file()
    assert "sent" not in call(*command)[2]
    assert ": sent: " in call(*command, "--serial", "8")[2]


def test_nothing_new_is_one_line_and_no_failure(call, two_days, archive):
    feed = two_days / "feeds" / DAYS[0] / "northern-wire.xml"
    code, out, err = call("daily", feed, *at(DAYS[2]), "--archive", archive)
    assert (code, out) == (0, "")
    assert err == "briefer: nothing new since 2026-11-17 22:00 UTC\n"


def test_a_failed_feed_is_told_and_the_exit_code_says_so(call, two_days, tmp_path):
    (tmp_path / "bad.xml").write_text("no feed at all")
    good = two_days / "feeds" / DAYS[0] / "northern-wire.xml"
    code, out, err = call("daily", good, tmp_path / "bad.xml", *at(DAYS[0]))
    assert code == 3
    assert "bad.xml" in err
    assert len(err.splitlines()) == 1
    assert "bad.xml" in out


def test_the_users_own_sections_come_from_flags(call, two_days):
    feeds = two_days / "feeds" / f"{DAYS[0]}.opml"
    _, out, _ = call("daily", feeds, *at(DAYS[0]), "--section", "Mud and water=landslide, Kenya")
    assert "## Mud and water" in out
    assert "## Other news" in out


def test_no_update_takes_the_feeds_as_they_were(call, two_days, tmp_path):
    feed = tmp_path / "wire.xml"
    shutil.copy(two_days / "feeds" / DAYS[0] / "northern-wire.xml", feed)
    assert "landslide" in call("daily", feed, *at(DAYS[0]))[1].casefold()
    feed.write_text("broken by now")
    code, out, err = call("daily", feed, *at(DAYS[0]), "--no-update")
    assert (code, err) == (0, "")
    assert "landslide" in out.casefold()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--now", "yesterday"], "--now: 'yesterday' is no date and time"),
        (["--section", "nothing"], "--section: 'nothing' is no section"),
        ([], "FEEDS: there is no feed"),
        (["missing.opml"], "no such file"),
        (["--template", "none-such"], "no such template"),
    ],
)
def test_what_is_wrong_is_one_line(call, arguments, message):
    code, out, err = call("daily", *at(DAYS[0]), *arguments)
    assert code in (1, 3)
    assert message in err
    assert out == ""


def test_the_archive_is_listed_the_latest_first(call, two_days):
    code, out, _ = call("archive", "list", "--archive", two_days / "archive")
    assert code == 0
    assert [line[:10] for line in out.splitlines()] == [DAYS[1], DAYS[0]]
    records = [
        json.loads(line)
        for line in call("archive", "list", "--json", "--archive", two_days / "archive")[1].splitlines()
    ]
    assert records[0]["previous"] == DAYS[0]


def test_a_brief_is_shown_in_any_form(call, two_days, tmp_path):
    folder = ["--archive", two_days / "archive"]
    assert "# Daily brief" in call("archive", "show", *folder)[1]
    assert DAYS[0] in call("archive", "show", DAYS[0], "--json", *folder)[1]
    assert call("archive", "show", DAYS[0], "-o", tmp_path / "brief.html", *folder)[0] == 0
    assert (tmp_path / "brief.html").read_text().startswith("<!DOCTYPE html>")
    code, _, err = call("archive", "show", "2020-01-01", *folder)
    assert code == 1
    assert "there is no brief of 2020-01-01" in err


def test_stories_and_articles_are_found_by_words(call, two_days):
    folder = ["--archive", two_days / "archive"]
    out = call("archive", "search", "landslides", *folder)[1]
    assert "(story, 2026-11-17)" in out
    assert "(article, 2026-11-16, Northern Wire)" in out
    hits = [
        json.loads(line)
        for line in call("archive", "search", "landslide", "--json", "--limit", 1, *folder)[1].splitlines()
    ]
    assert [hit["kind"] for hit in hits] == ["story", "article"]
    code, out, err = call("archive", "search", "zebras", *folder)
    assert (code, out) == (0, "")
    assert "nothing in the archive" in err


def test_briefs_are_exported_as_one_array_or_a_file_a_day(call, two_days, tmp_path):
    folder = ["--archive", two_days / "archive"]
    briefs = json.loads(call("archive", "export", *folder)[1])
    assert [brief["day"]["edition"] for brief in briefs] == [*DAYS[:2]]
    assert call("archive", "export", "-o", tmp_path / "all.json", *folder)[0] == 0
    assert json.loads((tmp_path / "all.json").read_bytes()) == briefs
    assert call("archive", "export", "-o", tmp_path / "pages", "-f", "html", *folder)[0] == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == [f"{day}.html" for day in DAYS[:2]]


def test_old_briefs_are_pruned_and_the_latest_never(call, archive):
    assert call("archive", "prune", "--archive", archive)[0] == 2
    assert "1 brief and" in call("archive", "prune", "--keep", 1, "--archive", archive)[1]
    assert call("archive", "list", "--archive", archive)[1].startswith(DAYS[1])
    assert not (archive / "briefs" / DAYS[0]).exists()
    assert "0 briefs" in call("archive", "prune", "--before", "2030-01-01", "--archive", archive)[1]


def test_an_archive_that_is_not_there_is_one_line(call, tmp_path):
    code, _, err = call("archive", "list", "--archive", tmp_path / "none")
    assert code == 1
    assert "there is no archive here" in err
