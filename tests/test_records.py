"""Records: every format gives the same rows, packed or not; what cannot be read is an error in its place."""

import bz2
import gzip
import io
import json
import lzma
import os

import pytest
from bulk_inputs import rows, text, write_json_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.errors import ConfigError, InputError
from briefer.reading import feed_parsing
from briefer.reading import rows as row_formats
from briefer.reading.fetch import Page
from briefer.reading.records import FIXED, FORMATS, Fields, article_of, guess_fields, open_records
from briefer.types import Article, Failure

ROWS = rows(5)
JSON_LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def zstd(content: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard")
    half = len(content) // 2
    return zstandard.compress(content[:half]) + zstandard.compress(content[half:])


def read(path, **known) -> list[dict]:
    records = list(open_records(str(path), **known).rows)
    assert not [record.error for record in records if record.error]
    return [record.row for record in records]


@pytest.mark.parametrize(
    ("ending", "pack"),
    [("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", zstd)],
)
def test_json_lines_are_read_packed_or_not_whatever_the_name_says(ending, pack, tmp_path):
    for name in (f"news.jsonl{ending}", "news.jsonl"):
        (tmp_path / name).write_bytes(pack(JSON_LINES))
        assert read(tmp_path / name) == ROWS


def test_standard_input_is_told_by_how_it_begins(tmp_path):
    for content in (JSON_LINES, gzip.compress(JSON_LINES)):
        records = open_records("-", stdin=io.BytesIO(content))
        assert (records.format, [record.row for record in records.rows]) == ("jsonl", ROWS)


def test_csv_has_a_row_a_record_with_line_breaks_and_separators_in_cells(tmp_path):
    (tmp_path / "news.csv").write_text(
        'id;body\n1;"Flats, a park;\nand ""a mast"" were planned by the council of Norwick on Monday."\n2;short\n',
        encoding="utf-8-sig",
    )
    assert read(tmp_path / "news.csv", fields=Fields(text="body")) == [
        {"id": "1", "body": 'Flats, a park;\nand "a mast" were planned by the council of Norwick on Monday.'},
        {"id": "2", "body": "short"},
    ]


def test_csv_of_an_office_program_keeps_its_letters(tmp_path):
    (tmp_path / "news.csv").write_bytes("id,text\n1,“Zoë” said so\n".encode("cp1252"))
    assert read(tmp_path / "news.csv") == [{"id": "1", "text": "“Zoë” said so"}]


def test_parquet_gives_values_that_json_can_hold_from_a_file_and_from_standard_input(tmp_path):
    pa = pytest.importorskip("pyarrow")
    from datetime import UTC, datetime

    import pyarrow.parquet as pq

    moment = datetime(2026, 3, 1, 6, 30, tzinfo=UTC)
    table = {"body": [text(1)], "when": [moment], "raw": [b"\xff\x00"], "tags": [["a", "b"]], "none": [float("nan")]}
    pq.write_table(pa.table(table), tmp_path / "news.parquet")
    wanted = [{"body": text(1), "when": "2026-03-01T06:30:00+00:00", "raw": "/wA=", "tags": ["a", "b"], "none": None}]
    assert read(tmp_path / "news.parquet") == wanted
    stdin = io.BytesIO((tmp_path / "news.parquet").read_bytes())
    assert [record.row for record in open_records("-", stdin=stdin).rows] == wanted


def test_a_folder_gives_its_texts_and_pages_by_name_and_passes_hidden_ones_over(tmp_path, articles):
    for name in ("b/one.txt", "a.md", ".hidden.txt", ".git/two.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text(1), encoding="utf-8")
    (tmp_path / "page.html").write_bytes((articles / "transit.html").read_bytes())
    records = open_records(str(tmp_path))
    found = list(records.rows)
    assert [record.row["path"] for record in found] == ["a.md", "page.html", "b/one.txt"]
    page = article_of(found[1], records.fields)
    assert isinstance(page, Article)
    assert page.title


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_a_folder_is_an_error_in_its_place_and_nothing_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    [record] = open_records(str(tmp_path)).rows
    assert record.error.startswith("it is no file")


def answer(name: str, status: str, kind: str, page: bytes) -> bytes:
    """Write a server's answer as a record of a web archive."""
    body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/{name}\r\n"
        "WARC-Date: 2026-03-01T06:30:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def test_a_web_archive_gives_its_pages_and_neither_pictures_nor_errors(tmp_path, articles):
    pytest.importorskip("warcio")
    page = (articles / "transit.html").read_bytes()
    answers = [("a", "200 OK", "text/html"), ("b", "200 OK", "image/png"), ("c", "404 Gone", "text/html")]
    crawl = b"".join(gzip.compress(answer(*one, page)) for one in answers)
    (tmp_path / "crawl.warc.gz").write_bytes(crawl)
    records = open_records(str(tmp_path / "crawl.warc.gz"))
    (record,) = records.rows
    assert record.row["url"] == "https://herald.example/a"
    article = article_of(record, records.fields)
    assert isinstance(article, Article)
    assert article.url == "https://herald.example/a"


BAD = [
    ("not json", "not a line of JSON; mend it, or leave it out"),
    ("[1]", "no JSON object; each line must be one, with the article in a field"),
    ('{"a": ' * 100_000, "not a line of JSON; mend it, or leave it out"),
    ('{"n": ' + "9" * 5000 + "}", "not a line of JSON; mend it, or leave it out"),
]


@pytest.mark.parametrize(("line", "error"), BAD)
def test_a_bad_line_is_an_error_in_its_place(line, error, tmp_path):
    path = write_json_lines(tmp_path / "news.jsonl", [ROWS[0], line, "", ROWS[1]])
    found = list(open_records(str(path)).rows)
    assert [record.error for record in found] == ["", error, ""]
    assert found[1].where == f"{path}, line 2"


def test_bytes_that_are_no_utf_8_are_an_error_in_their_place(tmp_path):
    (tmp_path / "news.jsonl").write_bytes(JSON_LINES + b'{"body": "caf\xe9"}\n')
    *good, bad = open_records(str(tmp_path / "news.jsonl")).rows
    assert len(good) == 5
    assert bad.error.startswith("not UTF-8")


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
@pytest.mark.parametrize("breaks", ["", "\n"])
def test_a_giant_row_is_an_error_in_its_place_and_is_not_held_in_memory(ending, breaks, tmp_path, monkeypatch):
    monkeypatch.setattr(row_formats, "LARGEST_ROW", 10_000)
    giant = f'flats "", {breaks}' * 10_000
    if ending == "csv":
        lines = ["id,body", f'1,"{text(1)}"', f'2,"{giant}"', f'3,"{text(3)}"']
    else:
        lines = [json.dumps({"id": "1", "body": text(1)}), json.dumps({"body": giant}), json.dumps({"id": "3"})]
    (tmp_path / f"news.{ending}").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = list(open_records(str(tmp_path / f"news.{ending}")).rows)
    assert [record.row.get("id") for record in found] == ["1", None, "3"]
    assert found[1].error == "it is larger than 0.01 MB; an article is text, cut it down"


def test_a_csv_row_with_too_many_cells_is_an_error_in_its_place(tmp_path):
    (tmp_path / "news.csv").write_text("id,text\n1,one, two\n2,two and three\n", encoding="utf-8")
    first, second = open_records(str(tmp_path / "news.csv")).rows
    assert first.error == "3 cells where the header has 2; quote what has commas"
    assert second.row == {"id": "2", "text": "two and three"}


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, zstd])
def test_rows_before_the_damage_are_read_and_an_error_stands_where_it_is(pack, tmp_path):
    many = rows(40_000)
    packed = pack("".join(json.dumps(row) + "\n" for row in many).encode())
    (tmp_path / "news.jsonl").write_bytes(packed[: len(packed) * 2 // 3])
    found = list(open_records(str(tmp_path / "news.jsonl")).rows)
    assert 0 < len(found) - 1 < len(many)
    assert "fetch it again" in found[-1].error or "not a line of JSON" in found[-1].error
    assert [record.row for record in found[:-1]] == many[: len(found) - 1]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("news.jsonl", b"[\n{}]", "one JSON array"),
        ("news.parquet", b"PAR1 nonsense", "damaged or no Parquet"),
        ("news.csv", b"\xff\xfei\x00d\x00", "UTF-16"),
        ("news.csv", b"id,id\n1,2\n", "each name once"),
        ("news", b"nothing that is known", "--from"),
        ("news.jsonl.gz", b"\x1f\x8bnonsense", "damaged"),
    ],
)
def test_an_input_that_cannot_be_read_at_all_is_an_expected_error(name, content, message, tmp_path):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        list(open_records(str(tmp_path / name)).rows)


