"""Tiny checkpoints for tests: as folders, in a cache of the Hub, and on a Hub of one's own on this machine."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
from safetensors.numpy import save

BART = {"architectures": ["BartForConditionalGeneration"], "is_encoder_decoder": True, "model_type": "bart"}
QWEN = {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2"}
CARD = """---
license: mit
model-index:
- name: tiny
  results:
  - dataset: {name: Harbour News}
    metrics: [{type: rouge1, value: 41.5}, {name: ROUGE-L, value: 37}]
---
# tiny

## Results

Prose.
"""
COMMIT = "a" * 40


def weights(megabytes: float = 0.01) -> bytes:
    return save({"weight": np.zeros(int(megabytes * 1_000_000), np.uint8)})


def files(config: dict, **more: bytes) -> dict[str, bytes]:
    """Make the files of a checkpoint: `more` by name, with `__` for the dot."""
    named = {"config.json": json.dumps(config).encode(), "tokenizer_config.json": b"{}", "README.md": CARD.encode()}
    named["model.safetensors"] = weights()
    return named | {name.replace("__", "."): content for name, content in more.items()}


def write(folder: Path, content: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, written in content.items():
        (folder / name).write_bytes(written)
    return folder


def write_cached(home: Path, name: str, content: dict[str, bytes], commit: str = COMMIT, ref: str = "main") -> Path:
    """Write a snapshot as the Hub's library does: blobs by their hash, links to them, and what `ref` stands for."""
    repository = home / "hub" / f"models--{name.replace('/', '--')}"
    snapshot = repository / "snapshots" / commit
    for folder in (repository / "blobs", repository / "refs", snapshot):
        folder.mkdir(parents=True, exist_ok=True)
    for path, written in content.items():
        blob = repository / "blobs" / hashlib.sha256(written).hexdigest()
        blob.write_bytes(written)
        (snapshot / path).symlink_to(f"../../blobs/{blob.name}")
    (repository / "refs" / ref).write_text(commit)
    return snapshot


class Hub(ThreadingHTTPServer):
    """A Hub that answers what its library asks, about the checkpoints that it is given."""

    def __init__(self) -> None:
        self.checkpoints: dict[str, dict[str, bytes]] = {}
        self.claimed: dict[str, int] = {}
        """Sizes that it claims in place of the true ones, by file name."""
        self.gated = False
        """Whether terms must be accepted first."""
        self.asked: list[str] = []
        """The files whose content was asked for."""
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Hub

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].strip("/")
        name = "/".join(path.removeprefix("api/models/").split("/")[:2])
        held = self.server.checkpoints.get(name)
        if held is None:
            self._send(b"{}", 404, {"X-Error-Code": "RepoNotFound"})
        elif self.server.gated:
            self._send(b"{}", 403, {"X-Error-Code": "GatedRepo"})
        elif path.startswith("api/") and "/tree/" in path:
            self._send_json([self._file(held, file) for file in held])
        elif path.startswith("api/") and path.endswith(("/main", name, COMMIT)):
            self._send_json({"id": name, "sha": COMMIT, "siblings": [{"rfilename": file} for file in held]})
        elif path.startswith("api/"):
            self._send(b"{}", 404, {"X-Error-Code": "RevisionNotFound"})
        else:
            self._send_file(held, path.rpartition("/")[2])

    def _file(self, held: dict[str, bytes], file: str) -> dict:
        size = self.server.claimed.get(file, len(held[file]))
        return {"type": "file", "path": file, "size": size, "oid": hashlib.sha1(held[file]).hexdigest()}  # noqa: S324

    def _send_file(self, held: dict[str, bytes], file: str) -> None:
        headers = {"ETag": f'"{hashlib.sha1(held[file]).hexdigest()}"', "X-Repo-Commit": COMMIT}  # noqa: S324 - as git does
        if self.command == "GET":
            self.server.asked.append(file)
        elif file in self.server.claimed:
            headers["X-Linked-Size"] = str(self.server.claimed[file])
        self._send(held[file], 200, headers)

    def _send_json(self, value: object) -> None:
        self._send(json.dumps(value).encode(), 200, {"Content-Type": "application/json"})

    def _send(self, content: bytes, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running_hub() -> Iterator[Hub]:
    with Hub() as hub:
        thread = Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hub
        finally:
            hub.shutdown()
            thread.join()
