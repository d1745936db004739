"""Our own Arabic line filter: gives every line of a page a role and reads the head (title, byline, place line, date).

Nothing is cut. Roles are conservative: a long line is body unless it begins as a teaser, a notice or a caption does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

import yaml

from marsad.arabic.dates.calendar import Calendar, load_calendar
from marsad.arabic.folding import fold, word_key
from marsad.arabic.memory import WordMemory
from marsad.capture.headline import Stamp, read_stamp
from marsad.model.document import Paragraph, Role

HEAD_LINES = 8  # non-blank lines in which the head of a dump is looked for
_SHORT = 60
_SHORT_KEPT = 10_000  # short lines that are remembered, some 600 bytes each
_WHOLE_MOST, _BEGINNING = 400, 80  # letters from which a line is known by its beginning alone, and of that beginning
_TITLE_MOST = 220
_SUBHEAD_WORDS = 9
_ENDS = tuple('.!؟?…:»")”،؛')
_ARABIC = re.compile("[\u0621-\u064a]")
_LINE = re.compile(r"[^\r\n]+")
_DASH = re.compile(r"^(?P<place>[^.:،؛]{2,45}?)\s*(?:[-–—:/،]+|--)\s*(?P<who>[^.؛]{2,60})$")


class Layout(NamedTuple):
    """Compiled layout words: per role the folded forms matched at a line's start or as the whole line; outlets by form."""

    starts: tuple[tuple[str, Role], ...]
    begins: tuple[str, ...]  # the forms of `starts`
    whole: Mapping[str, Role]
    publishers: Mapping[str, str]
    domains: Mapping[str, str]
    calendar: Calendar
    zones: Mapping[str, str]  # city of a place line -> UTC offset
    short: WordMemory[tuple[str, Role | None]]  # what short lines are (`_short`): the pages of a site repeat theirs

    @classmethod
    def load(cls) -> Layout:
        """The package's layout words, publishers and calendar."""
        root = files("marsad") / "data"
        raw = (root / "lexicon" / "layout.yaml").read_bytes()
        data = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
        zones = {word_key(city): zone for zone, cities in data.pop("zones").items() for city in cities}
        starts = [(word_key(f), Role(role)) for role, kinds in data.items() for f in kinds.get("start", ())]
        whole = {word_key(f): Role(role) for role, kinds in data.items() for f in kinds.get("whole", ())}
        forms: dict[str, str] = {}
        domains: dict[str, str] = {}
        for line in (root / "sources" / "publishers.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            _, name, _, sites, names = line.split("\t")
            forms.update((word_key(n), name) for n in names.split("|"))
            domains.update((d, name) for d in sites.split("|") if d)
        starts.sort(key=lambda s: -len(s[0]))
        short = WordMemory[tuple[str, Role | None]](lambda shown: _short(shown, layout), _SHORT_KEPT)
        begins = tuple(form for form, _ in starts)
        layout = cls(tuple(starts), begins, whole, forms, domains, load_calendar(), zones, short)
        return layout


class Head(NamedTuple):
    """What the head of a page says, as written."""

    title: str | None
    subtitle: str | None
    publisher: str | None
    author: str | None
    place_line: str | None
    stamp: Stamp | None


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    key: str


def read_layout(text: str, layout: Layout, title: str | None = None) -> tuple[tuple[Paragraph, ...], Head]:
    """Paragraphs (every non-blank line once, in order) with roles, and the head."""
    lines: list[_Line] = []
    roles: list[Role | None] = []
    for m in _LINE.finditer(text):
        given = m.group()
        shown = given.strip()
        if shown:
            start = m.start() + len(given) - len(given.lstrip())
            key, role = layout.short[shown] if len(shown) <= _SHORT else _long(shown, layout)
            lines.append(_Line(start, start + len(shown), shown, key))
            roles.append(role)
    head = _head(lines, roles, layout, title)
    _captions(lines, roles, head.title)
    _body(lines, roles)
    paragraphs = tuple(
        Paragraph(line.start, line.end, role or Role.BODY) for line, role in zip(lines, roles, strict=True)
    )
    return paragraphs, head


def _short(shown: str, layout: Layout) -> tuple[str, Role | None]:
    """Key of a short line, and the role that it shows by itself."""
    line = word_key(shown)
    key = line.strip(" .:|-")
    if not _ARABIC.search(shown):
        return line, _foreign(shown, layout)
    if key in layout.whole:
        return line, layout.whole[key]
    return line, Role.BOILERPLATE if _all_words(key, layout) else _started(shown, line, layout)


def _long(shown: str, layout: Layout) -> tuple[str, Role | None]:
    """The same of a longer line; a very long one is known by its beginning alone."""
    key = word_key(shown) if len(shown) < _WHOLE_MOST else fold(shown[:_BEGINNING])
    return key, _started(shown, key, layout) if _ARABIC.search(shown) else _foreign(shown, layout)


def _foreign(shown: str, layout: Layout) -> Role | None:
    """Lines without an Arabic letter: dates, and whatever is no running text."""
    letters = sum(map(str.isalpha, shown))
    return Role.BYLINE if read_stamp(shown, layout.calendar) else Role.BOILERPLATE if letters < 200 else None


def _started(shown: str, key: str, layout: Layout) -> Role | None:
    """Lines that begin as teasers, notices and captions do."""
    if key.startswith(layout.begins):
        for form, role in layout.starts:
            if key.startswith(form) and _begins(shown, key, form, role):
                return role
    return None


def _all_words(key: str, layout: Layout) -> bool:
    """The line is a run of share and print words ("مشاركة تويتر طباعة", "إعلان إعلان")."""
    words, i = key.split(), 0
    while i < len(words):
        width = next((w for w in (3, 2, 1) if " ".join(words[i : i + w]) in layout.whole), 0)
        if not width:
            return False
        i += width
    return bool(words)


def _begins(shown: str, key: str, form: str, role: Role) -> bool:
    """A start form stands for itself: a word boundary after it, and no long paragraph for words that also begin speech."""
    after = key[len(form) : len(form) + 1]
    if after and after.isalpha() and not form.endswith(("..", ":", "/")):
        return False
    return len(shown) <= (260 if role == Role.RELATED else 200)


def _head(lines: Sequence[_Line], roles: list[Role | None], layout: Layout, title: str | None) -> Head:
    stamp = None
    place_line = publisher = author = subtitle = None
    names: list[str] = []  # short lines by the date: an outlet that we do not know, then the author
    limit = [i for i, r in enumerate(roles) if r is not Role.BOILERPLATE or _ARABIC.search(lines[i].text)][:HEAD_LINES]
    titled = _title(lines, roles, limit, title)
    if titled is not None:
        roles[titled] = Role.TITLE
    dated = next(
        (
            i
            for i in limit
            if roles[i] in (None, Role.BYLINE) and i != titled and (stamp := read_stamp(lines[i].text, layout.calendar))
        ),
        None,
    )
    if dated is not None:
        roles[dated] = Role.BYLINE
    if titled is None:
        return Head(title, None, None, None, None, stamp)
    for i in limit:
        line = lines[i]
        if roles[i] is not None or i <= titled or len(line.text) > 110:
            if roles[i] is None and i > titled and len(line.text) > 110:
                break
            continue
        named = _publisher(line, layout)
        around = dated is not None and abs(i - dated) <= 2
        if named and len(line.text) <= 80:
            publisher, roles[i] = publisher or named[0] or None, Role.BYLINE
            place_line = place_line or (line.text if named[1] else None)
            author = author or named[2]
        elif around and len(line.text.split()) <= 9 and not line.text.endswith((".", "؟")):
            roles[i] = Role.BYLINE
            match = _DASH.match(line.text)
            if match:
                place_line, author = place_line or line.text, author or match.group("who").strip()
            elif len(line.text.split()) <= 5:
                names.append(line.text)
        elif dated is not None and i < dated and len(line.text.split()) >= 4 and not subtitle:
            subtitle, roles[i] = line.text, Role.SUBTITLE
    if len(names) > 1 and not publisher:
        publisher = names.pop(0)
    return Head(
        lines[titled].text, subtitle, publisher or None, author or (names[0] if names else None), place_line, stamp
    )


def _title(lines: Sequence[_Line], roles: Sequence[Role | None], limit: Sequence[int], title: str | None) -> int | None:
    """The line that the metadata calls title, else the first line that looks like one, when more text follows."""
    if title:
        key = word_key(title)
        return next((i for i in limit if lines[i].key == key or (len(key) > 20 and lines[i].key.startswith(key))), None)
    first = next((i for i in limit if roles[i] is None), None)
    if first is None or len(lines) < 2 or len(lines[first].text) > _TITLE_MOST or lines[first].text.endswith("."):
        return None
    return first if any(len(line.text) > 60 for line in lines[first + 1 :]) else None


def _publisher(line: _Line, layout: Layout) -> tuple[str, bool, str | None] | None:
    """(publisher, is it a place line, author): "القاهرة - رويترز", "المرجع", "فرانس 24", "عدن: محمد علي"."""
    key = line.key.strip(" .:-\"'()")
    if key in layout.publishers:
        return line.text.strip(' .:-«»"()') if key in layout.publishers else key, False, None
    parts = [p.strip(" .:-\"'()") for p in re.split(r"\s*[-–—:/،,|]\s*", line.key) if p.strip(" .:-\"'()")]
    known = [p for p in parts if p in layout.publishers]
    if not known or len(parts) > 5:
        return None
    raw = [p.strip(' .:-«»"()') for p in re.split(r"\s*[-–—:/،,|]\s*", line.text) if p.strip(' .:-«»"()')]
    spelled = next((r for r in raw if word_key(r) == known[-1]), known[-1])
    return spelled if layout.publishers[known[-1]] != "Agencies" else "", len(parts) > 1, None


def _captions(lines: Sequence[_Line], roles: list[Role | None], title: str | None) -> None:
    """A short line that repeats, or repeats the head of the title, is a caption."""
    keys = Counter(line.key for line in lines)
    head = word_key(title) if title else ""
    for i, line in enumerate(lines):
        if roles[i] is not None or len(line.text) > 90 or line.text.endswith("."):
            continue
        stem = line.key.strip(' .…"')
        if (keys[line.key] > 1 and len(line.text.split()) >= 2) or (
            head and stem != head and len(stem) >= 8 and head.startswith(stem)
        ):
            roles[i] = Role.CAPTION


def _body(lines: Sequence[_Line], roles: list[Role | None]) -> None:
    """Lead, body, and subheads: short lines without closing mark between longer ones."""
    led = False
    for i, line in enumerate(lines):
        if roles[i] is not None:
            continue
        if not led:
            roles[i], led = Role.LEAD, True
            continue
        short = len(line.text) <= 70 and not line.text.endswith(_ENDS) and len(line.text.split()) <= _SUBHEAD_WORDS
        next_ = enumerate(lines[i + 1 : i + 4], i + 1) if short else ()
        later = any(len(x.text) > _SHORT and roles[j] is None for j, x in next_)
        roles[i] = Role.SUBHEAD if later else Role.BODY
