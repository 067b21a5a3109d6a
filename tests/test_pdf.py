"""The PDF: what it says of itself, what stands on every sheet, and that it fetches nothing."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from briefer.briefs.brief import Brief
from briefer.briefs.json_format import from_json
from briefer.briefs.page import to_html
from briefer.briefs.pdf import to_pdf
from briefer.errors import BrieferError

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("weasyprint")

MARKDOWN = "# Three ships leave port\n\n## Bottom line\n\nThree ships left. [[1 ¶1](#s1-p1)]\n\n## Long\n\n" + (
    "A line that fills the sheet, again and again, until the next sheet begins.\n\n" * 60
)


def harbour() -> Brief:
    return from_json((Path(__file__).parent / "golden" / "briefs" / "harbour.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def printed() -> bytes:
    return to_pdf(to_html(MARKDOWN, harbour(), {}))


@pytest.fixture(scope="module")
def document(printed):
    return pypdf.PdfReader(io.BytesIO(printed))


def test_every_sheet_has_the_handling_line_and_its_number(document):
    assert len(document.pages) > 2
    for number, sheet in enumerate(document.pages, 1):
        text = sheet.extract_text()
        assert text.count("TLP:CLEAR") >= 2
        assert f"Page {number} of {len(document.pages)}" in text


def test_the_pdf_names_itself_and_is_tagged(document):
    assert document.metadata.title == "Port of Calder Bay reopens after crane collapse (TLP:CLEAR)"
    assert document.metadata.creation_date.isoformat().startswith("2025-11-12T23:59")
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "en"


def test_a_citation_leads_to_its_paragraph(document):
    assert {"s1-p1", "cite-s1-p1"} <= document.named_destinations.keys()


def test_the_same_page_gives_the_same_bytes(printed):
    assert to_pdf(to_html(MARKDOWN, harbour(), {})) == printed


def test_another_page_gives_other_bytes(printed):
    assert to_pdf(to_html(f"{MARKDOWN}\nMore.\n", harbour(), {})) != printed


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x", "data:image/svg+xml,<svg/>"])
def test_nothing_is_fetched(address):
    """What a page asks for is left out; it does not stop the printing."""
    html = (
        f'<html lang="en"><title>T</title><img alt="an image" src="{address}"><link rel="stylesheet" href="{address}">'
    )
    text = pypdf.PdfReader(io.BytesIO(to_pdf(html))).pages[0].extract_text()
    assert "root:" not in text


def test_without_the_library_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(BrieferError, match=r"PDF: .*pip install 'briefer\[pdf\]'"):
        to_pdf("<p>text</p>")
