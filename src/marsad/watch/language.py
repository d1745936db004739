"""Arabic, or another language in Arabic letters? Persian, Urdu, Kurdish, Pashto and Uyghur pages must not be coded."""

from __future__ import annotations

from marsad.capture.problems import CaptureError

# Letters of those languages that Arabic does not use: peh, tcheh, jeh, keheh, gaf, Farsi yeh, yeh barree, noon ghunna, heh
# goal and doachashmee, retroflexes, Kurdish and Uyghur vowels, Pashto letters. Egyptian print has Farsi yeh and peh at times.
_OTHERS = frozenset("پچژکگیےںہھٹڈڑەۆێڕڵۇۈۋېۍځڅډړږښګڼ")
SHARE = 0.06  # of all Arabic letters; Persian and Urdu running text has 12 to 25 %, Arabic with foreign names below 1 %
LETTERS = 100  # under which nothing is said


def refuse_other_languages(text: str) -> None:
    """Raises CaptureError `not-arabic` for running text of another language in Arabic letters."""
    letters = [c for c in text[:100_000] if ("\u0620" <= c <= "\u06d3" and c.isalpha()) or c == "ە"]
    others = sum(c in _OTHERS for c in letters)
    if len(letters) >= LETTERS and others > SHARE * len(letters):
        raise CaptureError(
            "not-arabic",
            f"is in another language of Arabic letters ({others} of {len(letters)} letters are not Arabic's)",
            todo="Marsad reads Arabic only",
        )
