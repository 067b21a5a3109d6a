"""`briefer summarise`: what it prints, for whom, and what it says of bad input."""

import io
import json
import socket
import sys
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread

import pytest

from briefer.cli import main
from briefer.cli.summarise import BATCH, outcomes, show
from briefer.types import Article, Evidence, Failure, Summary, SummarySentence, Support


def article(number: int, **metadata: str) -> Article:
    text = f"Crew {number} came home. Nobody was hurt."
    return Article(id=str(number), text=text, **{"title": f"Title {number}", "path": f"{number}.txt"} | metadata)


def first_sentence(articles: Sequence[Article]) -> list[Summary]:
    """Summarise each article by its first sentence: a summariser without a model."""
    return [
        Summary(a.id, (SummarySentence(text, (Evidence(0, len(text), text),)),), "first-sentence")
        for a in articles
        for text in [a.text.partition(". ")[0] + "."]
    ]


def nothing(articles: Sequence[Article]) -> list[Summary]:
    """Find no sentence short enough."""
    return [Summary(a.id, (), "nothing") for a in articles]


def shown(records: Sequence[Article | Failure], *, as_json: bool = False) -> int:
    return show(outcomes(records, first_sentence), total=len(records), as_json=as_json)


FAILED = Failure("gone.txt", "no such file; check the name")


def test_one_article_gives_just_its_summary(capsys):
    assert shown([article(1)]) == 0
    assert capsys.readouterr().out == "Crew 1 came home.\n"


def test_several_articles_come_under_their_titles_in_order(capsys):
    assert shown([article(1), article(2)]) == 0
    assert capsys.readouterr().out == "Title 1\nCrew 1 came home.\n\nTitle 2\nCrew 2 came home.\n\n"


@pytest.mark.parametrize(
    ("metadata", "line"),
    [
        ({"title": "Two\nlines\x1b[2J"}, "Two lines [2J"),
        ({"title": ""}, "1.txt"),
        ({"title": "", "path": "", "url": "https://news.example/1"}, "https://news.example/1"),
        ({"title": "", "path": ""}, "standard input"),
    ],
)
def test_the_title_line_is_the_title_or_where_the_article_is_from(metadata, line, capsys):
    shown([article(1, **metadata), article(2)])
    assert capsys.readouterr().out.splitlines()[0] == line


