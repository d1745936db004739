"""The coder: everything loaded once, then `code(article) -> Record`, pure and deterministic."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from marsad import __version__
from marsad.arabic.dates.calendar import Calendar, load_calendar
from marsad.arabic.folding import Folded
from marsad.arabic.numbers import NumberWords, load_number_words
from marsad.arabic.tokens import words
from marsad.coding.control import held
from marsad.coding.drafts import called, tolls
from marsad.coding.drafts.mentions import broke_out, drafts_of
from marsad.coding.explain import Explanation, explain_views
from marsad.coding.incident import bombers, intercepted, merge, owners
from marsad.coding.incident.acled import event_kind
from marsad.coding.incident.attribution import quotations
from marsad.coding.incident.event import event_of
from marsad.coding.lexicon import Lexicon
from marsad.coding.news import genre
from marsad.coding.news.genre_score import SHORTEST_JUDGED, ArticleFacts, GenreScore, headlined, incident_facts
from marsad.coding.news.reported import Reported, chant_only, features, plain
from marsad.coding.quiet import Listener
from marsad.coding.refusals import refused_places
from marsad.coding.roles.grammar import Grammar
from marsad.coding.said import claims, persons
from marsad.coding.sentence.draft import Draft, Use
from marsad.coding.sentence.reading import Reading, Sentence, Tools
from marsad.coding.sentence.view import SentenceView
from marsad.coding.tally import tallies, things
from marsad.model.document import Article, Paragraph, Role
from marsad.model.record import Record, Rejection, Versions
from marsad.places.added.added import Added
from marsad.places.catalogue import Gazetteer
from marsad.places.control.map import ControlMap

RULES = "9"  # raised whenever the code of a rule changes what is coded


class Coder:
    """Reads and codes articles. Loading takes the time; coding holds no state between articles."""

    def __init__(
        self,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        calendar: Calendar,
        words: NumberWords,
        reported: Reported | None,
        control: ControlMap | None = None,
        genre_score: GenreScore | None = None,
    ) -> None:
        self.lexicon, self.gazetteer, self.reported = lexicon, gazetteer, reported
        self.genre_score = genre_score
        self.fighting = genre.fighting(lexicon.tables.actors)
        self.listener = Listener(lexicon.index.phrases())
        self.tools = Tools(lexicon.index, gazetteer, calendar, words)
        self.grammar = Grammar(lexicon.words, lexicon.rules.prepositions)
        self.control = control
        rules = f"{RULES}-{gazetteer.version}" + (f"+control.{control.digest}" if control else "")
        self.versions = Versions(__version__, lexicon.version, rules)

    @classmethod
    def load(cls, added: Added | None = None, control: ControlMap | None = None) -> Coder:
        """Load the package's lexicons, gazetteer and calendar, with the places that a user has added and a control map.
        Raises LexiconError with every problem found."""
        gazetteer = Gazetteer.load(added=added)
        calendar, words = load_calendar(), load_number_words()
        return cls(Lexicon.load(), gazetteer, calendar, words, Reported.load(), control, GenreScore.load())

    def code(self, article: Article) -> Record:
        """The record of one article: events, tallies, claims, people and rejections, each with its words."""
        reading = Reading(article, self.tools)
        if not self.listener.hears(reading):
            return self._quiet(reading)
        views = self._views(reading, reading.sentences)
        drafts, rejected = self._drafts(reading, views)
        found = tallies.find(views, drafts, article.published)
        incidents, talk = self._reported(incidents_in(drafts), views, rejected, article.published)
        rejected += talk
        if incidents:
            _fill(incidents, views)
        days = {(d.date.first, d.date.last) for incident in incidents for d in incident.drafts if d.date is not None}
        events = [event_of(incident, reading, views, n, self.lexicon, days) for n, incident in enumerate(incidents, 1)]
        by_sentence: dict[int, list[Use]] = {}
        for index, use in rejected:
            by_sentence.setdefault(index, []).append(use)
        claimed = claims.claims_of(views, by_sentence, incidents, events, article.published)
        events = claims.claimed_by(events, claimed)
        if self.control:
            events = [held(event, self.control) for event in events]
        return structs.replace(
            self._record(article),
            events=tuple(events),
            tallies=tallies.assemble(found, views, article.published),
            claims=claimed,
            people=persons.people_of(views, incidents, events, self.lexicon.people_words),
            rejections=(
                *(_rejection(reading, use) for _, use in rejected),
                *(refused_places(reading) if drafts else ()),
            ),
            quotations=quotations([views[s.number] for s in reading.speaking]),
        )

    def _quiet(self, reading: Reading) -> Record:
        """The record of an article without triggers and claims: what it counts and quotes."""
        article = reading.article
        counting = self._views(reading, things.counting(reading, self.tools.number_words))
        found = things.things_of(counting)
        views = self._views(reading, reading.sentences) if found else ()
        return structs.replace(
            self._record(article),
            tallies=tallies.assemble(tallies.of_violence(found, views), views, article.published),
            quotations=quotations(self._views(reading, reading.speaking)),
        )

    def _record(self, article: Article) -> Record:
        """The record of an article before anything is found in it."""
        return Record(
            id=article.id, text=article.text, title=article.title, subtitle=article.subtitle, publisher=article.publisher,
            author=article.author, section=article.section, place_line=article.place_line, published=article.published,
            zone=article.zone, zone_basis=article.zone_basis, url=article.url, paragraphs=article.paragraphs,
            versions=self.versions,
        )  # fmt: skip

    def names(self, said: str) -> frozenset[str]:
        """Neutral names that the lexicon and the gazetteer know a few words by; of nested phrases the longest."""
        hits = [
            h for h in self.lexicon.index.find(words(Folded(said))) if h.phrase.kind in ("actor", "group", "nation")
        ]
        outer = (h for h in hits if not any(o.first <= h.first and h.last <= o.last and o.span != h.span for o in hits))
        rows = self.gazetteer.find(said)
        return frozenset([*(h.phrase.entry.name for h in outer), *(row.name for row in rows)])

    def explain(self, text: str, published: str | None = None) -> Explanation:
        """What was found in a text, sentence by sentence, and the record that came of it."""
        lines = [line for line in text.split("\n") if line.strip()]
        paragraphs, at = [], 0
        for line in lines:
            start = text.index(line, at)
            at = start + len(line)
            paragraphs.append(Paragraph(start, at, Role.BODY))
        article = Article(id="explain", text=text, paragraphs=tuple(paragraphs), published=published)
        reading = Reading(article, self.tools)
        views = self._views(reading, reading.sentences)
        drafts, rejected = self._drafts(reading, views)
        return Explanation(tuple(explain_views(reading, views, drafts, rejected, self.reported)), self.code(article))

    def _reported(
        self,
        incidents: Sequence[merge.Incident],
        views: Sequence[SentenceView],
        rejected: Sequence[tuple[int, Use]],
        published: str | None,
    ) -> tuple[list[merge.Incident], list[tuple[int, Use]]]:
        """Incidents that the article reports; the triggers of the others are set aside, each with its reason. In an article of some
        length what the sentences alone take for talk may be borne out by the whole (genre_score.py)."""
        kept, talk = [], []
        whole = self.genre_score is not None and len(views) >= SHORTEST_JUDGED
        for incident in incidents:
            reason = (
                _told_of_before(incident, rejected)
                or _harmed_by_nobody(incident)
                or _merely_answered(incident)
                or genre.out_of_time(incident, published)
                or self._crime(incident, views)
                or _chanted(incident)
                or (None if whole else self._mere_talk(incident, views))
            )
            if reason:
                talk += _set_aside(incident, reason)
            else:
                kept.append(incident)
        judge = self.genre_score
        if not kept or judge is None or not whole:
            return kept, talk
        article = ArticleFacts(views, kept, published, self.fighting)
        told = []
        for incident in kept:
            least = judge.doubted if self._mere_talk(incident, views) else judge.threshold
            if headlined(incident) or judge.score(incident_facts(incident, views, article)) >= least:
                told.append(incident)
            else:
                talk += _set_aside(incident, "not_reported")
        return told, talk

    def _crime(self, incident: merge.Incident, views: Sequence[SentenceView]) -> str | None:
        """Arrests, or violence in a country without armed groups, in an article that names no politics."""
        if alone := genre.unmotivated(incident, views, self.fighting):
            return alone
        if not (genre.policed(incident, len(views)) or genre.peaceful(incident, len(views), self.fighting)):
            return None
        return None if genre.political(views) else "ordinary_crime"

    def _mere_talk(self, incident: merge.Incident, views: Sequence[SentenceView]) -> str | None:
        """Stretches that neither the plain words nor the score take for a report."""
        if self.reported is None or any(plain(views[d.sentence.number], d) for d in incident.drafts):
            return None
        best = max(self.reported.score(features(views[d.sentence.number], d, len(views))) for d in incident.drafts)
        return None if best >= self.reported.threshold else "not_reported"

    def _views(self, reading: Reading, sentences: Sequence[Sentence]) -> list[SentenceView]:
        rules, words = self.lexicon.rules, self.lexicon.words
        return [SentenceView(reading, s, self.grammar, rules, words) for s in sentences]

    def _drafts(self, reading: Reading, views: Sequence[SentenceView]) -> tuple[list[Draft], list[tuple[int, Use]]]:
        telling = [view for view in views if view.uses]
        if not telling:
            return [], []
        topics = genre.topics_of(views)
        drafts: list[Draft] = []
        rejected: list[tuple[int, Use]] = []
        for view in telling:
            made, refused = drafts_of(view, self.grammar, topics)
            for draft in made:
                tolls.settle(view, draft)
                called.count(view, draft, self.lexicon.people_words)
            drafts += made
            rejected += [(view.sentence.number, use) for use in refused]
        return _without_accidents(drafts, rejected), rejected


def _fill(incidents: Sequence[merge.Incident], views: Sequence[SentenceView]) -> None:
    """Sides that other sentences than the incident's own tell of."""
    bombers.fill_bombers(incidents, views, event_kind)
    owners.name_rebels(incidents, views)
    intercepted.fill_launchers(incidents, views)
    owners.fill(incidents, views)
    owners.fill_guns(incidents, views)
    owners.fill_attackers(incidents, views)
    owners.fill_accused(incidents, views)
    owners.fill_gassers(incidents, views)
    owners.fill_struck(incidents, views)
    owners.fill_enemies(incidents, views)
    owners.fill_doers(incidents)
    owners.fill_captors(incidents)
    owners.fill_backers(incidents, views)


