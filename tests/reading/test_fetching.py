"""Pages are fetched within bounds, and never from a private network unless it is allowed."""

from __future__ import annotations

import socket
import time

import pytest

from tocsin.errors import ReadError
from tocsin.reading import FetchLimits, article, reports
from tocsin.reading.fetching import fetch
from tocsin.reading.transport import is_public

LOOPBACK = FetchLimits(seconds=1.0, size=200_000, redirects=3, allow_private=True)


def test_a_page_is_fetched_with_its_address(site: str) -> None:
    report = fetch(f"{site}/hop", limits=LOOPBACK)
    assert report.media_type == "text/html"
    assert dict(report.fields)["url"] == f"{site}/page"
    assert report.fetched_at is not None
    assert article(report).title == "Army moves north"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("missing", "answered 404"),
        ("loop", "redirects more than 3 times"),
        ("pdf", "is application/pdf, not a page"),
        ("disguised", "a PDF document"),
        ("nothing", "is empty"),
        ("endless", "larger than 0.2 MB or never ends"),
        ("bomb", "larger than 0.2 MB"),
        ("drip", "no full answer within 1 s"),
        ("heads", "no full answer within 1 s"),
        ("local", "not a web address"),
    ],
)
def test_what_is_no_page_is_one_line_and_in_time(site: str, path: str, says: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ReadError) as caught:
        fetch(f"{site}/{path}", limits=LOOPBACK)
    assert time.monotonic() - begun < 4
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"{site}/{path}: ")
    assert "\n" not in str(caught.value)


def test_a_page_called_plain_text_is_read_as_a_page(site: str) -> None:
    assert fetch(f"{site}/untyped", limits=LOOPBACK).media_type == "text/html"


def test_a_private_address_is_refused_before_anything_is_sent(site: str) -> None:
    with pytest.raises(ReadError, match="private address"):
        fetch(f"{site}/page", limits=FetchLimits(seconds=2))


def test_every_redirect_is_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.reading.transport.is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(ReadError, match=r"169\.254\.169\.254, a private address"):
        fetch(f"{site}/inward", limits=FetchLimits(seconds=2))


def test_the_socket_goes_to_the_address_that_was_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int, **options: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("tocsin.reading.transport.socket.getaddrinfo", rebinding)
    port = site.rsplit(":", 1)[1]
    with pytest.raises(ReadError, match=r"'news\.example' is at 127"):
        fetch(f"http://news.example:{port}/page", limits=FetchLimits(seconds=2))
    assert asked == ["news.example"]


def test_an_unknown_host_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **options: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("tocsin.reading.transport.socket.getaddrinfo", unknown)
    with pytest.raises(ReadError, match=r"the host 'nowhere\.example' is unknown"):
        fetch("http://nowhere.example/", limits=LOOPBACK)


def test_a_name_server_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.reading.transport.socket.getaddrinfo", lambda *a, **o: time.sleep(5))
    begun = time.monotonic()
    with pytest.raises(ReadError, match="not resolved in time"):
        fetch("http://slow.example/", limits=FetchLimits(seconds=0.3))
    assert time.monotonic() - begun < 2


def test_a_closed_port_says_so() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ReadError, match="could not be fetched"):
        fetch(f"http://127.0.0.1:{port}/", limits=LOOPBACK)


@pytest.mark.parametrize(
    "url", ["http://", "http://user:secret@example.org/", "http://[::1", "http://exa mple.org:99999/"]
)
def test_odd_addresses_are_errors(url: str) -> None:
    with pytest.raises(ReadError):
        fetch(url, limits=FetchLimits(seconds=1))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fe80::1%eth0",
     "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


def test_public_addresses() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


def test_one_bad_address_does_not_stop_the_others(site: str) -> None:
    found = list(reports([f"{site}/missing", f"{site}/page"], limits=LOOPBACK))
    assert isinstance(found[0], ReadError)
    assert not isinstance(found[1], ReadError)