def test_json_is_one_object_an_article_with_these_fields(capsys):
    record = article(1, source="Northern Wire", published="2026-03-04")
    assert shown([record], as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == {
        "id": "1",
        "title": "Title 1",
        "source": "Northern Wire",
        "published": "2026-03-04",
        "summary": "Crew 1 came home.",
        "sentences": [
            {
                "text": "Crew 1 came home.",
                "evidence": [{"start": 0, "end": 17, "text": "Crew 1 came home."}],
                "support": None,
                "replaced": "",
            },
        ],
        "words": 4,
        "read": 1.0,
        "signature": "first-sentence",
    }


def test_a_failed_input_is_reported_in_its_place_and_the_rest_goes_on(capsys):
    assert shown([article(1), FAILED, article(2)], as_json=True) == 3
    printed = capsys.readouterr()
    records = [json.loads(line) for line in printed.out.splitlines()]
    assert [record.get("id") for record in records] == ["1", None, "2"]
    assert records[1] == {"error": FAILED.message, "where": FAILED.where}
    assert printed.err == "briefer: gone.txt: no such file; check the name\n"


@pytest.mark.parametrize(("records", "code"), [([FAILED], 1), ([FAILED, FAILED], 1), ([FAILED, article(1)], 3)])
def test_the_exit_code_says_whether_some_or_all_failed(records, code, capsys):
    assert shown(records) == code
    assert capsys.readouterr().err.count("gone.txt") == records.count(FAILED)


def test_an_article_without_a_short_enough_sentence_counts_as_failed(capsys):
    assert show(outcomes([article(1)], nothing), total=1, as_json=False) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("briefer: 1.txt: no sentence")


def test_articles_are_summarised_in_batches_and_nothing_is_lost_at_their_borders():
    batches = []

    def summarise(articles: Sequence[Article]) -> list[Summary]:
        batches.append(len(articles))
        return first_sentence(articles)

    records = [FAILED] * BATCH + [article(number) for number in range(BATCH + 1)] + [FAILED]
    results = list(outcomes(records, summarise))
    assert batches == [BATCH, 1]
    assert [r if isinstance(r, Failure) else r[0] for r in results] == records
    assert all(isinstance(r, Failure) or r[0].id == r[1].article_id for r in results)


def test_results_come_as_their_batch_is_done():
    """A long run shows what it has; it does not wait for the last article."""
    summarised = []

    def summarise(articles: Sequence[Article]) -> list[Summary]:
        summarised.extend(articles)
        return first_sentence(articles)

    next(outcomes([article(number) for number in range(3 * BATCH)], summarise))
    assert len(summarised) == BATCH


# What a checkpoint wrote


def written(verdict: str = "supported", replaced: str = "", read: float = 1.0) -> Summary:
    """Make a summary of one checked sentence."""
    text = "Crew 1 came home."
    evidence = (Evidence(0, len(text), text),)
    support = Support(verdict, 0.9, (), evidence)
    return Summary("1", (SummarySentence(text, evidence, support, replaced),), "tiny", read)


@pytest.mark.parametrize(
    ("summary", "strict", "code", "said"),
    [
        (written(), True, 0, ""),
        (written("partly"), True, 0, ""),
        (written("unsupported"), False, 0, "sentences that the article does not bear out: 1"),
        (written("unsupported"), True, 4, "sentences that the article does not bear out: 1"),
        (written(replaced="It sank."), True, 0, "were replaced: 1"),
        (written(read=0.5), True, 0, "50% of the article was read"),
    ],
)
def test_what_is_not_borne_out_is_told_and_strictly_an_error(summary, strict, code, said, capsys):
    results = [(article(1), summary)]
    assert show(results, total=1, as_json=False, strict=strict) == code
    printed = capsys.readouterr()
    assert printed.out == "Crew 1 came home.\n"
    assert said in printed.err
    assert printed.err.count("\n") == bool(said)


def test_json_says_what_the_check_said_and_what_was_replaced(capsys):
    show([(article(1), written(replaced="It sank.", read=0.5))], total=1, as_json=True)
    record = json.loads(capsys.readouterr().out)
    [sentence] = record["sentences"]
    assert (sentence["support"]["verdict"], sentence["replaced"], record["read"]) == ("supported", "It sank.", 0.5)


def test_strict_needs_the_check(capsys):
    with pytest.raises(SystemExit) as end:
        main(["summarise", "--strict", "--no-check", "x.txt"])
    assert end.value.code == 2
    assert "--strict needs the check" in capsys.readouterr().err


# Bad input, through the whole command


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run `briefer summarise` on something that it must refuse, and give the one line that it says."""
    with pytest.raises(SystemExit) as end:
        main(["summarise", *arguments])
    printed = capsys.readouterr()
    assert end.value.code == 1
    assert printed.out == ""
    assert printed.err.startswith("briefer: ")
    assert printed.err.endswith("\n")
    assert printed.err.count("\n") == 1
    return printed.err


def test_a_missing_file(capsys):
    assert "missing.txt" in refused(capsys, "no/such/missing.txt")


def test_a_binary_file(capsys, tmp_path):
    file = tmp_path / "picture.txt"
    file.write_bytes(bytes(range(256)) * 40)
    assert "picture.txt" in refused(capsys, str(file))


def test_a_file_in_no_encoding_of_text(capsys, tmp_path):
    file = tmp_path / "mixed.txt"
    any_byte = Random(3)
    file.write_bytes(b"The ferry came home. " + bytes(any_byte.randrange(0x80, 0x100) for _ in range(3000)))
    assert "mixed.txt" in refused(capsys, str(file))


def test_an_empty_file(capsys, tmp_path):
    file = tmp_path / "empty.txt"
    file.touch()
    assert "empty.txt" in refused(capsys, str(file))


def test_an_empty_folder(capsys, tmp_path):
    assert str(tmp_path) in refused(capsys, str(tmp_path))


def test_nothing_on_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    refused(capsys)


@pytest.fixture
def nobody_there() -> str:
    """The address of a page on a port of this machine where nothing listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{bound.getsockname()[1]}/story"


def test_a_page_that_cannot_be_reached(nobody_there, capsys):
    said = refused(capsys, "--allow-private", nobody_there)
    assert said.startswith(f"briefer: {nobody_there}: it cannot be fetched")


def test_a_page_of_this_machine_is_not_fetched_unless_that_is_allowed(nobody_there, capsys):
    said = refused(capsys, nobody_there)
    assert said.startswith(f"briefer: {nobody_there}: it is an address of this machine")


@pytest.mark.parametrize(
    "url", ["http://", "https://[::1", "ftp://news.example/a", "file:///etc/passwd", "http://a b/"]
)
def test_an_address_that_is_none(url, capsys):
    refused(capsys, url)


def test_an_unknown_model(capsys, articles):
    said = refused(capsys, "--model", "no-such-model", str(articles / "harbour.txt"))
    assert "no-such-model: no such model" in said


@pytest.mark.needs_model
def test_an_unknown_device(capsys, articles):
    assert "abacus" in refused(capsys, "--device", "abacus", str(articles / "harbour.txt"))


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}", '{"model_type": "bert"}', "\0\1\2"])
def test_a_corrupt_checkpoint(content, capsys, articles, tmp_path):
    folder = tmp_path / "broken"
    folder.mkdir()
    if content is not None:
        (folder / "config.json").write_text(content)
    assert "broken" in refused(capsys, "--model", str(folder), str(articles / "harbour.txt"))


