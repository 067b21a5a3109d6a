"""Corpora: what is a record, what is refused, and that one bad record costs only itself."""

import bz2
import gzip
import hashlib
import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.errors import InputError
from briefer.training import corpus
from briefer.training.corpus import Pair, corpus_hash, coverage, read_pairs, read_records, well_covered
from briefer.types import Article, Failure

PROSE = (
    "The town council of Marrow Hill voted on Tuesday to close its only bridge for repairs. "
    "Engineers had found cracks in two of its piers. The mayor, Odile Fenn, said buses would run on Sundays too."
)
RECORD = {"id": "a", "article": PROSE, "summary": "Marrow Hill closes its bridge. Two piers are cracked."}


def write(path: Path, *records: object) -> Path:
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def read(path: Path, **options) -> list[Pair | Failure]:
    return list(read_pairs([path], **options))


def only(path: Path) -> Pair:
    (pair,) = read(path)
    assert isinstance(pair, Pair), pair
    return pair


def failure(path: Path) -> Failure:
    (item,) = read(path)
    assert isinstance(item, Failure), item
    return item


def test_a_record_becomes_a_pair_of_an_article_and_reference_sentences(tmp_path):
    pair = only(write(tmp_path / "c.jsonl", RECORD))
    assert pair.id == pair.article.id == "a"
    assert pair.article.text == PROSE
    assert pair.references == ("Marrow Hill closes its bridge.", "Two piers are cracked.")


@pytest.mark.parametrize("name", ["article", "text", "document", "body"])
def test_an_article_may_stand_under_any_of_these_names(tmp_path, name):
    assert only(write(tmp_path / "c.jsonl", {name: PROSE, "summary": "A bridge closes."})).article.text == PROSE


@pytest.mark.parametrize("name", ["highlights", "summary", "abstract"])
@pytest.mark.parametrize("value", [["A bridge closes .", " Buses  run."], "A bridge closes .\nBuses run."])
def test_a_reference_is_a_list_of_sentences_or_a_text_whose_lines_are_kept_apart(tmp_path, name, value):
    pair = only(write(tmp_path / "c.jsonl", {"text": PROSE, name: value}))
    assert pair.references == ("A bridge closes .", "Buses run.")


def test_highlights_go_before_the_summary_made_of_them(tmp_path):
    pair = only(write(tmp_path / "c.jsonl", {**RECORD, "highlights": ["Bridge shut", "Piers cracked"]}))
    assert pair.references == ("Bridge shut", "Piers cracked")


def test_what_a_record_says_about_its_article_is_kept(tmp_path):
    about = {"title": "Bridge shut", "source": "Hill Post", "date": "2026-03-03", "url": "https://hill.example/1"}
    pair = only(write(tmp_path / "c.jsonl", {**RECORD, **about}))
    assert (pair.title, pair.article.title, pair.article.source) == ("Bridge shut", "Bridge shut", "Hill Post")
    assert (pair.article.published, pair.article.url) == ("2026-03-03", "https://hill.example/1")
    assert pair.article.path == str(tmp_path / "c.jsonl")


def test_a_dateline_is_recognised_as_in_any_article(tmp_path):
    pair = only(write(tmp_path / "c.jsonl", {**RECORD, "article": f"MARROW HILL (Northern Wire) - {PROSE}"}))
    assert pair.article.dateline == "MARROW HILL (Northern Wire)"
    (noise,) = pair.article.noise
    assert pair.article.text[noise.end :].lstrip() == PROSE


def test_a_record_without_an_id_is_named_by_its_line(tmp_path):
    unnamed = {key: value for key, value in RECORD.items() if key != "id"}
    items = read(write(tmp_path / "c.jsonl", RECORD, "", unnamed, {**unnamed, "id": 7}))
    assert [item.id for item in items] == ["a", "c.jsonl:3", "7"]


ROUNDUP = {
    "id": "r",
    "title": "Bridges",
    "summary": "Bridges close.",
    "articles": [
        {"title": "Stub", "article": "Photo: the bridge."},
        {"title": "Long", "article": PROSE * 2},
        {"title": "Other", "text": PROSE * 3},
    ],
}


def test_of_a_roundup_the_first_article_that_is_no_stub_stands_for_it(tmp_path):
    pair = only(write(tmp_path / "c.jsonl", ROUNDUP))
    assert (pair.id, pair.title, pair.article.title) == ("r", "Bridges", "Long")


def test_where_all_articles_of_a_roundup_are_stubs_the_longest_stands_for_it(tmp_path):
    stubs = [{"article": "A bridge."}, "A longer stub about it.", {"article": 3}, None]
    assert only(write(tmp_path / "c.jsonl", {**ROUNDUP, "articles": stubs})).article.text == stubs[1]


def test_every_article_of_a_roundup_may_be_taken(tmp_path):
    pairs = read(write(tmp_path / "c.jsonl", ROUNDUP, RECORD), every_article=True)
    assert [(pair.id, pair.article.title) for pair in pairs] == [
        ("r/1", "Stub"),
        ("r/2", "Long"),
        ("r/3", "Other"),
        ("a", ""),
    ]
    assert {pair.references for pair in pairs[:3]} == {("Bridges close.",)}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ('{"summary": "A bridge closes."}', "no article text"),
        ('{"text": "  ", "summary": "A bridge closes."}', "no article text"),
        ('{"articles": [], "summary": "A bridge closes."}', "no article text"),
        ('{"articles": "text", "summary": "A bridge closes."}', "no article text"),
        ('{"text": "A bridge."}', "no reference summary"),
        ('{"text": "A bridge.", "summary": ["", 3, null]}', "no reference summary"),
    ],
)
def test_a_record_that_cannot_be_used_is_a_failure_named_by_file_and_line(tmp_path, line, message):
    path = write(tmp_path / "c.jsonl", RECORD, line, RECORD)
    first, bad, last = read(path)
    assert isinstance(first, Pair)
    assert isinstance(last, Pair)
    assert bad.where == f"{path}:2"
    assert bad.message.startswith(message)


