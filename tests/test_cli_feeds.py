"""`briefer feeds`: every command through the command line, as text and as JSON Lines."""

import io
import json
import sys
from pathlib import Path

import pytest
from loopback import serve

from briefer.cli import main

RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>The Coast Herald</title><item><title>Port opens</title>'
    "<link>https://herald.example/port</link><description>It reopened.</description></item></channel></rss>"
)
HERALD, QUAY = "https://herald.example/rss", "https://quay.example/rss"
OPML = (
    f'<opml version="2.0"><body><outline text="World"><outline type="rss" text="Herald" xmlUrl="{HERALD}"/></outline>'
    f'<outline type="rss" text="Quay" xmlUrl="{QUAY}"/><outline type="rss" text="Bad" xmlUrl="ftp://bad.example/"/></body></opml>'
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """An empty home, with nothing set."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys):
    """Run a command and give its exit code, its lines and what it warned of."""

    def run(*arguments: str) -> tuple[int, list[str], list[str]]:
        with pytest.raises(SystemExit) as left:
            main(["feeds", *arguments])
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out.splitlines(), err.splitlines()

    return run


def test_feeds_are_added_listed_and_removed(run, home):
    assert run("add", HERALD, "--title", "Herald") == (0, [f"added {HERALD}"], [])
    assert run("add", HERALD, QUAY) == (0, [f"there already: {HERALD}", f"added {QUAY}"], [])
    assert run("list") == (0, [f"        {QUAY}", f"Herald  {HERALD}"], [])
    assert run("remove", QUAY) == (0, [f"removed {QUAY}"], [])
    code, lines, _ = run("list", "--json")
    assert (code, [json.loads(line) for line in lines]) == (0, [{"address": HERALD, "title": "Herald", "folders": []}])
    assert (home / "XDG_DATA_HOME" / "briefer" / "feeds.sqlite").is_file()


def test_what_is_wrong_is_one_line_and_the_rest_goes_on(run):
    code, lines, warned = run("add", "ftp://bad.example/", HERALD)
    assert (code, lines) == (3, [f"added {HERALD}"])
    assert len(warned) == 1
    assert warned[0].startswith("briefer: ftp://bad.example/: only http and https addresses and files")
    code, lines, warned = run("remove", QUAY, "--json")
    assert (code, [json.loads(line)["address"] for line in lines], len(warned)) == (1, [QUAY], 1)


def test_lists_of_feeds_are_imported_and_exported(run, home):
    Path("in.opml").write_text(OPML, encoding="utf-8")
    code, lines, warned = run("import", "in.opml")
    assert (code, lines, len(warned)) == (3, [f"added {HERALD}", f"added {QUAY}"], 1)
    code, lines, _ = run("export", "--title", "Mine")
    assert code == 0
    assert "<title>Mine</title>" in "".join(lines)
    assert run("export", "out.opml") == (0, [], [])
    code, lines, _ = run("import", "out.opml", "--database", "other.sqlite", "--json")
    assert [json.loads(line) for line in lines] == [
        {"address": QUAY, "title": "Quay", "folders": [], "new": True},
        {"address": HERALD, "title": "Herald", "folders": ["World"], "new": True},
    ]
    code, lines, _ = run("export", "again.opml", "--database", "other.sqlite", "--json")
    assert {json.loads(line)["address"] for line in lines} == {HERALD, QUAY}
    assert Path("again.opml").read_text(encoding="utf-8") == Path("out.opml").read_text(encoding="utf-8")


def test_a_list_comes_from_standard_input(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(OPML.encode())))
    assert run("import", "-")[0] == 3
    assert len(run("list")[1]) == 2
    monkeypatch.setattr(sys, "stdin", None)
    code, _, warned = run("import", "-")
    assert code == 1
    assert warned[0].startswith("briefer: standard input: there is none")
    assert run("import", "none.opml")[0] == 1


def test_check_reads_what_is_subscribed_to(run):
    with serve() as site:
        good, bad = site.put("/rss", RSS), site.put("/page", "<!doctype html><p>Hi", "text/html")
        run("add", good, bad)
        code, lines, warned = run("check", "--allow-private")
        assert (code, lines) == (3, [f"{good}: good, 1 entry"])
        assert warned == [f"briefer: {bad}: this is a web page, not a feed; find the address of its feed"]
        code, lines, _ = run("check", "--allow-private", "--json")
        assert sorted((json.loads(line) for line in lines), key=lambda record: record["error"]) == [
            {"address": good, "title": "The Coast Herald", "entries": 1, "error": ""},
            {"address": bad, "title": "", "entries": 0, "error": warned[0].partition(f"{bad}: ")[2]},
        ]


def test_check_refuses_this_machine_unless_allowed(run):
    with serve() as site:
        code, lines, warned = run("check", site.put("/rss", RSS))
        assert (code, lines, len(warned), site.asked) == (1, [], 1, [])
        assert "not fetched" in warned[0]
        Path("briefer.toml").write_text("[feeds]\nallow_private = true\n", encoding="utf-8")
        assert run("check", site.url + "/rss")[0] == 0


def test_check_of_what_is_not_subscribed_to_keeps_nothing(run):
    Path("feed.xml").write_text(RSS, encoding="utf-8")
    code, lines, warned = run("check", "feed.xml", "none.xml")
    assert (code, lines, len(warned)) == (3, [f"{Path('feed.xml').absolute()}: good, 1 entry"], 1)
    assert run("list") == (0, [], [])


def test_check_without_feeds_has_nothing_to_say(run):
    assert run("check") == (0, [], [])


def test_a_title_cannot_steer_the_terminal(run):
    Path("feed.xml").write_text(RSS.replace("The Coast", "The\u202e &#x1b;[31m Coast"), encoding="utf-8")
    run("add", "feed.xml")
    run("check")
    _, [line], _ = run("list")
    assert "\u202e" not in line
    assert "\x1b" not in line
