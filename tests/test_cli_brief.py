"""`briefer brief`, run as a user runs it."""

import json
import subprocess
import sys
from email import message_from_bytes

import pytest

from briefer.briefs.head import TLP as HANDLING
from briefer.briefs.json_format import from_json, json_schema
from briefer.briefs.render import RENDERERS
from briefer.cli.brief import TLP
from briefer.cli.forms import FORMATS


def run(*arguments, stdin=b"", command="brief", **options):
    command = [sys.executable, "-m", "briefer", command, *map(str, arguments)]
    return subprocess.run(command, check=False, input=stdin, capture_output=True, timeout=120, **options)


def test_the_choices_are_the_formats_and_handling_lines_there_are():
    assert tuple(RENDERERS) == FORMATS
    assert tuple(f"TLP:{name}" for name in TLP) == HANDLING


def test_an_article_becomes_a_brief_in_markdown(articles):
    done = run(articles / "checkpoint.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert text.startswith("**TLP:CLEAR**")
    assert text.rstrip().endswith("**TLP:CLEAR**")
    assert "## Bottom line" in text
    assert "[1 ¶1]" in text
    assert "NOV 25" in text


STARTS = {
    "rss": b"<?xml",
    "md": b"**TLP",
    "html": b"<!DOCTYPE html>",
    "pdf": b"%PDF-",
    "text": b" ",
    "json": b"{",
    "ninjs": b"{",
}


@pytest.mark.parametrize("to", [to for to in FORMATS if to != "eml"])
def test_every_format_comes_out_and_is_the_same_each_time(articles, tmp_path, to):
    first, second = tmp_path / "first", tmp_path / "second"
    for out in (first, second):
        done = run(articles / "checkpoint.txt", "--format", to, "--out", out)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(STARTS[to])


def test_the_format_follows_the_name_of_the_file(articles, tmp_path):
    for name, start in {"brief.html": b"<!DOCTYPE html>", "brief.json": b"{", "brief.md": b"**TLP"}.items():
        assert run(articles / "checkpoint.txt", "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)


def test_an_e_mail_has_a_text_and_a_page(articles):
    done = run(articles / "checkpoint.txt", "--format", "eml")
    kinds = [part.get_content_type() for part in message_from_bytes(done.stdout).walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_json_is_the_brief_by_its_schema(articles):
    import jsonschema

    done = run(articles / "checkpoint.txt", "--json", "--serial", "7", "--tlp", "green", "--prepared-by", "Desk")
    jsonschema.validate(json.loads(done.stdout), json_schema())
    brief = from_json(done.stdout.decode())
    assert (brief.head.serial, brief.head.tlp, brief.head.prepared_by) == ("7", "TLP:GREEN", "Desk")


def test_a_brief_in_json_is_rendered_later_as_it_would_have_been_at_once(articles, tmp_path):
    run(articles / "checkpoint.txt", "-o", tmp_path / "brief.json")
    for arguments in (["--template", "flash"], ["--format", "html"], ["--json"]):
        later = run(tmp_path / "brief.json", *arguments, command="render")
        assert (later.returncode, later.stderr) == (0, b"")
        assert later.stdout == run(articles / "checkpoint.txt", *arguments).stdout
    piped = run("-", command="render", stdin=(tmp_path / "brief.json").read_bytes())
    assert piped.stdout.startswith(b"**TLP:CLEAR**")


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"schema": "1"}'])
def test_what_is_no_brief_is_refused_in_one_line(tmp_path, content):
    (tmp_path / "brief.json").write_bytes(content)
    done = run(tmp_path / "brief.json", command="render")
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.splitlines()) == 1


def test_the_moment_can_be_given_and_a_zone_is_kept_in_mind(articles):
    done = run(articles / "checkpoint.txt", "--json", "--now", "2025-12-21T15:45+01:00")
    assert json.loads(done.stdout)["head"]["dtg"] == "211445Z DEC 25"


def test_articles_come_from_standard_input(articles):
    done = run("-", stdin=(articles / "checkpoint.txt").read_bytes())
    assert done.returncode == 0
    assert b"Tarsin" in done.stdout


def test_an_input_that_cannot_be_read_is_reported_and_the_rest_goes_on(articles, tmp_path):
    done = run(articles / "checkpoint.txt", tmp_path / "missing.txt")
    assert done.returncode == 3
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"## Bottom line" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.txt"],
        ["ARTICLE", "--template", "nonsense"],
        ["ARTICLE", "--now", "yesterday"],
        ["ARTICLE", "--reliability", "Wire"],
        ["ARTICLE", "--reliability", "Wire=Z"],
        ["ARTICLE", "--out", "no/such/folder/brief.md"],
        ["ARTICLE", "--model", "nonsense"],
    ],
)
def test_bad_input_gets_one_line_and_writes_nothing(articles, tmp_path, arguments):
    arguments = [str(articles / "checkpoint.txt") if one == "ARTICLE" else one for one in arguments]
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.decode().splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [["ARTICLE", "--format", "docx"], ["ARTICLE", "--tlp", "PINK"], ["--nonsense"]])
def test_a_command_that_cannot_be_understood_is_wrong_usage(articles, arguments):
    done = run(*[str(articles / "checkpoint.txt") if one == "ARTICLE" else one for one in arguments])
    assert done.returncode == 2


def test_a_full_disk_leaves_no_half_file(articles, tmp_path):
    """A limit on the size of files stands for the full disk."""
    out = tmp_path / "brief.html"
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); from briefer.cli import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "brief", str(articles / "checkpoint.txt"), "-o", str(out)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120)
    assert done.returncode == 1
    assert b"cannot write" in done.stderr
    assert not list(tmp_path.iterdir())
