"""The settings as a file: every one with what it is for and its default, commented out, so that defaults can change.

Knows nothing about where the file goes.
"""

from __future__ import annotations

import json
from textwrap import wrap

from briefer.config.checks import Setting
from briefer.config.values import TABLES, settings

WIDTH = 100

_HEAD = """\
# Settings of briefer for this folder. A line that starts with `#` and a name is a setting with its
# default: take the `#` away and change it. `briefer config show` tells what holds, and why:
# defaults < ~/.config/briefer/briefer.toml < this file < BRIEFER_* variables < flags.
# The variable of `tlp` under [daily] is BRIEFER_DAILY_TLP. Paths are relative to this file.
"""
_SECTIONS = """\
# Your own sections, in their order: a story stands in the first that it fits, else under "Other
# news". Without any they are the regions of the world.
#
#[[sections]]
#title = "Ports and shipping"
#keywords = ["port", "ferry", "container ship"]
#
#[[sections]]
#title = "The North"
#places = ["NO", "SE", "Kiruna"]
"""


def example() -> str:
    """Write the file."""
    tables = [_table(name) for name in TABLES]
    return "\n".join([_HEAD, *tables[:2], _SECTIONS, *tables[2:]])


def _table(name: str) -> str:
    about = (TABLES[name].__doc__ or "").split("\n")[0]
    lines = [f"# {about}", f"[{name}]"]
    for key, one in settings().items():
        if key.startswith(f"{name}."):
            lines += [
                *(f"# {line}" for line in wrap(one.about, WIDTH - 2)),
                f"#{key.partition('.')[2]} = {_value(one)}",
            ]
    return "\n".join([*lines, ""])


def _value(one: Setting) -> str:
    """Write a default as TOML does, which for these types is as JSON does."""
    return json.dumps(one.default, ensure_ascii=False)
