"""What the months are called in Arabic: four customs, each as CLDR has it for one country of it.

One choice for pages, map and brief: the reader's (address, then cookie, then the region of the browser's Arabic), else
the server's or the command's (`--months`).
"""

from __future__ import annotations

from typing import Literal, get_args

Custom = Literal["levant", "gulf", "maghreb", "morocco"]
CUSTOMS: tuple[Custom, ...] = get_args(Custom)
USUAL: Custom = "levant"
LOCALES: dict[str, str] = {"levant": "ar_SY", "gulf": "ar_SA", "maghreb": "ar_DZ", "morocco": "ar_MA"}
# By CLDR 46; every other country writes يناير … أغسطس ("gulf").
_OF_REGION: dict[str, Custom] = {
    **dict.fromkeys(("SY", "LB", "JO", "PS", "IQ"), "levant"), **dict.fromkeys(("DZ", "TN"), "maghreb"), "MA": "morocco",
}  # fmt: skip


def custom(name: str) -> Custom | None:
    """The custom of that name, if there is one."""
    return next((c for c in CUSTOMS if c == name), None)


def custom_of(region: str) -> Custom:
    """The custom of a country by its ISO code."""
    return _OF_REGION.get(region.upper(), "gulf")


def chosen_custom(asked: str | None, cookie: str | None, accepted: str, usual: Custom = USUAL) -> Custom:
    """Asked for in the address, chosen before, or that of the first Arabic with a region in Accept-Language."""
    for wanted in (asked, cookie):
        if found := custom(wanted or ""):
            return found
    for piece in accepted.split(","):
        language, _, region = piece.partition(";")[0].strip().partition("-")
        if language.lower() == "ar" and len(region) == 2 and region.isalpha():
            return custom_of(region)
    return usual