def incidents_in(drafts: Sequence[Draft]) -> list[merge.Incident]:
    """Drafts of one incident joined; sums over several incidents and bare outcomes found none."""
    merged = merge.merge([d for d in drafts if not _sum_only(d)], event_kind)
    return [i for i in merged if not all(d.outcome_only and not broke_out(d) for d in i.drafts)]


_PAST_TALK = frozenset({"commemorated", "court", "historical", "drill", "planned", "threatened", "alleged"})


def _told_of_before(incident: merge.Incident, rejected: Sequence[tuple[int, Use]]) -> str | None:
    """ "هذا الهجوم" after "ذكرى الهجوم": the definite noun speaks of what was set aside before, for the same reason."""
    first = min(d.sentence.number for d in incident.drafts)
    if not all(d.anaphoric for d in incident.drafts):
        return None
    frames = {u.trigger.frame for d in incident.drafts for u in d.uses}
    called = {"called_for"} if all(d.family == "protest" for d in incident.drafts) else set()
    talk = _PAST_TALK | called  # "دعت النقابة إلى الإضراب … هذا الإضراب"
    earlier = [u for n, u in rejected if n <= first and u.reason in talk and u.trigger.frame in frames]
    return earlier[-1].reason if earlier else None


_HARM = frozenset({"die", "die_light", "die_soft", "injure", "toll_dead", "toll_hurt", "toll_lives", "toll_mixed"})


