"""A brief as an e-mail to forward: plain text, and HTML that survives Outlook.

Knows nothing about sending. The HTML is what such programs understand: tables for layout, styles on every element, no
style sheet, no picture, 600 pixels wide. The same brief gives the same bytes, Message-ID and boundary included.
"""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from html import escape, unescape
from xml.etree.ElementTree import Element, SubElement

from briefer.briefs.brief import Brief, Head
from briefer.briefs.day_stories import dated_title
from briefer.briefs.markup import Looks, seen, to_markup
from briefer.briefs.page_tree import HANDLING_COLOURS, handling_colour

_DOMAIN = "briefer.invalid"
"""A name that no one can own (RFC 2606): who sends the message puts an address of their own."""
_SUBJECT = 200
_FONT = "font-family:'Segoe UI',Calibri,Arial,sans-serif;color:#1b1f24;"
_STYLES = {
    "h1": f"{_FONT}font-size:24px;line-height:30px;font-weight:bold;margin:0 0 14px 0;",
    "h2": f"{_FONT}color:#0b5394;font-size:17px;line-height:22px;font-weight:bold;margin:24px 0 8px 0;",
    "h3": f"{_FONT}font-size:15px;line-height:21px;font-weight:bold;margin:14px 0 4px 0;",
    "p": f"{_FONT}font-size:15px;line-height:22px;margin:0 0 10px 0;",
    "ul": "margin:0 0 10px 0;padding:0 0 0 22px;",
    "ol": "margin:0 0 10px 0;padding:0 0 0 22px;",
    "li": f"{_FONT}font-size:15px;line-height:22px;margin:0 0 5px 0;",
    "dt": f"{_FONT}font-size:15px;line-height:22px;font-weight:bold;margin:0;",
    "dd": f"{_FONT}font-size:15px;line-height:22px;margin:0 0 6px 22px;",
    "blockquote": f"{_FONT}margin:0 0 10px 22px;",
    "pre": "font-family:Consolas,monospace;font-size:13px;line-height:18px;margin:0 0 10px 0;",
    "code": "font-family:Consolas,monospace;font-size:13px;",
    "table": "width:100%;border-collapse:collapse;margin:0 0 10px 0;",
    "th": f"{_FONT}color:#56606b;font-size:13px;line-height:18px;font-weight:bold;text-align:left;"
    "padding:4px 8px 4px 0;border-bottom:1px solid #56606b;",
    "td": f"{_FONT}font-size:14px;line-height:20px;text-align:left;vertical-align:top;padding:4px 8px 4px 0;"
    "border-bottom:1px solid #d3d9df;",
    "a": "color:#0b5394;",
}
_BOX = "background-color:#eff4f8;border-left:4px solid #0b5394;padding:4px 16px 8px 16px;"
_TABLE = {"width": "100%", "cellpadding": "0", "cellspacing": "0", "border": "0"}
_LOOKS: Looks = {tag: {"style": {style}} for tag, style in _STYLES.items()}
_LOOKS["td"] = {"style": {_STYLES["td"], _BOX}, "bgcolor": {"#eff4f8"}}
_LOOKS["table"] |= {name: {value} for name, value in _TABLE.items()} | {"role": {"presentation"}}

_BANNER = "font-family:'Segoe UI',Calibri,Arial,sans-serif;font-size:13px;line-height:18px;padding:6px 12px;"
_BOXED = {"Bottom line", "Bottom line up front", "BLUF"}


def to_eml(markdown: str, text: str, brief: Brief) -> bytes:
    """Make the message, as a draft: without recipients, and marked as unsent, so that programs open it to be edited.

    Args:
        markdown: A filled template, without links to citations and without pictures.
        text: The same as plain text.
        brief: For the headers.
    """
    page = _page(markdown, brief.head)
    plain = seen(text)
    digest = sha256("\0".join([seen(brief.head.as_of), plain, page]).encode()).hexdigest()[:32]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _line(f"[{brief.head.tlp}] {dated_title(brief)}")
    message["From"] = Address(_line(brief.head.prepared_by) or "briefer", "brief", _DOMAIN)
    message["Message-ID"] = f"<{digest}@{_DOMAIN}>"
    moment = _moment(brief.head.as_of)
    if moment:
        message["Date"] = moment
    message["X-Unsent"] = "1"
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{digest}")
    return message.as_bytes()


def _line(text: str) -> str:
    """Make a text fit for a header: one line, nothing that could begin another."""
    return " ".join(seen(text).split())[:_SUBJECT]


def _moment(iso: str) -> datetime | None:
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return None


def _page(markdown: str, head: Head) -> str:
    """Write the HTML: banner, text, banner, in one column."""
    body = to_markup(markdown, lambda root: _shape(root, head.tlp), _LOOKS)
    colour = HANDLING_COLOURS[handling_colour(head.tlp)]
    banner = (
        f'<tr><td align="center" bgcolor="#000000" style="background-color:#000000;color:{colour};{_BANNER}">'
        f"<b>{_text(head.tlp)}</b></td></tr>"
    )
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_text(_line(head.title))}</title>
</head>
<body style="margin:0;padding:0;background-color:#ffffff;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:600px;max-width:100%;">
{banner}
<tr><td align="left" bgcolor="#ffffff" style="background-color:#ffffff;padding:20px 16px 12px 16px;">
{body}
</td></tr>
{banner}
</table>
</td></tr></table>
</body>
</html>
"""


def _text(text: str) -> str:
    return escape(seen(text))


def _shape(root: Element, handling: str) -> None:
    """Leave out the handling lines, which the banners show, put the bottom line into a box, and style every element."""
    blocks = [block for block in root if _words(block) != handling]
    root[:] = []
    for tag in ("h4", "h5", "h6"):
        for block in blocks:
            block.tag = "h3" if block.tag == tag else block.tag
    _title_block(blocks)
    for block in blocks:
        _style(block)
    root.extend(_box_bottom_line(blocks))


def _title_block(blocks: list[Element]) -> None:
    """Let no row of the table under the title look like its head: that row is data as well."""
    for block in blocks[:2]:
        head = block.find("thead") if block.tag == "table" else None
        if head is not None and len(list(head.iter("th"))) == 2:
            for cell in head.iter("th"):
                cell.tag = "td"


def _style(block: Element) -> None:
    for element in block.iter():
        for name in ("style", "title", "class"):
            element.attrib.pop(name, None)
        if element.tag in _STYLES:
            element.set("style", _STYLES[element.tag])
        if element.tag == "table":
            element.attrib.update(_TABLE)
        if element.tag == "img":
            element.tag, element.text = "span", element.get("alt", "")


def _box_bottom_line(blocks: list[Element]) -> list[Element]:
    """Put the section of the bottom line into the cell of a table, which is what Outlook knows as a box."""
    placed: list[Element] = []
    cell: Element | None = None
    for block in blocks:
        if block.tag in {"h1", "h2"}:
            cell = None
        if block.tag == "h2" and _words(block) in _BOXED:
            table = Element("table", {**_TABLE, "role": "presentation", "style": _STYLES["table"]})
            cell = SubElement(SubElement(table, "tr"), "td", {"style": _BOX, "bgcolor": "#eff4f8"})
            placed.append(table)
        if cell is None:
            placed.append(block)
        else:
            cell.append(block)
    return placed


def _words(element: Element) -> str:
    return unescape("".join(element.itertext())).strip()
