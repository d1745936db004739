"""From facts to a document in one language: what is told one by one, the doubts and the appendices."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.brief.document import Block, Grid, Heading, Line, Span, Text, filled, line
from marsad.brief.facts import FIGURES, Facts, Held
from marsad.brief.links import Links
from marsad.brief.sources import ReportShown
from marsad.brief.tongue import Tongue
from marsad.incidents.audit import Audit, Counted
from marsad.model.incident import Incident, Reconciled


def gravest(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    out: list[Block] = [Heading(tongue.text("gravest"), 2)]
    if not facts.gravest:
        return (*out, Text(line(tongue.text("no_gravest"))))
    for n, incident in enumerate(facts.gravest, 1):
        kind = tongue.word("kinds", incident.sub_event_type)
        where = tongue.place(incident.place)
        out += [
            Heading(f"{n}. {kind}" + (f": {where}" if incident.place else ""), 3),
            Text((*filled(tongue.texts["when"], date=tongue.days(incident.date)), Span(" · "),
                  *filled(tongue.texts["where"], place=where), Span(" · "), links.incident(incident.id, tongue.texts["entry"]))),
            Text((*filled(tongue.texts["who"], actors=tongue.actors(incident.actor1)), Span(" · "),
                  *filled(tongue.texts["whom"], actors=tongue.actors(incident.actor2)))),
            Text(filled(tongue.texts["toll"], toll=tongue.join(_tolls(incident, tongue)) or tongue.text("unstated_toll"))),
            Text(filled(tongue.texts["by_sources"], sources=tongue.count(incident.sources, "sources"), names=_publishers(incident, tongue))),
            Text(filled(tongue.texts["uncertain"], doubts=tongue.texts["semicolon"].join(_doubts_of(incident, tongue)))),
        ]  # fmt: skip
        report = saying(incident, facts.reports.get(incident.id, ()))
        if report:
            out += _quoted(report, tongue)
    return tuple(out)


def saying(incident: Incident, reports: tuple[ReportShown, ...]) -> ReportShown | None:
    """The report that says the best figure of the dead, the last of them; else the first with a sentence."""
    figure = incident.fatalities
    if figure is not None:
        agreeing = {s.report for s in figure.series if s.figure.low == figure.best}
        said = [r for r in reports if r.report in agreeing and r.sentence]
        if said:
            return said[-1]
    return next((r for r in reports if r.sentence), None)


def _tolls(incident: Incident, tongue: Tongue) -> list[str]:
    out = []
    for figure in FIGURES:
        value: Reconciled | None = getattr(incident, figure)
        if value is None:
            continue
        number = value.best if value.best is not None else value.low
        if number is None:
            continue
        out.append(tongue.count(number, figure) + _range(value, number, tongue))
    return out


def _range(value: Reconciled, number: int, tongue: Tongue) -> str:
    if value.low is None or (value.high is not None and value.low == value.high):
        return ""
    if value.high is None:
        if number == value.low:
            return f" ({tongue.text('or_more')})"
        return f" ({tongue.text('at_least', n=tongue.number(value.low))})"
    low, high = tongue.number(value.low), tongue.number(value.high)
    return f" ({tongue.text('between', low=low, high=high)})"


def _publishers(incident: Incident, tongue: Tongue) -> str:
    return tongue.join(list(dict.fromkeys(_publisher(r.publisher, tongue) for r in incident.reports)))


def _doubts_of(incident: Incident, tongue: Tongue) -> list[str]:
    out = []
    if incident.contradictions:
        fields = tongue.listed([tongue.word("fields", f) for f in incident.contradictions])
        out.append(tongue.text("differ_on", fields=fields))
    if incident.sources <= 1:
        out.append(tongue.text("one_source"))
    place = incident.place
    if place is None or place.lat is None:
        out.append(tongue.text("place_unknown"))
    elif place.geo_precision != 1:
        out.append(tongue.text("place_vague"))
    if incident.status in ("claimed", "disputed"):
        out.append(tongue.text(f"is_{incident.status}"))
    if incident.background:
        out.append(tongue.text("is_background"))
    return out or [tongue.text("no_doubt")]


def _publisher(publisher: str | None, tongue: Tongue) -> str:
    return tongue.source(publisher) if publisher else tongue.text("no_publisher")


def _day(published: str | None, tongue: Tongue) -> str:
    return tongue.day(published) if published else tongue.text("no_date")


def _quoted(report: ReportShown, tongue: Tongue) -> list[Block]:
    by = tongue.text("said_by", publisher=_publisher(report.publisher, tongue), date=_day(report.published, tongue))
    return [Text(line(tongue.text("quote", sentence=report.sentence)), "quote"), Text(line(by), "note")]


def commanders(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    out: list[Block] = [Heading(tongue.text("commanders"), 2)]
    if not facts.commanders:
        return (*out, Text(line(tongue.text("no_commanders"))))
    out.append(Text(line(tongue.text("commanders_note")), "note"))
    for who in facts.commanders:
        name = tongue.apart(who.name) + (f" ({tongue.apart(who.alias)})" if who.alias else "")
        group = f" ({tongue.actor(who.group)})" if who.group else ""
        told = filled(
            tongue.texts["commander"],
            name=name,
            role=tongue.apart(who.role) + group,
            outcome=tongue.word("outcomes", who.outcome),
        )
        out.append(Text((*told, Span(" · "), links.incident(who.incident, tongue.texts["entry"])), "item"))
        if who.sentence:
            out += _quoted(ReportShown("", None, who.publisher, who.published, None, who.sentence), tongue)
    return tuple(out)


def stances(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    out: list[Block] = [Heading(tongue.text("stances"), 2)]
    if not facts.stances:
        return (*out, Text(line(tongue.text("no_stances"))))
    for same in _alike(facts.stances):
        held, its = same[0], same[0].stance
        denial = its.kind == "denial"
        head = tongue.text("denials_head" if denial else "claims_head", who=tongue.actor(its.claimant))
        through = " " + tongue.text("through", outlet=tongue.source(its.outlet)) if its.outlet else ""
        kind = tongue.word("kinds", held.incident.sub_event_type)
        about = tongue.join([kind, tongue.place(held.incident.place), tongue.days(held.incident.date)])
        entry = links.incident(held.incident.id, tongue.texts["entry"])
        out.append(Text((Span(f"{head}{through}. {about} · "), entry), "item"))
        silent = [f for f in its.silent_on if all(f in other.stance.silent_on for other in same)]
        if silent:
            fields = tongue.listed([tongue.word("fields", f) for f in silent])
            out.append(Text(line(tongue.text("silent_on_denial" if denial else "silent_on", fields=fields))))
        sentences = dict.fromkeys(other.sentence or other.stance.quote for other in same)
        out += [Text(line(tongue.text("quote", sentence=said)), "quote") for said in sentences]
    return tuple(out)


def _alike(stances: Sequence[Held]) -> list[list[Held]]:
    """What several reports tell of one claim or denial, together."""
    out: dict[tuple[str, str, str, str | None], list[Held]] = {}
    for held in stances:
        its = held.stance
        out.setdefault((held.incident.id, its.kind, its.claimant, its.outlet), []).append(held)
    return list(out.values())


def tallies(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    out: list[Block] = [Heading(tongue.text("tallies"), 2)]
    if not facts.audits:
        out.append(Text(line(tongue.text("no_tallies"))))
    else:
        out.append(Text(line(tongue.text("tallies_note")), "note"))
        head = tuple(tongue.text(k) for k in ("tally", "said_where", "claimed", "adds_up", "recorded", "gap"))
        rows: list[tuple[Line, ...]] = []
        for audit, said in facts.audits:
            rows.append(_tally(audit, said, tongue, links))
            rows += [_part(part, tongue, links) for part in audit.parts]
        out.append(Grid(head, tuple(rows)))
    for key, number in (("tallies_left", facts.audits_bare), ("tallies_earlier", facts.audits_earlier)):
        if number:
            out.append(Text(line(tongue.text(key, n=tongue.count(number, "tallies"))), "note"))
    return tuple(out)


def _tally(audit: Audit, sentence: str, tongue: Tongue, links: Links) -> tuple[Line, ...]:
    source = tongue.actor(audit.source) if audit.source else _publisher(audit.publisher, tongue)
    if audit.source and audit.publisher:
        source = tongue.join([tongue.actor(audit.source), _publisher(audit.publisher, tongue)])
    added = tongue.text("no_parts")
    if audit.sum is not None:
        added = tongue.text("sum_right" if audit.adds_up else "sum_wrong", sum=tongue.number(audit.sum))
    what = tongue.word("counted_things", audit.what)
    quote = tongue.text("quote", sentence=tongue.apart(sentence or " ".join(audit.quote.split())))
    said = line(f"{source}{tongue.texts['comma']}{_day(audit.published, tongue)}")
    return (line(f"{what}: {quote}"), said, *_figures(audit.whole, added, what, tongue, links))


def _part(part: Counted, tongue: Tongue, links: Links) -> tuple[Line, ...]:
    return (line(f"– {tongue.apart(part.label)}"), line(""), *_figures(part, "", part.label, tongue, links))


def _figures(counted: Counted | None, added: str, name: str, tongue: Tongue, links: Links) -> tuple[Line, ...]:
    if counted is None:
        return line("—"), line(added), line("—"), line("—")
    claimed = "—" if counted.claimed is None else tongue.number(counted.claimed)
    if counted.claimed is not None and counted.claimed_high is None:
        claimed = tongue.text("at_least", n=claimed)
    recorded = links.number(tongue.number(counted.recorded), counted.incidents, f"{tongue.text('recorded')}: {name}")
    gap = "—" if counted.gap is None else Span(tongue.number(counted.gap).replace("-", "−"), foreign=True)
    return line(claimed), line(added), line(recorded), line(gap)


def doubts(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    out: list[Block] = [Heading(tongue.text("doubts"), 2)]
    whole = len(facts.incidents)
    if whole:
        out.append(Text(line(tongue.text("doubts_note", n=tongue.count(whole, "incidents"))), "note"))
    for key in ("contradicted", "differing", "pointless", "single", "disputed", "background", "wide", "undated"):
        ids: tuple[str, ...] = getattr(facts.doubts, key)
        if not whole and not ids:
            continue
        name = tongue.texts[key].split(":")[0].split(" ({")[0]
        number = links.number(tongue.count(len(ids), "incidents"), ids, name)
        share = str(round(100 * len(ids) / whole)) if whole else "0"
        values = {"n": number, "share": share} if "{share}" in tongue.texts[key] else {"n": number}
        out.append(Text(filled(tongue.texts[key], **values), "item"))
    waiting = tongue.count(facts.doubts.waiting, "reports")
    return (*out, Text(line(tongue.text("waiting", n=waiting)), "item"))


def lists(tongue: Tongue, links: Links) -> tuple[Block, ...]:
    """Appendix 1. Every list is on record by now: it is written after all that has numbers."""
    out: list[Block] = [Heading(tongue.text("lists"), 2)]
    if not links.lists:
        return (*out, Text(line(tongue.text("none"))))
    out.append(Text(line(tongue.text("lists_note")), "note"))
    for ids, (anchor, name) in links.lists.items():
        spans = [Span(f"{name} ({tongue.number(len(ids))}): ")]
        for n, (first, last) in enumerate(links.runs(ids)):
            spans += [Span(tongue.texts["comma"])] if n else []
            both = {"a": links.incident(first), "b": links.incident(last)}
            spans += [both["a"]] if first == last else filled(tongue.texts["range"], **both)
        out.append(Text(tuple(spans), "item", anchor))
    return tuple(out)


def sources(facts: Facts, tongue: Tongue, links: Links) -> tuple[Block, ...]:
    """Appendix 2: every incident that anything above leads to, with what its reports say; those of the period before,
    which only figures lead to, with the addresses of their reports alone."""
    out: list[Block] = [Heading(tongue.text("sources"), 2)]
    wanted = {id_ for ids in links.lists for id_ in ids}
    shown = [i for i in facts.in_order() if i.id in wanted]
    tallied = {
        id_ for audit, _ in facts.audits for part in (audit.whole, *audit.parts) if part for id_ in part.incidents
    }
    in_short = {i.id for i in facts.before} - tallied
    for incident in shown:
        kind = tongue.word("kinds", incident.sub_event_type)
        facts_of = tongue.join(
            [kind, tongue.place(incident.place), tongue.days(incident.date), *_tolls(incident, tongue)]
        )
        head = (Span(f"{links.numbers[incident.id]}. {facts_of} · "), Span(incident.id, foreign=True))
        out.append(Text(head, "item", links.anchor(incident.id)))
        for report in facts.reports.get(incident.id, ()):
            out += _report(report, tongue)[: 1 if incident.id in in_short else 2]
    return tuple(out) if shown else (*out, Text(line(tongue.text("none"))))


def _report(report: ReportShown, tongue: Tongue) -> list[Block]:
    facts = tongue.join([
        tongue.apart(report.title or tongue.text("untitled")), _publisher(report.publisher, tongue), _day(report.published, tongue),
    ])  # fmt: skip
    spans = [Span(f"{facts} · "), Span(report.report, foreign=True)]
    if report.url and report.url.startswith(("http://", "https://")):
        spans += [Span(" · "), Span(report.url, foreign=True)]
    said = tongue.text("quote", sentence=report.sentence) if report.sentence else tongue.text("no_sentence")
    return [Text(tuple(spans), "note"), Text(line(said), "quote")]
