"""From facts to a document in one language: the figures, the map and the plots."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.brief import telling
from marsad.brief.document import Block, Document, Drawing, Grid, Heading, Line, Span, Text, filled, line
from marsad.brief.drawings import Point, bars, map_of
from marsad.brief.facts import FIGURES, Facts, Share, Toll
from marsad.brief.links import Links
from marsad.brief.tongue import Tongue
from marsad.model.incident import Incident


def compose(facts: Facts, tongue: Tongue, base_url: str | None = None) -> Document:
    """The brief in one language."""
    links = Links(tongue.lang, base_url)
    period = facts.period
    title = tongue.text("title", period=tongue.span(period.first.isoformat(), period.last.isoformat()))
    sections: list[tuple[Block, ...]] = [_headline(facts, tongue, links)]
    if facts.incidents:
        sections += [
            _shares("kinds", "kind", facts.kinds, facts, tongue, links),
            _shares("holders", "holder", facts.holders, facts, tongue, links),
            _by_day(facts, tongue, links),
            _map(facts, tongue, links),
            telling.gravest(facts, tongue, links),
            telling.commanders(facts, tongue, links),
            telling.stances(facts, tongue, links),
        ]
    sections += [telling.tallies(facts, tongue, links), telling.doubts(facts, tongue, links)]
    sections += [telling.lists(tongue, links), telling.sources(facts, tongue, links)]
    return Document(tongue.lang, title, tuple(sections))


def window(facts: Facts) -> dict[str, str]:
    """The period and country as a workbench's filter has them."""
    out = {"start": facts.period.first.isoformat(), "end": facts.period.last.isoformat()}
    if facts.area and facts.area.country:
        out["country"] = facts.area.country
    return out


