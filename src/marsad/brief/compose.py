"""From facts to a document in one language: the figures, the map and the plots."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.brief import telling
from marsad.brief.document import Block, Document, Drawing, Grid, Heading, Line, Span, Text, filled, line
from marsad.brief.drawings import Point, bars, map_of, near
from marsad.brief.facts import FIGURES, Facts, Share, Toll
from marsad.brief.links import Links
from marsad.brief.tongue import Tongue
from marsad.model.holder import Holder
from marsad.model.incident import Incident

LISTED = 20  # places named in the table under the map, those with the most incidents; the others are told as a number


def compose(facts: Facts, tongue: Tongue, base_url: str | None = None) -> Document:
    """The brief in one language."""
    links = Links(tongue.lang, base_url, [i.id for i in facts.in_order()])
    period = facts.period
    title = tongue.text("title", period=tongue.span(period.first.isoformat(), period.last.isoformat()))
    sections: list[tuple[Block, ...]] = [_headline(facts, tongue, links)]
    if facts.incidents:
        sections += [
            _shares("kinds", "kind", facts.kinds, facts.kinds_before, facts, tongue, links),
            _shares("holders", "holder", facts.holders, facts.holders_before, facts, tongue, links),
            _by_day(facts, tongue, links),
            _map(facts, tongue, links),
            telling.gravest(facts, tongue, links),
            telling.commanders(facts, tongue, links),
            telling.stances(facts, tongue, links),
        ]
    sections += [telling.tallies(facts, tongue, links), telling.doubts(facts, tongue, links)]
    sections += [telling.lists(tongue, links), telling.sources(facts, tongue, links)]
    return Document(tongue.lang, title, tuple(sections), appendices=2)


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
            return Span(f"{tongue.word('fields', figure)} {tongue.text('unstated')}")
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
        line(links.number(tongue.number(len(ids)), ids, label, window(facts))),
        line("—"), line("—"),
        line(links.number(tongue.number(len(earlier)), earlier, tongue.text("list_before", name=label))),
        line(_change(len(ids) - len(earlier), tongue)),
    )]  # fmt: skip
    for figure in FIGURES:
        name = tongue.word("figures", figure)
        now, then = facts.tolls[figure], facts.tolls_before[figure]
        change = _change(now.best - then.best, tongue) if now.incidents and then.incidents else "—"
        rows.append((
            line(name), line(_best(now, name, tongue, links)), line(bounds(now, tongue)),
            line(links.number(tongue.number(len(now.incidents)), now.incidents, name)),
            line(_best(then, tongue.text("list_before", name=name), tongue, links)), line(change),
        ))  # fmt: skip
    head = tuple(tongue.text(k) for k in ("measure", "now", "bounds", "stated_by", "before", "change"))
    return Grid(head, tuple(rows))


def _best(toll: Toll, name: str, tongue: Tongue, links: Links) -> Span:
    return (
        links.number(tongue.number(toll.best), toll.incidents, name)
        if toll.incidents
        else Span(tongue.text("unstated"))
    )


def bounds(toll: Toll, tongue: Tongue) -> str:
    """Low to high; open above where one of the incidents is."""
    if not toll.incidents:
        return "—"
    if toll.high is None:
        return tongue.text("at_least", n=tongue.number(toll.low))
    low, high = tongue.number(toll.low), tongue.number(toll.high)
    return low if toll.low == toll.high else tongue.text("between", low=low, high=high)


def _change(difference: int, tongue: Tongue) -> str:
    if difference == 0:
        return tongue.text("same")
    return tongue.text("up" if difference > 0 else "down", n=tongue.number(abs(difference)))


def _killed(share: Share, name: str, tongue: Tongue, links: Links) -> Line:
    if not share.killed.incidents:
        return line(tongue.text("unstated") if share.incidents else "—")
    return line(
        links.number(tongue.number(share.killed.best), share.killed.incidents, f"{name}: {tongue.text('killed')}")
    )


def _shares(
    title: str,
    column: str,
    shares: Sequence[Share],
    before: Sequence[Share],
    facts: Facts,
    tongue: Tongue,
    links: Links,
) -> tuple[Block, ...]:
    """A row for each share of the incidents, those of the period before that are gone by now below."""
    earlier = {share.key: share.incidents for share in before}
    gone = [share.key for share in before if share.key not in {share.key for share in shares}]
    named = {s.key: _named(title, s.key, facts, tongue) for s in (*shares, *before)}
    rows = [_share(*named[s.key], s.incidents, earlier.get(s.key, ()), s, tongue, links) for s in shares]
    rows += [_share(*named[key], (), earlier[key], None, tongue, links) for key in gone]
    head = tuple(tongue.text(k) for k in (column, "incidents", "before", "change", "killed_best"))
    out: list[Block] = [Heading(tongue.text(title), 2)]
    if title == "holders":
        mapped = any(Holder(*s.key).map for s in (*shares, *before))
        out.append(Text(line(tongue.text("holders_note_map" if mapped else "holders_note")), "note"))
    return (*out, Grid(head, tuple(rows)))


def _named(title: str, key: tuple[str, ...], facts: Facts, tongue: Tongue) -> tuple[str, dict[str, str]]:
    """What a row is called, and the workbench's filter that says the same; none where the holder is not stated."""
    if title == "kinds":
        return tongue.word("kinds", key[1]), window(facts) | {"event_type": key[0], "sub_event_type": key[1]}
    held = Holder(*key)
    if not held.name:
        return tongue.text("not_stated"), {}
    if held.map is not None:
        return tongue.text("by_map", holder=tongue.actor(held.name), map=tongue.apart(held.map)), {}
    return tongue.actor(held.name), window(facts) | {"control": held.name}


