"""The columns of the Arabic sheet: headings, and values in Arabic where we hold the word."""

from __future__ import annotations

from marsad.export.codes import Codes
from marsad.export.wording import Cell, joined, sources_of
from marsad.model.incident import Support
from marsad.model.sourced import Sourced

KINDS = {
    "Battles": "معارك", "Explosions/Remote violence": "تفجيرات وعنف عن بعد",
    "Violence against civilians": "عنف ضد المدنيين", "Protests": "احتجاجات", "Riots": "أعمال شغب",
    "Strategic developments": "تطورات أخرى",
    "Armed clash": "اشتباك مسلح", "Government regains territory": "استعادة الحكومة أرضا",
    "Non-state actor overtakes territory": "سيطرة جهة غير حكومية على أرض", "Chemical weapon": "سلاح كيميائي",
    "Air/drone strike": "غارة جوية أو بمسيرة", "Suicide bomb": "تفجير انتحاري",
    "Shelling/artillery/missile attack": "قصف مدفعي أو صاروخي", "Remote explosive/landmine/IED": "عبوة أو لغم",
    "Grenade": "قنبلة يدوية", "Sexual violence": "عنف جنسي", "Attack": "اعتداء",
    "Abduction/forced disappearance": "خطف أو إخفاء قسري", "Peaceful protest": "احتجاج سلمي",
    "Protest with intervention": "احتجاج جرى التدخل فيه",
    "Excessive force against protesters": "قوة مفرطة ضد محتجين", "Violent demonstration": "مظاهرة عنيفة",
    "Mob violence": "عنف غوغائي", "Agreement": "اتفاق", "Arrests": "اعتقالات",
    "Change to group/activity": "تغير في جماعة", "Disrupted weapons use": "إحباط استخدام سلاح",
    "Headquarters or base established": "إنشاء مقر", "Looting/property destruction": "نهب أو تدمير ممتلكات",
    "Non-violent transfer of territory": "انتقال أرض دون عنف", "Other": "غير ذلك",
}  # fmt: skip
STATUSES = {"reported": "مروي", "claimed": "مدعى", "disputed": "متنازع فيه"}
COLUMNS = ("المعرف", "من", "إلى", "النوع", "النوع الفرعي", "الطرف الأول", "الطرف الثاني", "البلد", "المكان", "خط العرض",
           "خط الطول", "القتلى", "الجرحى", "الحالة", "المصادر")  # fmt: skip


def row_of(found: Sourced, codes: Codes) -> list[Cell]:
    """One incident; a name without an Arabic word stays as it is."""
    incident = found.incident
    date, place = incident.date, incident.place
    country = codes.country(place.country if place else None)
    return [
        incident.id, date.start, date.end if date.start else None, KINDS.get(incident.event_type, incident.event_type),
        KINDS.get(incident.sub_event_type, incident.sub_event_type), _names(incident.actor1, codes),
        _names(incident.actor2, codes), codes.arabic.get(country.iso2, country.name),
        (place.name_ar or place.name) if place else None, place.lat if place else None, place.lon if place else None,
        incident.fatalities.best if incident.fatalities else None, incident.injured.best if incident.injured else None,
        STATUSES.get(incident.status, incident.status), sources_of(found),
    ]  # fmt: skip


def _names(supports: tuple[Support, ...], codes: Codes) -> str:
    return joined((codes.arabic_actors.get(s.value, s.value) for s in supports), "؛ ")