def test_bytes_that_are_no_text_cost_one_record(tmp_path):
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'{"text": "\xff\xfe"}\n' + json.dumps(RECORD).encode() + b"\n\x00\n")
    assert [type(item) for item in read(path)] == [Failure, Pair, Failure]


def test_a_line_that_is_too_long_is_left_out_and_not_read_into_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "LONGEST_LINE", 1000)
    path = write(tmp_path / "c.jsonl", RECORD, {**RECORD, "article": PROSE * 40}, RECORD, "x" * 5000)
    items = read(path)
    assert [type(item) for item in items] == [Pair, Failure, Pair, Failure]
    assert items[1] == Failure(f"{path}:2", "longer than 1000 bytes; left out")


PACKERS = {".gz": gzip.compress, ".xz": lzma.compress, ".bz2": bz2.compress}


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_corpus_may_be_compressed(tmp_path, suffix):
    path = tmp_path / f"c.jsonl{suffix}"
    path.write_bytes(PACKERS[suffix](json.dumps(RECORD).encode()))
    assert only(path).id == "a"


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_broken_archive_is_a_failure_after_what_could_be_read(tmp_path, suffix):
    lines = "".join(
        json.dumps({**RECORD, "id": f"{i} {hashlib.sha256(bytes([i])).hexdigest()}"}) + "\n" for i in range(250)
    )
    path = tmp_path / f"c.jsonl{suffix}"
    path.write_bytes(PACKERS[suffix](lines.encode())[:-200])
    *pairs, last = read(path)
    assert all(isinstance(pair, Pair) for pair in pairs)
    assert isinstance(last, Failure)
    assert last.where == f"{path}:{len(pairs) + 1}"


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_file_that_is_no_archive_is_a_failure(tmp_path, suffix):
    path = tmp_path / f"c.jsonl{suffix}"
    path.write_text("plain text")
    assert failure(path).where == f"{path}:1"


def test_a_folder_is_its_json_lines_files_by_name(tmp_path):
    write(tmp_path / "b.jsonl", {**RECORD, "id": "b"})
    write(tmp_path / "a.ndjson", {**RECORD, "id": "a"})
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(json.dumps({**RECORD, "id": "c"}).encode()))
    write(tmp_path / "notes.txt", "not a corpus")
    (tmp_path / "d.jsonl").mkdir()
    assert [pair.id for pair in read(tmp_path)] == ["a", "b", "c"]


def test_a_path_that_is_not_there_and_a_folder_without_a_corpus_are_input_errors(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        read(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="no corpus in this folder"):
        read(tmp_path)


def test_the_limit_counts_pairs_over_all_files(tmp_path):
    first = write(tmp_path / "a.jsonl", RECORD, "{", RECORD)
    second = write(tmp_path / "b.jsonl", RECORD, RECORD)
    assert [type(item) for item in read_pairs([first, second], limit=3)] == [Pair, Failure, Pair, Pair]
    assert not list(read_pairs([first], limit=0))


def test_records_may_be_read_as_they_are(tmp_path):
    path = write(tmp_path / "c.jsonl", {"tokens": ["A"]}, "", "{", RECORD)
    first, bad, last = read_records(path)
    assert (first, last) == ({"tokens": ["A"]}, RECORD)
    assert isinstance(bad, Failure)


def test_a_sample_takes_the_first_of_each_so_many_lines(tmp_path):
    path = write(tmp_path / "c.jsonl", *({**RECORD, "id": number} for number in range(7)))
    assert [pair.id for pair in read(path, every=3)] == ["0", "3", "6"]
    assert [pair.id for pair in read(path, every=3, limit=2)] == ["0", "3"]


def test_the_hash_is_that_of_the_bytes_of_the_files(tmp_path):
    path = write(tmp_path / "a.jsonl", RECORD)
    assert corpus_hash([path]) == hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    write(tmp_path / "b.jsonl", "")
    assert corpus_hash([tmp_path]) == hashlib.sha256(path.read_bytes() + b"\n").hexdigest()[:12]


def pair_of(text: str, *references: str) -> Pair:
    return Pair("p", Article("p", text), references)


def test_coverage_is_the_share_of_the_references_words_that_the_article_has():
    assert coverage(pair_of("The old Bridge, in Marrow Hill.", "Marrow Hill bridge", "closes")) == 0.75
    assert coverage(pair_of("The bridge.")) == 0


def test_pairs_that_would_teach_invention_are_left_out():
    good, bad = pair_of("a bridge closes", "A bridge closes today"), pair_of("a bridge closes", "Ferry sails today")
    assert list(well_covered([good, bad])) == [good]


@settings(deadline=None)
@given(st.text(), st.lists(st.text(), max_size=3))
def test_coverage_is_a_share_whatever_the_texts(text, references):
    assert 0 <= coverage(pair_of(text, *references)) <= 1
    assert coverage(pair_of(text, text)) in {0, 1}
