"""The crisis report, a reader of texts at hand, and a web site on loopback."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from sample_pages import Misbehaving

from tocsin.reading import article
from tocsin.records import Article, Report

REPORTS = Path(os.environ.get("TOCSIN_REPORTS", Path(__file__).parents[3] / "shared" / "reports"))


@pytest.fixture
def crisis_report() -> Path:
    """The report that started the project; it is nobody's to copy, so it is read where it lies."""
    path = REPORTS / "serbia-kosovo.txt"
    if not path.exists():
        pytest.skip(f"NOT CHECKED: {path} is absent; set TOCSIN_REPORTS to the folder that holds serbia-kosovo.txt")
    return path


@pytest.fixture
def read() -> Callable[..., Article]:
    """An Article of text at hand: read("…", media_type="text/html", title="…")."""

    def reading(text: str, *, media_type: str = "text/plain", **fields: str) -> Article:
        content = text.encode("utf-8", "replace")
        digest = hashlib.sha256(content).hexdigest()
        return article(Report("here", None, media_type, content, digest, "utf-8", tuple(fields.items())))

    return reading


@pytest.fixture
def site() -> Iterator[str]:
    """The address of the misbehaving server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
