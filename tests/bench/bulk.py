"""How fast `briefer bulk` is: articles a second by engine and number of workers, where time and memory go.

    python tests/bench/bulk.py [--corpus FILE] [--articles N] [--workers N ...] [--engines local ray] [--peer] [-- ...]

Prints one JSON object on standard output. Options behind `--` are the command's own. Absolute figures depend on the
machine and on what else it does; these ratios hardly do:

    efficiency   articles a second and worker, against the first of `--workers`
    overhead     the time that another engine takes more than the first, at as many workers
    shares       of a stage in the time of all processes together; `summaries` is the model and what stands around it,
                 of which `python tests/bench/speed.py stages` tells more
    peer_ratio   articles a second against the architecture of distilbart-cnn-12-6 on the same articles, run afterwards

Peak memory is that of each process that was seen, in MB, the largest first. A million rows that hold little work show
whether it grows with them: `python tests/bench/bulk.py --articles 1000000 --repeated --workers 2`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "articles"
SPEED = Path(__file__).with_name("speed.py")

Json = dict[str, Any]


def main() -> None:
    """Measure, and print what was measured."""
    given, options = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        corpus = given.corpus or str(_samples(Path(folder), given.articles, repeated=given.repeated))
        command = [sys.executable, "-m", "briefer", "bulk", corpus, "--json", "--limit", str(given.articles), *options]
        if given.repeated:
            os.environ["XDG_CACHE_HOME"] = folder
        else:
            command.append("--no-cache")
        runs = {
            engine: {
                workers: _run([*command, "--engine", engine, "--workers", str(workers)], Path(folder), engine, workers)
                for workers in given.workers
            }
            for engine in given.engines
        }
        peer = _peer(corpus, given.articles) if given.peer else {}
    every = [run for by_workers in runs.values() for run in by_workers.values()]
    told: Json = {"runs": runs, "same_output": len({run.pop("digest") for run in every}) == 1}
    _compare(runs, given.workers)
    if peer:
        told |= {"peer": peer, "peer_ratio": max(run["records_per_second"] for run in every) / peer["articles_per_s"]}
    sys.stdout.write(json.dumps(told | {"load": os.getloadavg()[0]}, indent=2) + "\n")


def _arguments() -> tuple[argparse.Namespace, list[str]]:
    given = sys.argv[1:]
    own, options = (given[: given.index("--")], given[given.index("--") + 1 :]) if "--" in given else (given, [])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", help="an input of `briefer bulk`; else the sample articles, repeated")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", nargs="+", default=["local"])
    parser.add_argument("--repeated", action="store_true", help="the samples again and again, and a cache of summaries")
    parser.add_argument("--peer", action="store_true", help="measure the peer, too; it takes a minute")
    return parser.parse_args(own), options


def _samples(folder: Path, count: int, *, repeated: bool) -> Path:
    """Write as many rows as asked for of the articles of the tests, each text a different one unless it is repeated."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    path = folder / "samples.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(islice(cycle(texts), count)):
            row = {"id": number, "text": text if repeated else f"{text}\nNo. {number}"}
            file.write(f"{json.dumps(row)}\n")
    return path


def _run(command: list[str], folder: Path, engine: str, workers: int) -> Json:
    """Run the command in processes of its own, and say what it cost."""
    output = folder / f"{engine}-{workers}.jsonl"
    with subprocess.Popen([*command, "-o", str(output)], stdout=subprocess.PIPE) as process:
        peaks = _watch(process)
        printed = process.communicate()[0]
    if process.returncode not in (0, 3):
        sys.exit(process.returncode)
    run: Json = json.loads(printed)
    total = sum(run["stages"].values())
    return {
        "records_per_second": run["records_per_second"],
        "seconds": run["seconds"],
        "failed": run["failed"],
        "shares": {stage: round(spent / total, 4) for stage, spent in run["stages"].items()},
        "peak_mb": sorted(peaks.values(), reverse=True),
        "digest": _digest(output),
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _watch(process: subprocess.Popen[bytes]) -> dict[int, int]:
    """Return the peak memory of a process and of all below it, in MB, once it has ended; Linux only."""
    peaks: dict[int, int] = {}
    while process.poll() is None:
        below = [process.pid]
        while below:
            number = below.pop()
            try:
                status = Path(f"/proc/{number}/status").read_text(encoding="utf-8")
                below += map(int, Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split())
            except OSError:  # it has ended
                continue
            if "VmHWM:" in status:
                peaks[number] = int(status.partition("VmHWM:")[2].split()[0]) * 1024 // 1_000_000
        time.sleep(0.5)
    return peaks


def _peer(corpus: str, articles: int) -> Json:
    command = [sys.executable, str(SPEED), "peer", "--here", "--corpus", corpus, "--articles", str(min(articles, 120))]
    peer: Json = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return peer


def _compare(runs: dict[str, dict[int, Json]], workers: list[int]) -> None:
    first, *others = runs.values()
    for by_workers in runs.values():
        least = by_workers[workers[0]]["records_per_second"] / workers[0]
        for count, run in by_workers.items():
            run["efficiency"] = round(run["records_per_second"] / count / least, 3)
    for by_workers in others:
        for count, run in by_workers.items():
            run["overhead"] = round(run["seconds"] / first[count]["seconds"] - 1, 3)


if __name__ == "__main__":
    main()
