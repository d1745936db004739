"""Which network addresses may be reached: public ones only, whatever name or redirect led there."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from marsad.capture.problems import CaptureError

_SHARED = ipaddress.ip_network("100.64.0.0/10")  # carrier-grade NAT, RFC 6598
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in the last four bytes, RFC 6052

Resolve = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host by the system's resolver."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def port_of(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def parse_url(url: str) -> SplitResult:
    """The parts of an http or https address. Raises CaptureError `scheme`."""
    try:
        parts = urlsplit(url)
        port_of(parts)
    except ValueError as error:
        raise CaptureError("scheme", "is no valid address", todo="Check the spelling") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CaptureError("scheme", "is no http or https address", todo="Only these are fetched")
    return parts


def ascii_url(url: str) -> str:
    """The address in ASCII as it is sent: host by IDNA, other letters escaped; without user name and fragment.
    Raises ValueError for what is no address."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    netloc = (f"[{host}]" if ":" in host else host) + (f":{parts.port}" if parts.port else "")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def checked_address(parts: SplitResult, resolver: Resolve, *, loopback: bool) -> str:
    """The address to connect to: names are resolved once, here, and one private address among several is enough to
    refuse. Raises CaptureError `network` or `private-address`."""
    try:
        addresses = resolver(parts.hostname or "", port_of(parts))
    except (OSError, UnicodeError) as error:
        raise CaptureError(
            "network", "has a host name that cannot be found", todo="Check the spelling and the connection"
        ) from error
    public = [a for a in addresses if is_public(a, loopback=loopback)]
    if not public or len(public) < len(addresses):
        raise CaptureError(
            "private-address",
            "points into a private or local network",
            todo="Only public pages are fetched; save the page and name the file",
        )
    return public[0]


def is_public(text: str, *, loopback: bool = False) -> bool:
    """Is it an address of the public internet, also where it wraps an IPv4 address? `loopback`: tests only."""
    address = _unwrapped(ipaddress.ip_address(text.split("%")[0]))
    if loopback and address.is_loopback:
        return True
    if address.version == 4 and address in _SHARED:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _unwrapped(address: Address) -> Address:
    """The IPv4 address inside a mapped, 6to4, Teredo or NAT64 one: that is where a gateway would connect."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