@pytest.mark.parametrize("name", ["missing.jsonl", "a\0b.jsonl"])
def test_an_input_that_is_not_there_is_an_expected_error(name):
    with pytest.raises(InputError):
        open_records(name)


def test_remote_paths_are_opened_by_fsspec():
    fsspec = pytest.importorskip("fsspec")
    fsspec.filesystem("memory").pipe("/news.jsonl.gz", gzip.compress(JSON_LINES))
    assert read("memory://news.jsonl.gz") == ROWS


@pytest.mark.parametrize(
    ("row", "known", "fields"),
    [
        (ROWS[0], {}, ("body", "id", "headline")),
        ({"Text": text(0), "GUID": 7, "Title": "x"}, {}, ("Text", "GUID", "Title")),
        ({"article": 17, "zeta": text(0) * 3}, {}, ("zeta", "", "")),
        ({"text": text(0), "lead": text(1)}, {"text": "lead"}, ("lead", "", "")),
    ],
)
def test_fields_are_guessed_by_name_and_the_text_else_by_its_length(row, known, fields):
    found = guess_fields([row], Fields(**known), "news.jsonl")
    assert (found.text, found.id, found.title) == fields


def test_a_field_that_is_not_there_and_a_text_that_cannot_be_guessed_are_expected_errors():
    with pytest.raises(ConfigError, match=r"--text-field: no field 'txt' in news.jsonl; there are: id, headline, body"):
        guess_fields(ROWS, Fields(text="txt"), "news.jsonl")
    with pytest.raises(ConfigError, match=r"none holds running text; name it with --text-field: a, b"):
        guess_fields([{"a": "1", "b": "two"}], Fields(), "news.jsonl")


