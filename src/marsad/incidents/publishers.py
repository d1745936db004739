"""Who publishes an article, under one name: "ا ف ب", "أ.ف.ب" and "فرانس برس" are AFP and count as one source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import urlsplit

from marsad.arabic.folding import word_key


class Publishers(NamedTuple):
    """Names of publishers by their folded forms, and by the domains of their sites."""

    forms: Mapping[str, str]
    sites: Mapping[str, str]


@cache
def known_publishers() -> Publishers:
    """The package's publishers; of two with one form the first in the table has it."""
    forms: dict[str, str] = {}
    sites: dict[str, str] = {}
    for line in (files("marsad") / "data" / "sources" / "publishers.tsv").read_text("utf-8").splitlines()[1:]:
        _, name, _, domains, known = line.split("\t")
        for form in filter(None, (name, *known.split("|"))):
            forms.setdefault(word_key(form), name)
        sites |= {domain: name for domain in domains.split("|") if domain}
    return Publishers(forms, sites)


def source_of(publisher: str | None, url: str | None, article: str) -> str:
    """What an article counts as when sources are counted: its publisher under its one name, else its site, else itself."""
    host = (urlsplit(url).hostname if url else None) or ""
    site = _of_site(host)
    if not publisher:
        return site or host or article
    name = called(publisher)
    return site if site and _bare(site) == _bare(name) else name


def called(publisher: str) -> str:
    """The one name of a publisher, where the table has it."""
    return known_publishers().forms.get(word_key(publisher), publisher)


def _of_site(host: str) -> str | None:
    """Whose site it is: "www.alwatan.com.sa" is that of "alwatan.com.sa"."""
    sites, parts = known_publishers().sites, host.split(".")
    return next((sites[tail] for n in range(len(parts)) if (tail := ".".join(parts[n:])) in sites), None)


def _bare(name: str) -> str:
    """Without the country that tells papers of one name apart: "Al-Watan (Egypt)" calls itself "الوطن", as others do."""
    return name.split(" (")[0]
