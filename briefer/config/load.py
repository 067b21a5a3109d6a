"""Reads the settings from files, variables and flags, and remembers where each came from.

Knows nothing about what is done with them. A path in a file is relative to that file, any other to the project.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from briefer.config.checks import Folders, Setting
from briefer.config.values import TABLES, Config, SectionConfig, section_settings, settings
from briefer.errors import ConfigError

FILE = "briefer.toml"
DEFAULT = "default"
FLAG = "flag"

_HEADER = re.compile(r"\s*\[{1,2}\s*([A-Za-z0-9_-]+)\s*\]{1,2}")
_ASSIGNMENT = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=")
_WANTED: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    str: "a text in quotes",
    tuple: 'a list of texts: ["one", "two"]',
}
_YES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class _Given:
    """A value that has been checked, and where it came from."""

    value: Any
    origin: str


def load_config(flags: Mapping[str, object] | None = None, *, environ: Mapping[str, str], folder: Path) -> Config:
    """Read the settings: defaults < user file < project file < `BRIEFER_*` < flags.

    Args:
        flags: Setting (`daily.tlp`) to value, as a file gives it; a value of None is a flag that was not given.
        environ: The environment's variables.
        folder: The project's folder, whose `briefer.toml` is read.

    Raises:
        ConfigError: A file cannot be read, a setting is not known, or a value cannot be used.
    """
    folders = Folders(folder, _user_folder(environ, "XDG_DATA_HOME", ".local/share"))
    given = {key: _Given(one.check(one.default, folders), DEFAULT) for key, one in settings().items()}
    given["sections"] = _Given((), DEFAULT)
    for path in dict.fromkeys((_user_folder(environ, "XDG_CONFIG_HOME", ".config") / FILE, folder / FILE)):
        if path.is_file():
            given |= _from_file(path, folders)
    flagged = {key: value for key, value in (flags or {}).items() if value is not None}
    given |= _from_environment(environ, folders)
    given |= {key: _Given(_checked(key, value, folders, FLAG), FLAG) for key, value in flagged.items()}
    _refuse_unknown(environ, given)
    return _frozen(given)


def _user_folder(environ: Mapping[str, str], variable: str, otherwise: str) -> Path:
    home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    return Path(environ.get(variable) or home / otherwise) / "briefer"


def _frozen(given: Mapping[str, _Given]) -> Config:
    tables = {
        table: kind(**{one.name: given[f"{table}.{one.name}"].value for one in fields(kind)})
        for table, kind in TABLES.items()
    }
    origins = MappingProxyType({key: one.origin for key, one in given.items()})
    return Config(**tables, sections=given["sections"].value, origins=origins)


def _from_file(path: Path, folders: Folders) -> dict[str, _Given]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"cannot read: {error.strerror}; check the file", str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8; save the file as UTF-8", str(path)) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:  # of brackets within brackets without end
        raise ConfigError(f"no TOML: {error}; correct the line", str(path)) from error
    lines, beside = _lines(text), Folders(path.parent, folders.data)
    given = {}
    for key, value in _flat(data, str(path)):
        where = f"{path}:{lines[key]}" if key in lines else str(path)
        read = _sections(value, beside, where) if key == "sections" else _checked(key, value, beside, where)
        given[key] = _Given(read, where)
    return given


def _flat(data: Mapping[str, Any], where: str) -> Iterator[tuple[str, Any]]:
    """Yield what a file sets by its full name; what is no table that there is comes as it stands, to be refused."""
    for table, values in data.items():
        if table in TABLES and not isinstance(values, dict):
            raise ConfigError(f"`{table}` is no setting but a table; write [{table}] on a line above it", where)
        if table in TABLES:
            yield from ((f"{table}.{key}", value) for key, value in values.items())
        else:
            yield table, values


def _sections(value: object, folders: Folders, where: str) -> tuple[SectionConfig, ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ConfigError("`sections` must be a list of tables; write [[sections]] above each", where)
    known = section_settings()
    found = []
    for table in value:
        read = {f"sections.{key}": _checked(f"sections.{key}", table[key], folders, where, known) for key in table}
        given: dict[str, Any] = {key.partition(".")[2]: read.get(key, one.default) for key, one in known.items()}
        if not given["title"] or not given["keywords"] + given["places"]:
            raise ConfigError("a section without title, or without keywords and places; give them", where)
        found.append(SectionConfig(**given))
    return tuple(found)


def _from_environment(environ: Mapping[str, str], folders: Folders) -> dict[str, _Given]:
    names = {_variable_of(key): key for key in settings()}
    given = {}
    for variable in sorted(names.keys() & environ.keys()):
        key, text = names[variable], environ[variable]
        if text:
            value = _typed(text, type(settings()[key].default))
            given[key] = _Given(_checked(key, value, folders, variable), variable)
    return given


def _refuse_unknown(environ: Mapping[str, str], given: Mapping[str, _Given]) -> None:
    """Refuse a variable that begins as one for a table does, and is neither a setting nor a secret that one names.

    Raises:
        ConfigError: There is such a variable.
    """
    known = settings()
    names = {_variable_of(key) for key in known}
    secrets = {value for key in known if key.endswith("_variable") for value in (known[key].default, given[key].value)}
    prefixes = tuple(f"BRIEFER_{table.upper()}_" for table in TABLES)
    for variable in sorted(environ.keys() - names - secrets):
        if variable.startswith(prefixes):
            table, _, name = variable.removeprefix("BRIEFER_").lower().partition("_")
            raise ConfigError(f"no such setting; {_nearest(f'{table}.{name}', known)}", variable)


def _variable_of(key: str) -> str:
    return f"BRIEFER_{key.upper().replace('.', '_')}"


def _typed(text: str, kind: type) -> object:
    """Read a variable's text as the type of its setting; what cannot be read so stays text, to be refused."""
    if kind is tuple:
        return tuple(filter(None, (one.strip() for one in text.split(","))))
    if kind is bool:
        return _YES.get(text.lower(), text)
    return int(text) if kind is int and re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else text


