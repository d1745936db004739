"""Checks of the lexicons that a reader of one file cannot see: ids, classes, forms claimed twice, Arabic where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad.arabic.folding import word_key
from marsad.lexicon.rules import Rules
from marsad.lexicon.tables import Form, Tables

CLASSES = frozenset(
    {
        "State forces", "Rebel group", "Political militia", "Identity militia",
        "Rioters", "Protesters", "Civilians", "External/Other forces",
    }
)  # fmt: skip
KINDS = frozenset(
    [
        "civilian",
        "person",
        "worker",
        "family",
        "religious",
        "journalist",
        "aid",
        "health",
        "official",
        "vessel",
        "detainee",
        "state",
        "police",
        "armed",
        "suspect",
        "member",
        "protester",
        "rioter",
        "authority",
    ]
)
NEEDS = frozenset(
    {
        "",
        "person",
        "party",
        "armed",
        "fighters",
        "weapon",
        "place",
        "captive",
        "crowd",
        "crowd_act",
        "protesters",
        "took_effect",
        "force",
        "scene",
        "peace",
        "caught",
        "armed_place",
        "garrison",
        "blow",
        "cleared",
        "declared",
        "ousted",
        "vanished",
        "force_beside",
    }
)
_ID = re.compile(r"^[a-z][a-z0-9]*([._][a-z0-9]+)*$")
_ARABIC = re.compile("[\u0621-\u064a]")
_YEAR = re.compile(r"^(\d{4}(-\d{2}){0,2})?$")


def lint(tables: Tables, rules: Rules) -> list[str]:
    """Every problem as "file:line: what"; an empty list when all is well."""
    return [*_ids(tables), *_classes(tables), *_spelling(tables), *_claimed_twice(tables), *_rules(rules)]


def _rows(tables: Tables) -> Iterator[tuple[str, str]]:
    for table in (tables.actors, tables.groups, tables.sources, tables.outlets):
        for row in table:
            if not row.id.endswith(".auto"):
                yield row.id, row.where


def _ids(tables: Tables) -> Iterator[str]:
    seen: dict[str, str] = {}
    last: dict[str, str] = {}
    for row_id, where in _rows(tables):
        file = where.split(":")[0]
        if not _ID.match(row_id):
            yield f"{where}: the id {row_id!r} is not made of lower-case words, dots and underscores"
        if row_id in seen:
            yield f"{where}: the id {row_id!r} stands already at {seen[row_id]}"
        if row_id < last.get(file, ""):
            yield f"{where}: {row_id!r} comes after {last[file]!r}: rows are sorted by id"
        seen[row_id] = where
        last[file] = row_id


def _classes(tables: Tables) -> Iterator[str]:
    for actor in tables.actors:
        if actor.class_ not in CLASSES:
            yield f"{actor.where}: unknown class {actor.class_!r}"
        if not (_YEAR.match(actor.start) and _YEAR.match(actor.end)):
            yield f"{actor.where}: from and to are years or ISO dates"
        elif actor.start and actor.end and actor.start > actor.end:
            yield f"{actor.where}: from {actor.start} is after to {actor.end}"
    known = {a.id for a in tables.actors}
    for outlet in tables.outlets:
        if outlet.actor and outlet.actor not in known:
            yield f"{outlet.where}: no actor has the id {outlet.actor!r}"
    for group in tables.groups:
        if group.kind not in KINDS:
            yield f"{group.where}: unknown kind {group.kind!r}"


def _forms(tables: Tables) -> Iterator[tuple[str, str, tuple[Form, ...]]]:
    for table in (tables.actors, tables.sources, tables.outlets):
        for row in table:
            yield row.id, row.where, row.forms


def _spelling(tables: Tables) -> Iterator[str]:
    for _, where, forms in _forms(tables):
        if not forms:
            yield f"{where}: no forms"
        seen: set[tuple[str, str]] = set()
        for form in forms:
            key = (word_key(form.text), form.condition)
            if form.text != form.text.strip() or "  " in form.text:
                yield f"{where}: stray spaces in {form.text!r}"
            if not _ARABIC.search(form.text) and not form.text.isascii():
                yield f"{where}: {form.text!r} holds no Arabic"
            if key in seen:
                yield f"{where}: {form.text!r} is given twice (folded)"
            seen.add(key)


def _claimed_twice(tables: Tables) -> Iterator[str]:
    """A form without a condition belongs to one actor only; with conditions, to one for each condition but {after}."""
    owner: dict[tuple[str, str], tuple[str, str]] = {}
    for actor in tables.actors:
        for form in actor.forms:
            key = (word_key(form.text), form.condition)
            if form.condition == "after" or actor.id.endswith(".auto"):
                continue
            other = owner.setdefault(key, (actor.id, actor.where))
            if other[0] != actor.id:
                yield f"{actor.where}: {form.text!r} is claimed by {actor.id} and by {other[0]} ({other[1]})"


def _rules(rules: Rules) -> Iterator[str]:
    words: dict[str, str] = {}
    for trigger in rules.triggers:
        if trigger.needs not in NEEDS:
            yield f"triggers.yaml: {trigger.id}: unknown need {trigger.needs!r}"
        for form in trigger.words:
            key = word_key(form)
            if words.setdefault(key, trigger.id) != trigger.id:
                yield f"triggers.yaml: {trigger.id}: {form!r} is a word of {words[key]} too"
    for marker in rules.markers:
        if marker.scope not in ("sentence", "article"):
            yield f"markers.yaml: {marker.id}: unknown scope {marker.scope!r}"
        if (marker.reach or marker.before) and not marker.reason:
            yield f"markers.yaml: {marker.id}: acts on triggers but has no reason code"
