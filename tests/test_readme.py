"""The tour in README.md is true: every example in it runs, and prints what it says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import event_feeds
import pytest

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Give the contents of the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Give each `$ command` with what the README shows below it."""
    pieces = [piece for block in blocks("console") for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(command, output.strip()) for command, _, output in (piece.partition("\n") for piece in pieces)]


def run(command: list[str], project: Path) -> str:
    """Run a command in the project's folder, with the `briefer` of this interpreter first on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.needs_model
@pytest.mark.parametrize(("command", "output"), examples(), ids=[command for command, _ in examples()])
def test_a_command_prints_what_the_readme_shows(command, output, project):
    printed = run(["bash", "-o", "pipefail", "-c", command], project)
    assert printed or " -o " in command
    assert not output or printed == output


@pytest.mark.needs_model
@pytest.mark.parametrize("code", blocks("python"))
def test_a_python_example_runs(code, project):
    assert run([sys.executable, "-W", "error", "-c", code], project)


def test_the_two_commands_of_a_new_user_come_first_each_on_one_line():
    """CI takes them from here and runs them as they stand."""
    assert blocks("sh") == [
        "python -m pip install . && briefer summarise tests/articles/harbour.txt\n",
        "python -m pip install -e '.[dev]' && pytest\n",
    ]
    assert README.index("```sh") < README.index("```console")


def test_every_file_and_option_in_the_readme_exists(project):
    from briefer.cli import commands

    words = [word.strip("`.,()") for word in README.split()]
    paths = {word for word in words if re.fullmatch(r"(tests|models|prompts|briefer)/\S*", word)}
    assert paths
    assert not [path for path in paths if not list(project.glob(path))]
    found = [commands.commands[name] for name in commands.commands]
    found += [one for group in found for one in getattr(group, "commands", {}).values()]
    known = (parameter for command in found for parameter in command.params)
    options = {option for parameter in known for option in parameter.opts}
    used = {word for command, _ in examples() for word in shlex.split(command) if word.startswith("--")}
    assert used <= options


def test_the_sample_feeds_hold_the_invented_days(tmp_path, project):
    for day in event_feeds.DAYS[:2]:
        for made in event_feeds.write_day(day, tmp_path):
            assert (project / "tests" / "feeds" / day / made.name).read_bytes() == made.read_bytes()
