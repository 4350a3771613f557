"""Web address -> Report, within bounds of time and size, and never into a private network."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import httpcore
import httpx

from tocsin.errors import ReadError
from tocsin.reading.decoding import refuse_binary
from tocsin.reading.files import sniffed
from tocsin.reading.limits import FETCH_LIMITS, FetchLimits
from tocsin.reading.transport import CheckedTransport, Deadline, Refused
from tocsin.records import Report

HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Tocsin/0.1; reads single news pages that a user names)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})


def fetch(url: str, *, limits: FetchLimits = FETCH_LIMITS) -> Report:
    """The page at an http(s) address, redirects followed.

    Raises ReadError with one line for: a private address, an unknown host, no answer, an HTTP error status,
    redirects without end, a page without end, a page too slow, and what is neither HTML nor text.
    """
    try:
        return _fetched(url, limits)
    except Refused as error:
        raise ReadError(f"{url}: {error}") from error
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise ReadError(f"{url}: no full answer within {limits.seconds:g} s; try later, or save the page") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol) as error:
        raise ReadError(f"{url}: is not a web address ({error}); check it") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError, ValueError) as error:
        raise ReadError(f"{url}: could not be fetched ({error or type(error).__name__}); check the address") from error


def _fetched(url: str, limits: FetchLimits) -> Report:
    deadline = Deadline.after(limits.seconds)
    transport = CheckedTransport(deadline, allow_private=limits.allow_private)
    with httpx.Client(transport=transport, trust_env=False, headers=HEADERS) as client:
        here = httpx.URL(url)
        for _ in range(limits.redirects + 1):
            _check(here)
            with client.stream("GET", here) as response:
                if not response.has_redirect_location:
                    return _report(url, response, deadline, limits)
                here = here.join(response.headers["Location"])
    raise Refused(f"redirects more than {limits.redirects} times, last to {here}; give the final address")


def _check(url: httpx.URL) -> None:
    if url.scheme not in ("http", "https") or not url.host:
        raise Refused(f"leads to '{url}', which is not a web address; give an http or https address")
    if url.userinfo:
        raise Refused("holds a user name; give the address without it")


def _report(url: str, response: httpx.Response, deadline: Deadline, limits: FetchLimits) -> Report:
    if response.status_code not in (200, 203):
        raise Refused(f"answered {response.status_code} {response.reason_phrase}; open it in a browser and save it")
    media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if media_type and media_type not in PAGE_TYPES:
        raise Refused(f"is {media_type}, not a page; give the address of an HTML or text page")
    content = _body(response, deadline, limits)
    refuse_binary(url, content)
    if media_type in ("", "text/plain"):  # many servers call a page they do not know plain text
        media_type = sniffed(content)
    elif media_type == "application/xhtml+xml":
        media_type = "text/html"
    return Report(
        location=url,
        fetched_at=datetime.now(UTC),
        media_type=media_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        charset=response.charset_encoding,
        fields=(("url", str(response.url)),),
    )


def _body(response: httpx.Response, deadline: Deadline, limits: FetchLimits) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > limits.size:
            raise Refused(f"is larger than {limits.size / 1e6:g} MB or never ends; save the part you need")
        deadline.left()
    return bytes(content)
