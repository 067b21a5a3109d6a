"""How fast `briefer bulk` is: articles a second with one worker and with several, and where the time goes.

    python tests/bench/bulk.py [--corpus FILE] [--articles 300] [--workers 1 2] [--engine local]

Prints one JSON object on standard output. Absolute figures depend on the machine and on what else it does: the share of
a stage and the ratio of two runs hardly do. Peak memory is that of the largest of its
processes, in MB.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "articles"


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", help="an input of `briefer bulk`; else the sample articles, repeated")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engine", default="local")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = given.corpus or str(_samples(Path(folder), given.articles))
        runs = {workers: _run(corpus, Path(folder), workers, given.articles, given.engine) for workers in given.workers}
    outputs = {run.pop("digest") for run in runs.values()}
    first = runs[given.workers[0]]["records_per_second"] / given.workers[0]
    for workers, run in runs.items():
        run["efficiency"] = round(run["records_per_second"] / workers / first, 3)
    told = {"runs": runs, "same_output": len(outputs) == 1, "load": os.getloadavg()[0]}
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


def _samples(folder: Path, count: int) -> Path:
    """Write as many rows as asked for, each different, of the articles of the tests."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    rows = ({"id": number, "text": f"{text}\nNo. {number}"} for number, text in enumerate(islice(cycle(texts), count)))
    path = folder / "samples.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def _run(corpus: str, folder: Path, workers: int, articles: int, engine: str) -> dict[str, object]:
    """Run the command in a process of its own, and say what it cost."""
    output = folder / f"{engine}-{workers}.jsonl"
    command = [sys.executable, "-m", "briefer", "bulk", corpus, "-o", str(output), "--json", "--no-cache"]
    command += ["--limit", str(articles), "--workers", str(workers), "--shard-size", "32", "--engine", engine]
    code = (
        f"import subprocess, resource; done = subprocess.run({command!r}, stdout=subprocess.PIPE);"
        "usage = resource.getrusage(resource.RUSAGE_CHILDREN); print(done.stdout.decode().strip());"
        "print(usage.ru_maxrss / 1000, usage.ru_utime + usage.ru_stime)"
    )
    told = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    run: dict[str, object] = json.loads(told[0])
    peak, cpu = map(float, told[1].split())
    stages: dict[str, float] = run["stages"]  # type: ignore[assignment]
    total = sum(stages.values())
    return {
        "records_per_second": run["records_per_second"],
        "seconds": run["seconds"],
        "failed": run["failed"],
        "shares": {stage: round(spent / total, 4) for stage, spent in stages.items()},
        "cpu_seconds": round(cpu, 1),
        "peak_mb_of_a_process": round(peak),
        "digest": hashlib.sha256(output.read_bytes()).hexdigest(),
    }


if __name__ == "__main__":
    main()