def _harmed_by_nobody(incident: merge.Incident) -> str | None:
    """Deaths and injuries alone ("لقي ثلاثة حتفهم", "إصابة اللاعب") with no word of violence, weapon or armed side anywhere."""
    for draft in incident.drafts:
        if draft.weapons or any(u.trigger.frame not in _HARM or u.trigger.id == "die.martyr" for u in draft.uses):
            return None
        if any(p.armed for p in (*draft.agents, *draft.patients)):
            return None
    return "no_violence"


def _chanted(incident: merge.Incident) -> str | None:
    """A crowd's chants alone."""
    return "not_reported" if all(chant_only(d) for d in incident.drafts) else None


def _merely_answered(incident: merge.Incident) -> str | None:
    """ "ردا على هجوم دوما": what another deed answers, and nothing told of it but its place."""
    bare = all(
        d.answered and len(d.uses) == 1 and not (d.counts or d.agents or d.patients or d.weapons)
        for d in incident.drafts
    )
    return "not_reported" if bare else None


def _set_aside(incident: merge.Incident, reason: str) -> list[tuple[int, Use]]:
    out = []
    for draft in incident.drafts:
        for use in draft.uses:
            use.reason = reason
            out.append((draft.sentence.number, use))
    return out


def _without_accidents(drafts: list[Draft], rejected: list[tuple[int, Use]]) -> list[Draft]:
    """Where a sentence says that the blast or the deaths were an accident, the headline's bare word for it is none either."""
    accidents = {use.trigger.id for _, use in rejected if use.reason == "accident"}
    kept = []
    for draft in drafts:
        events = [u for u in draft.uses if u.frame.family != "outcome"]
        if accidents and events and all(u.trigger.id in accidents for u in events) and not draft.agents:
            for use in draft.uses:
                use.reason = "accident"
                rejected.append((draft.sentence.number, use))
        else:
            kept.append(draft)
    return kept


def _sum_only(draft: Draft) -> bool:
    """A draft that only carries a sum over several incidents is a tally, not an event."""
    return draft.summary and (draft.place is None or draft.over_period)


def _rejection(reading: Reading, use: Use) -> Rejection:
    start, end = reading.span(use.first, use.last)
    return Rejection(
        start, end, reading.quote(use.first, use.last), use.reason or "", f"frame.{use.trigger.frame}", use.trigger.id
    )
