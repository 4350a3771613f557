"""An httpx transport whose every socket goes to an address that was checked, and is timed.

The host is resolved once per connection, its addresses are checked, and the socket is opened to the very address that
was checked: a name that answers differently the second time (DNS rebinding) gains nothing. TLS still verifies
the name.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """Why an address is not fetched; whoever catches it puts the address before it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant of the monotonic clock by which a fetch must be over."""

    instant: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline `seconds` from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds that are left. Raises httpcore.ReadTimeout once it has passed."""
        left = self.instant - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this page is up")
        return left


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also when it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in NAT64:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def checked_addresses(host: str, port: int, *, deadline: Deadline, allow_private: bool) -> list[str]:
    """The host's addresses. Raises Refused when it has none or, unless allowed, when any of them is private."""
    addresses = _resolved(host, port, deadline)
    private = [address for address in addresses if not is_public(address)]
    if private and not allow_private:
        raise Refused(f"'{host}' is at {private[0]}, a private address, which is not fetched; save the page to a file")
    return addresses


def _resolved(host: str, port: int, deadline: Deadline) -> list[str]:
    """Ask the system. getaddrinfo cannot be interrupted, so it runs in a thread that may be left behind."""
    answers: queue.Queue[list[str] | Exception] = queue.Queue()

    def ask() -> None:
        try:
            answers.put([str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise Refused(f"the name '{host}' was not resolved in time; check the network") from None
    if isinstance(answer, Exception):
        raise Refused(f"the host '{host}' is unknown ({answer}); check the address and the network")
    return list(dict.fromkeys(answer))


class TimedStream(httpcore.NetworkStream):
    """A socket that knows the fetch's deadline, so that a slow drip of bytes cannot prolong it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, within the time that is left."""
        return self._inner.read(max_bytes, timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send `buffer`, within the time that is left."""
        self._inner.write(buffer, timeout=self._deadline.left())

    def close(self) -> None:
        """Close the socket."""
        self._inner.close()

    def start_tls(self, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """The same stream under TLS, within the time that is left."""
        options["timeout"] = self._deadline.left()
        return TimedStream(self._inner.start_tls(*args, **options), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the socket tells of itself."""
        return self._inner.get_extra_info(info)


class CheckedBackend(httpcore.SyncBackend):
    """Opens sockets to addresses that were checked, and to no others."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """A timed socket to the first checked address of `host` that answers."""
        addresses = checked_addresses(host, port, deadline=self._deadline, allow_private=self._allow_private)
        failure = httpcore.ConnectError(f"'{host}' has no address")
        for address in addresses:
            try:
                stream = super().connect_tcp(address, port, timeout=self._deadline.left())
                return TimedStream(stream, self._deadline)
            except httpcore.ConnectError as error:
                failure = error
        raise failure


class CheckedTransport(httpx.BaseTransport):
    """Hands httpx's requests to a pool over `CheckedBackend`, and its answers back."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        backend = CheckedBackend(deadline, allow_private=allow_private)
        context = httpx.create_ssl_context(trust_env=False)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request; its body is read as it comes."""
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        answer = self._pool.handle_request(
            httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)
        )
        stream = PoolStream(answer.stream)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions)

    def close(self) -> None:
        """Close every socket."""
        self._pool.close()


class PoolStream(httpx.SyncByteStream):
    """The pool's stream in httpx's clothes."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        parts: Iterable[bytes] = self._stream
        yield from parts

    def close(self) -> None:
        """Give the connection back to the pool."""
        self._stream.close()
