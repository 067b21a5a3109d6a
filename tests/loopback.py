"""A server in the test's own process that serves what a test puts there, and misbehaves on demand."""

import contextlib
import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Pages by path, requests as they came, and how many were in work at once."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.busy = 0
        self.busiest = 0
        self.over = threading.Event()

    def put(self, path: str, body: bytes | str, kind: str = "application/rss+xml", **headers: str) -> str:
        """Serve a body, and give its address."""
        content = body.encode() if isinstance(body, str) else body

        def answer(request: BaseHTTPRequestHandler) -> None:
            etag = headers.get("ETag")
            if etag and request.headers.get("If-None-Match") == etag:
                send(request, 304, {}, b"")
            else:
                send(request, 200, {"Content-Type": kind, "Content-Length": str(len(content))} | headers, content)

        self.pages[path] = answer
        return self.url + path

    def answer(self, path: str, answer: Answer) -> str:
        """Serve whatever a function sends, and give its address."""
        self.pages[path] = answer
        return self.url + path

    def redirect(self, path: str, target: str) -> str:
        """Redirect, and give the address."""
        return self.answer(path, lambda request: send(request, 302, {"Location": target}, b""))

    def hang(self, path: str) -> str:
        """Never answer, and give the address."""
        return self.answer(path, lambda request: self.over.wait(30) and None)

    def drip(self, path: str) -> str:
        """Send a header a byte at a time, for ever, and give the address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not self.over.wait(0.05):
                request.wfile.write(b"a")

        return self.answer(path, answer)

    def endless(self, path: str, *, bomb: bool = False) -> str:
        """Send 2 GB, as it is or as a gzip bomb of 2 MB, and give the address."""
        block = b"<!-- filling -->" * 65_536
        squeezed = gzip.compress(block * 64, 9) if bomb else b""

        def answer(request: BaseHTTPRequestHandler) -> None:
            headers = {"Content-Type": "application/rss+xml"} | ({"Content-Encoding": "gzip"} if bomb else {})
            send(request, 200, headers, b"")
            for _ in range(32 if bomb else 2048):
                request.wfile.write(squeezed or block)

        return self.answer(path, answer)


def send(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    """Send an answer."""
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        site = self.site
        site.asked.append((self.path, dict(self.headers.items())))
        site.busy += 1
        site.busiest = max(site.busiest, site.busy)
        time.sleep(0.01)  # long enough for others to come in, if they did
        site.busy -= 1
        answer = site.pages.get(self.path)
        with contextlib.suppress(OSError):
            if answer:
                answer(self)
            else:
                send(self, 404, {}, b"")

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments: object) -> None:
        """Say nothing: a client that hangs up is what is being tested."""


@contextlib.contextmanager
def serve() -> Iterator[Site]:
    """Serve on a free port of this machine."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    site = handler.site = Site(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