@pytest.mark.needs_model
@pytest.mark.parametrize("damage", [b"", b"garbage", None])
@pytest.mark.parametrize("device", ["auto", "cpu"])
def test_a_damaged_file_of_a_checkpoint(damage, device, capsys, articles, project, tmp_path):
    """Each file of the bundled checkpoint in turn is emptied, overwritten, taken away."""
    source = project / "models" / "briefer-encoder"
    for name in [path.name for path in source.iterdir() if path.suffix in {".json", ".onnx"}]:
        folder = tmp_path / name / "broken"
        folder.mkdir(parents=True)
        for path in source.iterdir():
            if path.name != name:
                (folder / path.name).symlink_to(path)
            elif damage is not None:
                (folder / name).write_bytes(damage)
        main_or_refused(capsys, "--device", device, "--model", str(folder), str(articles / "harbour.txt"))


def main_or_refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
    """Run the command; a file of the checkpoint may be one that it does without."""
    with pytest.raises(SystemExit) as end:
        main(["summarise", *arguments])
    printed = capsys.readouterr()
    assert end.value.code in {0, 1}
    assert printed.err.count("\n") == end.value.code
    assert printed.out.count("\n") == 1 - end.value.code


# With the bundled checkpoint


def summarised(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as end:
        main(["summarise", *arguments])
    printed = capsys.readouterr()
    assert (end.value.code, printed.err) == (0, "")
    return printed.out


@pytest.mark.needs_model
@pytest.mark.parametrize(("sentences", "words"), [(1, 20), (1, 45), (2, 30), (2, 45), (3, 60)])
@pytest.mark.parametrize("name", ["harbour.txt", "wildfire.md", "transit.html"])
def test_both_limits_are_obeyed_and_every_sentence_ends(name, sentences, words, capsys, articles):
    printed = summarised(capsys, "--json", "--sentences", str(sentences), "--words", str(words), str(articles / name))
    record = json.loads(printed)
    assert 1 <= len(record["sentences"]) <= sentences
    assert 1 <= record["words"] == len(record["summary"].split()) <= words
    assert all(sentence["text"].rstrip("\"'”’)")[-1] in ".!?…" for sentence in record["sentences"])


@pytest.mark.needs_model
@pytest.mark.parametrize("name", ["harbour.txt", "wildfire.md", "transit.html"])
def test_the_evidence_is_found_in_the_article_at_its_offsets(name, capsys, articles):
    import briefer

    record = json.loads(summarised(capsys, "--json", str(articles / name)))
    [read] = briefer.read_articles([str(articles / name)])
    assert record["id"] == read.id
    for sentence in record["sentences"]:
        assert sentence["evidence"]
        assert all(read.text[span["start"] : span["end"]] == span["text"] for span in sentence["evidence"])


@pytest.mark.needs_model
def test_a_pipe_a_dash_and_a_file_give_the_same_summary(capsys, articles, monkeypatch):
    file = articles / "harbour.txt"
    printed = summarised(capsys, str(file))
    for arguments in ([], ["-"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))
        assert summarised(capsys, *arguments) == printed


class Pages(SimpleHTTPRequestHandler):
    """Serves files without a word about it."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.needs_model
def test_a_page_gives_what_its_file_gives(capsys, articles):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(articles))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/transit.html"
        page = json.loads(summarised(capsys, "--allow-private", "--json", url))
        server.shutdown()
    file = json.loads(summarised(capsys, "--json", str(articles / "transit.html")))
    assert page | {"id": ""} == file | {"id": ""}


@pytest.mark.needs_model
def test_a_folder_gives_what_its_files_give(capsys, articles):
    files = sorted(articles.iterdir())
    alone = [json.loads(summarised(capsys, "--json", str(file))) for file in files]
    together = [json.loads(line) for line in summarised(capsys, "--json", str(articles)).splitlines()]
    assert together == alone


@pytest.mark.needs_model
def test_the_summary_of_the_harbour_article_tells_the_news(capsys, articles):
    printed = summarised(capsys, str(articles / "harbour.txt"))
    assert "Calder Bay" in printed
    assert "reopened" in printed
    assert "Northern Wire" not in printed
