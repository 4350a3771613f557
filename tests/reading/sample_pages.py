"""Sample pages in our own words, and a web server that misbehaves on request."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler

NEWS = (
    "The army moved two brigades to the northern border on Monday after gunmen attacked a checkpoint, officials said. "
    "The president warned that further attacks would be answered."
)


def page(body: str = f"<p>{NEWS}</p><p>{NEWS} Talks go on.</p>", head: str = "<title>Army moves north</title>") -> str:
    """A small HTML page."""
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"


class Misbehaving(BaseHTTPRequestHandler):
    """Answers each path in its own bad way."""

    def do_GET(self) -> None:
        name = self.path.strip("/").split("?")[0] or "page"
        getattr(self, f"serve_{name.split('.')[0]}", self.serve_missing)()

    def answer(self, content: bytes, media_type: str = "text/html; charset=utf-8", status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def serve_page(self) -> None:
        self.answer(page().encode())

    def serve_missing(self) -> None:
        self.answer(b"no such page", status=404)

    def serve_pdf(self) -> None:
        self.answer(b"%PDF-1.7 ...", "application/pdf")

    def serve_disguised(self) -> None:
        self.answer(b"%PDF-1.7 ...", "text/html")

    def serve_bomb(self) -> None:
        packed = gzip.compress(b"a" * 5_000_000)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)

    def serve_untyped(self) -> None:
        self.answer(page().encode(), "text/plain")

    def serve_nothing(self) -> None:
        self.answer(b"")

    def serve_loop(self) -> None:
        self.redirect("/loop")

    def serve_hop(self) -> None:
        self.redirect("/page")

    def serve_inward(self) -> None:
        self.redirect("http://169.254.169.254/latest/")

    def serve_local(self) -> None:
        self.redirect("file:///etc/hostname")

    def redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def serve_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.feed(b"<p>and so on</p>" * 1000, 0)

    def serve_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.feed(b"x", 0.05)

    def serve_heads(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.feed(b"x", 0.05)

    def feed(self, piece: bytes, pause: float) -> None:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                self.wfile.write(piece)
                self.wfile.flush()
            except OSError:
                return
            time.sleep(pause)

    def log_message(self, *args: object) -> None:
        return