def _share(
    name: str, filter: dict[str, str], now: Sequence[str], then: Sequence[str], share: Share | None,
    tongue: Tongue, links: Links,
) -> tuple[Line, ...]:  # fmt: skip
    """A row of counts, now and before. `share`: None where there is nothing now."""
    count = links.number(tongue.number(len(now)), now, name, filter)
    earlier = links.number(tongue.number(len(then)), then, tongue.text("list_before", name=name))
    killed = _killed(share, name, tongue, links) if share else line("—")
    return line(name), line(count), line(earlier), line(_change(len(now) - len(then), tongue)), killed


def _by_day(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    rows = []
    for share in facts.days:
        name = tongue.day(share.key[0], weekday=True)
        day = share.key[0]
        count = links.number(
            tongue.number(len(share.incidents)), share.incidents, name, window(facts) | {"start": day, "end": day}
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
    places = _places(facts.incidents)
    points = [Point(lat, lon, _own_name(its[0], tongue), len(its), _exact(its)) for (lat, lon, _), its in places]
    out: list[Block] = [Heading(tongue.text("map"), 2)]
    if points:
        drawn = near(points)
        svg = map_of(drawn, tongue.text("map"), right_to_left=tongue.lang == "ar")
        out.append(Drawing(svg, tongue.text("map_note")))
        far = [i.id for p, (_, its) in zip(points, places, strict=True) if p not in drawn for i in its]
        out += _apart("map_far", far, tongue.text("map_far_list"), tongue, links)
    out += _apart("map_missing", facts.doubts.pointless, tongue.text("no_place"), tongue, links)
    if places:
        rows = tuple(_place(its, tongue, links) for _, its in places[:LISTED])
        out.append(Grid((tongue.text("place"), tongue.text("coordinates"), tongue.text("incidents")), rows))
        rest = [i.id for _, its in places[LISTED:] for i in its]
        out += _apart("map_rest", rest, tongue.text("map_rest_list"), tongue, links)
    return tuple(out)


def _places(incidents: Sequence[Incident]) -> list[tuple[tuple[float, float, str], list[Incident]]]:
    """Incidents by point and name, the places with the most first."""
    places: dict[tuple[float, float, str], list[Incident]] = {}
    for i in incidents:
        if i.place and i.place.lat is not None and i.place.lon is not None:
            places.setdefault((i.place.lat, i.place.lon, i.place.name), []).append(i)
    return sorted(places.items(), key=lambda p: (-len(p[1]), p[0]))


def _own_name(incident: Incident, tongue: Tongue) -> str:
    place = incident.place
    assert place is not None
    return (place.name_ar or place.name) if tongue.lang == "ar" else place.name


def _exact(incidents: Sequence[Incident]) -> bool:
    return all(i.place is not None and i.place.geo_precision == 1 for i in incidents)


def _place(incidents: Sequence[Incident], tongue: Tongue, links: Links) -> tuple[Line, ...]:
    place = incidents[0].place
    assert place is not None
    name = tongue.place(place)
    vague = "" if _exact(incidents) else f" ({tongue.text('approximate')})"
    at = Span(f"{place.lat:.3f}, {place.lon:.3f}", foreign=True)
    return (
        line(name + vague),
        line(at),
        line(links.number(tongue.number(len(incidents)), [i.id for i in incidents], name)),
    )


def _apart(key: str, incidents: Sequence[str], name: str, tongue: Tongue, links: Links) -> list[Block]:
    """A note on incidents that the map or its table leaves out; nothing where there are none."""
    if not incidents:
        return []
    number = links.number(tongue.count(len(incidents), "incidents"), incidents, name)
    return [Text(filled(tongue.texts[key], incidents=number), "note")]