def _checked(key: str, value: object, folders: Folders, where: str, known: Mapping[str, Setting] | None = None) -> Any:  # noqa: ANN401 - any setting's value
    """Check one value.

    Raises:
        ConfigError: There is no such setting, or the value cannot be used.
    """
    known = settings() if known is None else known
    if key not in known and isinstance(value, dict):
        raise ConfigError(f"no table [{key}]; the tables are {', '.join(TABLES)} and sections", where)
    if key not in known:
        raise ConfigError(f"no setting `{key}`; {_nearest(key, known)}", where)
    kind = type(known[key].default)
    value = str(value) if isinstance(value, Path) else tuple(value) if isinstance(value, list) else value
    fits = type(value) is kind and (kind is not tuple or all(isinstance(one, str) for one in cast("tuple[Any]", value)))
    if not fits:
        raise ConfigError(f"`{key}` must be {_WANTED[kind]}; it is {value!r}", where)
    try:
        return known[key].check(value, folders)
    except ValueError as error:
        it_is = "" if key.endswith("_variable") else f"; it is {value!r}"  # it may be the secret itself
        raise ConfigError(f"`{key}` must be {error}{it_is}", where) from error


def _nearest(key: str, known: Mapping[str, Setting]) -> str:
    """Name the setting that was probably meant, or else where to find them all."""
    from difflib import get_close_matches

    last = key.rpartition(".")[2]
    namesakes = [one for one in known if one.rpartition(".")[2] == last]
    near = namesakes or get_close_matches(key, [*known, "sections"], 1) or get_close_matches(key, TABLES, 1)
    if not near:
        lasts = {one.rpartition(".")[2]: one for one in known}
        near = [lasts[one] for one in get_close_matches(last, lasts, 1)]
    return f"did you mean `{near[0]}`?" if near else "`briefer config show` lists them"


def _lines(text: str) -> dict[str, int]:
    """Find the line on which a file sets what; a line that only looks so, within a long text, does no harm."""
    table = ""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = header[1]
            found.setdefault(table, number)
        elif match := _ASSIGNMENT.match(line):
            found.setdefault(f"{table}.{match[1]}".removeprefix("."), number)
    return found
