"""A run that is killed, doubled or out of disk: what was kept stays whole, and the next run gives the same brief.

The moments at which a run is killed are steps of its databases and renamings of its files, counted in the child: each
is the moment before something becomes lasting. `BRIEFER_KILLS=20` tries so many moments, spread by a seed.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from event_feeds import DAYS, write_day

from briefer.running.archive import FILE

pytestmark = [pytest.mark.needs_model, pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")]

CHILD = """
import os, resource, signal, sqlite3, sys
import briefer.reading.fetch
from briefer.errors import InputError

kill_at, largest, *arguments = sys.argv[1:]
done = 0

def tick(*_):
    global done
    done += 1
    if done == int(kill_at):
        os.kill(os.getpid(), signal.SIGKILL)

def connect(*arguments, connect=sqlite3.connect, **options):
    connection = connect(*arguments, **options)
    connection.set_trace_callback(tick)
    return connection

def no_page(url, /, **_):
    raise InputError("there is no page", url)

sqlite3.connect = connect
sys.addaudithook(lambda event, _: tick() if event == "os.rename" else None)
briefer.reading.fetch.fetch_page = no_page
if int(largest):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
from briefer.cli import main
try:
    main(arguments)
finally:
    print("steps", done, file=sys.stderr)
"""


def command(folder, day, *, kill_at=0, largest=0):
    arguments = ["daily", f"{folder}/{day}.opml", "--now", f"{day}T22:00Z", "--archive", f"{folder}/archive"]
    arguments += ["-o", f"{folder}/out", "--to", "json", "--to", "md", "--to", "html"]
    return [sys.executable, "-c", CHILD, str(kill_at), str(largest), *arguments]


def environment(folder):
    return os.environ | {"XDG_DATA_HOME": f"{folder}/data", "XDG_CONFIG_HOME": f"{folder}/config"}


def run(folder, day, **how):
    return subprocess.run(
        command(folder, day, **how),
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def lists_in(folder, *, feeds):
    """Write the lists of two days, with the feeds in one folder for all: the brief names their addresses."""
    for number, day in enumerate(DAYS[:2]):
        files = [path for one in DAYS[: number + 1] for path in write_day(one, feeds)]
        some = [path for path in files if path.stem in ("northern-wire", "coast-radio")]
        outlines = "".join(f'<outline xmlUrl="{path}"/>' for path in some)
        (folder / f"{day}.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')


def output(folder, day):
    files = sorted((folder / "out" / day).iterdir())
    assert [path.name for path in files] == ["brief.html", "brief.json", "brief.md"]  # no half-written ones beside
    return [path.read_bytes() for path in files]


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory):
    """A folder with one edition, the feeds of the next, and the files of an undisturbed run of that one."""
    folder = tmp_path_factory.mktemp("yesterday")
    lists_in(folder, feeds=tmp_path_factory.mktemp("feeds"))
    first = run(folder, DAYS[0])
    assert first.returncode == 0, first.stderr
    calm = folder.parent / "calm"
    shutil.copytree(folder, calm)
    second = run(calm, DAYS[1])
    assert second.returncode == 0, second.stderr
    steps = int(second.stderr.rpartition("steps ")[2])
    assert "UPDATED" in (calm / "out" / DAYS[1] / "brief.json").read_text()
    return folder, output(calm, DAYS[1]), steps


@pytest.fixture
def today(yesterday, tmp_path) -> Path:
    """A copy of that folder."""
    shutil.copytree(yesterday[0], tmp_path / "today")
    return tmp_path / "today"


def days_kept(folder):
    """List the editions of an archive that must be whole."""
    with closing(sqlite3.connect(folder / "archive" / FILE)) as archive:
        assert archive.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [day for (day,) in archive.execute("SELECT day FROM editions ORDER BY day")]


KILLS = int(os.environ.get("BRIEFER_KILLS", "3"))


@pytest.mark.parametrize("moment", [(number + random.Random(number).random()) / KILLS for number in range(KILLS)])
def test_a_run_killed_at_any_moment_is_made_good_by_the_next(yesterday, today, moment):
    _, undisturbed, steps = yesterday
    killed = run(today, DAYS[1], kill_at=1 + int(moment * (steps - 1)))
    assert killed.returncode == -9
    kept = days_kept(today)
    assert kept[0] == DAYS[0]
    if killed.stdout:  # it said that it is done
        assert kept == [*DAYS[:2]]
    again = run(today, DAYS[1])
    assert again.returncode == 0, again.stderr
    assert output(today, DAYS[1]) == undisturbed


def test_of_two_runs_at_once_one_is_sent_away_or_comes_after(yesterday, today):
    runs = [
        subprocess.Popen(command(today, DAYS[1]), env=environment(today), cwd=today, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ended = [(one.communicate(timeout=300)[1], one.returncode) for one in runs]
    assert sorted(code for _, code in ended) in ([0, 1], [0, 0])
    for said, code in ended:
        assert code == 0 or "another run is at work on this archive" in said
    assert output(today, DAYS[1]) == yesterday[1]


def test_a_full_disk_is_one_line_and_costs_nothing(yesterday, today):
    archive = (today / "archive" / FILE).stat().st_size
    full = run(today, DAYS[1], largest=archive + 5000)
    assert full.returncode == 1
    lines = [line for line in full.stderr.splitlines() if not line.startswith("steps")]
    assert len(lines) == 1, lines
    assert lines[0].startswith("briefer: ")
    assert days_kept(today) == [DAYS[0]]
    assert run(today, DAYS[1]).returncode == 0
    assert output(today, DAYS[1]) == yesterday[1]
