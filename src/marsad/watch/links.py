"""Addresses of articles: one spelling for one page, so that the same article is not fetched and coded twice."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from marsad.capture.addresses import ascii_url

LENGTH_MOST = 2_000  # characters; longer addresses are traps
# Parameters that say how a reader came, not what is read: analytics (utm, Google, Facebook, Yandex, Microsoft,
# Mailchimp, AT Internet, Webtrekk) and feed readers.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|mc_cid|mc_eid|igshid|igsh|_ga|_gl|"
    r"at_(medium|campaign|custom\d|link_\w+|ptr_name|format|bbc_team|creation)|wt_\w+|cmpid|ocid|ns_(mchannel|source|"
    r"campaign|linkname|fee)|maca|traffic_source|ref_src|__twitter_impression|xtor)$",
    re.I,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_VARIANT = re.compile(r"^(www|m|mobile|amp)\.")


def plain(url: str, base: str = "") -> str | None:
    """The address in one spelling: host in lower case, no fragment, no tracking parameters, letters escaped.
    None for what is no http(s) page."""
    try:
        parts = urlsplit(ascii_url(urljoin(base, _CONTROL.sub("", url.strip()))))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > LENGTH_MOST:
        return None
    netloc = parts.netloc.lower().removesuffix({"http": ":80", "https": ":443"}[parts.scheme])
    given = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in given if not _TRACKING.match(key)]
    query = parts.query if len(kept) == len(given) else urlencode(kept)
    return urlunsplit((parts.scheme, netloc, parts.path, query, ""))


def host_of(url: str) -> str:
    """Host and port: what robots.txt and politeness are counted by."""
    return urlsplit(url).netloc


def same_site(one: str, other: str) -> bool:
    """Is it the same host, but for "www.", "m." or "amp."?"""
    return _VARIANT.sub("", host_of(one)) == _VARIANT.sub("", host_of(other))


def within(url: str, site: str) -> bool:
    """Is the page on the site's host or one below it?"""
    host, of = _VARIANT.sub("", host_of(url)), _VARIANT.sub("", host_of(site))
    return host == of or host.endswith("." + of)


_LINK = re.compile(r"<link\b[^>]{0,3000}>", re.I)
_CANONICAL = re.compile(r"""\brel\s*=\s*["']?[^"'>]*\bcanonical\b""", re.I)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


def canonical(html: str, url: str) -> str:
    """What the page calls its own address (rel=canonical), where it is on the same site and no front page; else `url`.
    A page cannot speak for another site: it could otherwise replace that site's articles."""
    import html as entities

    for match in _LINK.finditer(html[:400_000]):
        if not _CANONICAL.search(match.group()) or not (found := _HREF.search(match.group())):
            continue
        stated = plain(entities.unescape(found.group(1) or found.group(2) or found.group(3) or ""), url)
        bare = stated is not None and urlsplit(stated).path == "/" and not urlsplit(stated).query
        if stated and same_site(stated, url) and not (bare and urlsplit(url).path != "/"):
            return stated
    return plain(url) or url


def article_id(url: str) -> str:
    """The id of the article at a canonical address: the same for every version of the page, with http or https,
    with "www." or without."""
    parts = urlsplit(url)
    same = _VARIANT.sub("", parts.netloc) + (parts.path.rstrip("/") or "/") + (f"?{parts.query}" if parts.query else "")
    return hashlib.sha256(same.encode()).hexdigest()[:16]
