"""Read and write OPML, the form in which programs exchange lists of feeds.

This module knows nothing about files or about what a feed holds. A list may be nested (folders of folders) and broken
(an unescaped `&`, a wrong encoding, no `type`): what can be read of it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefer.errors import FeedError
from briefer.reading.characters import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_LIST = 5_000_000
"""The most bytes that a list may have: 5,000 feeds have one million."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that the user reads."""

    address: str
    """An `http` or `https` address, or the path of a file."""
    title: str = ""
    """The name that the user gave it, else the feed's own title; empty where neither is known."""
    folders: tuple[str, ...] = ()
    """The titles of the folders that it stands in, outermost first."""


def read_opml(body: bytes, where: str) -> tuple[Subscription, ...]:
    """Read a list of feeds, in its order; of a feed listed twice the first stands.

    Args:
        body: the file as it is.
        where: its name, for errors.

    Raises:
        FeedError: it is no OPML, or has no feed in it.
    """
    if len(body) > LARGEST_LIST:
        raise FeedError(f"it is larger than {LARGEST_LIST / 1e6:g} MB; that is no list of feeds", where)
    root = _root(body)
    if root is None or _name(root) != "opml":
        raise FeedError("this is no OPML; export the list of feeds from the other program once more", where)
    found: dict[str, Subscription] = {}
    for subscription in _feeds(root):
        found.setdefault(subscription.address, subscription)
    if not found:
        raise FeedError("there is no feed in this list; each needs an outline with an xmlUrl", where)
    return tuple(found.values())


def write_opml(subscriptions: Sequence[Subscription], title: str) -> str:
    """Write a list of feeds as OPML 2.0, sorted by folder and in the given order within each."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = one_line(title)
    folders: dict[tuple[str, ...], Any] = {(): etree.SubElement(root, "body")}
    for subscription in sorted(subscriptions, key=lambda each: each.folders):
        address = one_line(subscription.address)
        name = one_line(subscription.title) or address
        parent = _folder(folders, tuple(map(one_line, subscription.folders)))
        etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=address)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written.decode("utf-8")


def _root(body: bytes) -> _Element | None:
    """Parse without fetching or unfolding anything that the file names, and read on behind what is broken."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: _Element | None = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def _feeds(root: _Element) -> Iterator[Subscription]:
    """Walk the outlines, depth first; one with an address is a feed, any other a folder."""
    left: list[tuple[_Element, tuple[str, ...]]] = [(root, ())]
    while left:
        element, folders = left.pop()
        if _name(element) == "outline":
            facts = {str(key).casefold(): one_line(str(value)) for key, value in element.attrib.items()}
            title = facts.get("title") or facts.get("text", "")
            if facts.get("xmlurl"):
                yield Subscription(facts["xmlurl"], title, folders)
            elif title:
                folders = (*folders, title)
        left.extend((child, folders) for child in reversed(element))


def _name(element: _Element) -> str:
    """Give an element's name without its namespace; a comment has none."""
    return element.tag.rpartition("}")[2].casefold() if isinstance(element.tag, str) else ""


def _folder(folders: dict[tuple[str, ...], Any], path: tuple[str, ...]) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree

    if path not in folders:
        parent = _folder(folders, path[:-1])
        folders[path] = etree.SubElement(parent, "outline", text=path[-1], title=path[-1])
    return folders[path]
