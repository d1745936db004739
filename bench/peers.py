"""Other ways to look for our forms in a text, or for the article in a page: a regular expression, spaCy, trafilatura."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from marsad.arabic.folding import fold

Look = Callable[[str], int]  # how many forms stand in a text


def naive_regex(forms: Sequence[str]) -> Look:
    """All forms as one alternation over the folded text, with the clitics that our index knows."""
    words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    pattern = re.compile(rf"\b[وف]?(?:ال|بال|لل|[بلكس])?(?:{words})\b")
    return lambda text: sum(1 for _ in pattern.finditer(fold(text)))


def phrase_matcher(forms: Sequence[str]) -> Look | None:
    """spaCy's blank Arabic tokenizer and PhraseMatcher over the folded text; None when spaCy is not installed."""
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None
    nlp = spacy.blank("ar")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("form", list(nlp.pipe(forms)))
    return lambda text: len(matcher(nlp.make_doc(fold(text))))


def trafilatura_alone(html: str) -> int:
    """trafilatura by its own defaults: the article of a page, nothing more."""
    import trafilatura

    return len(trafilatura.extract(html) or "")