def _headline(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    held = facts.held
    area = facts.area
    where = tongue.text("everywhere")
    if area:
        where = tongue.text("area", area=area.name_ar if tongue.lang == "ar" else area.name)
    made = filled(
        tongue.texts["made"], base=Span(facts.base, foreign=True), incidents=tongue.count(held.incidents, "incidents"),
        articles=tongue.count(held.articles, "articles"),
    )  # fmt: skip
    versions = Span("; ".join(held.versions) or "-", foreign=True)
    top: list[Block] = [
        Text(line(where)),
        Text(made, "note"),
        Text(filled(tongue.texts["versions"], versions=versions), "note"),
        Text(line(tongue.text("counted")), "note"),
        Heading(tongue.text("headline"), 2),
    ]
    if not facts.incidents:
        top.append(Text(line(tongue.text("empty"))))
    else:
        top.append(Text(_summary(facts, tongue, links)))
    before = facts.period.before()
    span = tongue.span(before.first.isoformat(), before.last.isoformat())
    top += [_table(facts, tongue, links), Text(line(tongue.text("compared", period=span)), "note")]
    return tuple(top)


def _summary(facts: Facts, tongue: Tongue, links: Links) -> Line:
    ids = [i.id for i in facts.incidents]
    label = tongue.text("incidents")

    def told(figure: str) -> Span:
        its = facts.tolls[figure]
        if not its.incidents:
            return Span(f"{tongue.word('figures', figure)} {tongue.text('unstated')}")
        return links.number(tongue.count(its.best, figure), its.incidents, tongue.word("figures", figure))

    return filled(
        tongue.texts["summary"], days=tongue.count(facts.period.days, "days"),
        incidents=links.number(tongue.count(len(ids), "incidents"), ids, label, window(facts)),
        killed=told("fatalities"), injured=told("injured"),
    )  # fmt: skip


def _table(facts: Facts, tongue: Tongue, links: Links) -> Grid:
    """Incidents and each figure, now and before."""
    ids, earlier = [i.id for i in facts.incidents], [i.id for i in facts.before]
    label = tongue.text("incidents")
    rows: list[tuple[Line, ...]] = [(
        line(label),
        line(links.number(str(len(ids)), ids, label, window(facts))),
        line("—"), line("—"),
        line(links.number(str(len(earlier)), earlier, tongue.text("list_before", name=label))),
        line(_change(len(ids) - len(earlier), tongue)),
    )]  # fmt: skip
    for figure in FIGURES:
        name = tongue.word("figures", figure)
        now, then = facts.tolls[figure], facts.tolls_before[figure]
        change = _change(now.best - then.best, tongue) if now.incidents and then.incidents else "—"
        rows.append((
            line(name), line(_best(now, name, tongue, links)), line(bounds(now, tongue)),
            line(links.number(str(len(now.incidents)), now.incidents, name)),
            line(_best(then, tongue.text("list_before", name=name), tongue, links)), line(change),
        ))  # fmt: skip
    head = tuple(tongue.text(k) for k in ("measure", "now", "bounds", "stated_by", "before", "change"))
    return Grid(head, tuple(rows))


def _best(toll: Toll, name: str, tongue: Tongue, links: Links) -> Span:
    return links.number(str(toll.best), toll.incidents, name) if toll.incidents else Span(tongue.text("unstated"))


def bounds(toll: Toll, tongue: Tongue) -> str:
    """Low to high; open above where one of the incidents is."""
    if not toll.incidents:
        return "—"
    if toll.high is None:
        return tongue.text("at_least", n=str(toll.low))
    return str(toll.low) if toll.low == toll.high else tongue.text("between", low=str(toll.low), high=str(toll.high))


def _change(difference: int, tongue: Tongue) -> str:
    if difference == 0:
        return tongue.text("same")
    return tongue.text("up" if difference > 0 else "down", n=str(abs(difference)))


def _killed(share: Share, name: str, tongue: Tongue, links: Links) -> Line:
    if not share.killed.incidents:
        return line(tongue.text("unstated") if share.incidents else "—")
    return line(links.number(str(share.killed.best), share.killed.incidents, f"{name}: {tongue.text('killed')}"))


def _shares(
    title: str, column: str, shares: Sequence[Share], facts: Facts, tongue: Tongue, links: Links
) -> tuple[Block, ...]:
    rows = []
    for share in shares:
        if column == "kind":
            name = tongue.word("kinds", share.key[1])
            filter = window(facts) | {"event_type": share.key[0], "sub_event_type": share.key[1]}
        else:
            name = tongue.actor(share.key[0]) if share.key[0] else tongue.text("not_stated")
            filter = window(facts) | {"control": share.key[0]} if share.key[0] else {}
        count = links.number(str(len(share.incidents)), share.incidents, name, filter)
        rows.append((line(name), line(count), _killed(share, name, tongue, links)))
    head = (tongue.text(column), tongue.text("incidents"), tongue.text("killed_best"))
    out: list[Block] = [Heading(tongue.text(title), 2)]
    if title == "holders":
        out.append(Text(line(tongue.text("holders_note")), "note"))
    return (*out, Grid(head, tuple(rows)))


def _by_day(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    rows = []
    for share in facts.days:
        name = tongue.day(share.key[0], weekday=True)
        day = share.key[0]
        count = links.number(
            str(len(share.incidents)), share.incidents, name, window(facts) | {"start": day, "end": day}
        )
        rows.append((line(name), line(count), _killed(share, name, tongue, links)))
    short = [f"{int(s.key[0][8:])}/{int(s.key[0][5:7])}" for s in facts.days]
    counts = [(label, len(s.incidents)) for label, s in zip(short, facts.days, strict=True)]
    dead = [(label, s.killed.best) for label, s in zip(short, facts.days, strict=True)]
    drawings = [
        Drawing(bars(values, tongue.text(key), right_to_left=tongue.lang == "ar"), tongue.text(key))
        for key, values in (("plot_incidents", counts), ("plot_killed", dead))
    ]
    head = (tongue.text("day"), tongue.text("incidents"), tongue.text("killed_best"))
    return (Heading(tongue.text("by_day"), 2), *drawings, Grid(head, tuple(rows)))


def _map(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    places: dict[tuple[float, float, str], list[Incident]] = {}
    for i in facts.incidents:
        if i.place and i.place.lat is not None and i.place.lon is not None:
            places.setdefault((i.place.lat, i.place.lon, i.place.name), []).append(i)
    points, rows = [], []
    for (lat, lon, _), its in sorted(places.items(), key=lambda p: (-len(p[1]), p[0])):
        place = its[0].place
        assert place is not None
        exact = all(i.place is not None and i.place.geo_precision == 1 for i in its)
        name = (place.name_ar or place.name) if tongue.lang == "ar" else place.name
        points.append(Point(lat, lon, name, len(its), exact))
        count = links.number(str(len(its)), [i.id for i in its], tongue.place(place))
        vague = "" if exact else f" ({tongue.text('approximate')})"
        at = Span(f"{lat:.3f}, {lon:.3f}", foreign=True)
        rows.append((line(tongue.place(place) + vague), line(at), line(count)))
    out: list[Block] = [Heading(tongue.text("map"), 2)]
    if points:
        out.append(
            Drawing(map_of(points, tongue.text("map"), right_to_left=tongue.lang == "ar"), tongue.text("map_note"))
        )
    missing = facts.doubts.pointless
    if missing:
        number = links.number(tongue.count(len(missing), "incidents"), missing, tongue.text("no_place"))
        out.append(Text(filled(tongue.texts["map_missing"], incidents=number), "note"))
    if rows:
        out.append(Grid((tongue.text("place"), tongue.text("coordinates"), tongue.text("incidents")), tuple(rows)))
    return tuple(out)