def test_an_article_has_the_facts_of_its_row(tmp_path):
    row = {
        "text": text(0),
        "id": 12,
        "title": "Flats\n",
        "date": 1_767_225_600,
        "url": "https://x.example",
        "site": "X",
    }
    records = open_records(str(write_json_lines(tmp_path / "news.jsonl", [row])))
    article = article_of(next(records.rows), records.fields)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.published) == ("12", "Flats", "2026-01-01T00:00:00+00:00")
    assert (article.url, article.source) == ("https://x.example", "X")


@pytest.mark.parametrize(
    ("value", "message"),
    [(None, "no text in the field"), (3, "no text"), (" \n", "empty"), ("word " * 200_001, "cut it up")],
)
def test_a_row_without_a_fit_text_is_a_failure(value, message):
    record = row_formats.Record("news.jsonl, line 1", {"text": value})
    failure = article_of(record, Fields(text="text"))
    assert isinstance(failure, Failure)
    assert message in failure.message
    assert failure.where == "news.jsonl, line 1"


@settings(deadline=None)  # the first of a kind imports a library
@given(st.binary(max_size=300), st.sampled_from(sorted(FORMATS)))
def test_no_input_of_whatever_bytes_is_more_than_an_expected_error(content, kind):
    pytest.importorskip("pyarrow")
    pytest.importorskip("warcio")
    try:
        records = open_records("-", to_read=kind, stdin=io.BytesIO(content))
        for record in records.rows:
            article_of(record, records.fields)
    except (InputError, ConfigError):
        pass


RSS = """<rss version="2.0"><channel><title>Coast Herald</title>
<item><guid>1</guid><title>Flats &amp; park</title><link>https://coast.example/1</link>
<pubDate>Sun, 01 Mar 2026 06:30:00 GMT</pubDate>
<description>&lt;p&gt;{one}&lt;/p&gt;&lt;p&gt;{two}&lt;/p&gt;</description>
</item><item><title>Two</title><description>{two}</description></item></channel></rss>"""


@pytest.mark.parametrize("name", ["news.rss", "news", "-", "https://coast.example/feed.xml"])
def test_a_feed_gives_its_entries_from_a_file_a_pipe_or_an_address(name, tmp_path):
    content = RSS.format(one=text(1).partition("\n")[0], two="Residents had asked for a park.").encode()
    (tmp_path / name.rpartition("/")[2]).write_bytes(content)
    where = name if name[:1] in "-h" else str(tmp_path / name)
    records = open_records(where, stdin=io.BytesIO(content), fetch=lambda url: Page(url, content))
    first, second = records.rows
    assert (records.format, first.row["title"], first.row["url"]) == ("feed", "Flats & park", "https://coast.example/1")
    article = article_of(first, records.fields)
    assert isinstance(article, Article)
    assert article.text == text(1).partition("\n")[0] + "\n\nResidents had asked for a park."
    assert (article.source, article.published) == ("Coast Herald", "2026-03-01T06:30:00+00:00")
    assert second.row["content"] == "Residents had asked for a park."


def test_of_a_feed_with_far_too_many_entries_a_row_says_that_the_first_were_read(tmp_path, monkeypatch):
    """Without it a bulk run would leave most of a feed out and end as if all were well."""
    monkeypatch.setattr(feed_parsing, "MOST_ENTRIES", 2)
    entries = "".join(f"<item><title>Quay {n}</title><guid>{n}</guid></item>" for n in range(5))
    (tmp_path / "news.rss").write_text(f"<rss><channel>{entries}</channel></rss>", encoding="utf-8")
    *read_ones, last = open_records(str(tmp_path / "news.rss")).rows
    assert [record.row["title"] for record in read_ones] == ["Quay 0", "Quay 1"]
    assert last.error == "it holds 5 entries, of which the first 2 were read"


def test_an_author_in_a_feed_is_named_without_an_address(tmp_path):
    entry = "<item><title>Quay</title><author>jane@herald.example (Jane Roe)</author></item>"
    (tmp_path / "news.rss").write_text(f"<rss><channel>{entry}</channel></rss>", encoding="utf-8")
    [record] = open_records(str(tmp_path / "news.rss")).rows
    assert record.row["byline"] == "Jane Roe"


def test_the_page_of_an_entry_that_is_a_teaser_is_fetched_where_that_is_asked_for(articles):
    page = (articles / "transit.html").read_bytes()
    row = {"url": "https://coast.example/1", "title": "Flats", "content": "A teaser"}
    record = row_formats.Record("feed, entry 1", row)
    asked = []

    def fetch(url: str) -> Page:
        asked.append(url)
        return Page(url, page, "text/html")

    assert isinstance(article_of(record, FIXED["feed"], fetch=fetch), Article)
    assert asked == ["https://coast.example/1"]
    without = article_of(record, FIXED["feed"])
    assert isinstance(without, Article)
    assert without.text == "A teaser"
