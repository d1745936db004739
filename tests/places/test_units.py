"""Which units a place lies in: by boundaries, by the file, or the nearest parent; each answer says which of these it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.arabic.tokens import tokens_of
from marsad.model.document import Article
from marsad.places.added.adding import Wish, add_files
from marsad.places.added.sets import load_added
from marsad.places.catalogue import Gazetteer
from marsad.places.locate import read_places
from marsad.places.resolve import Resolved
from tests.places import made

AT = "2026-01-02T03:04:05+00:00"
TEXT = "قتل جنديان في سجن التجارب المركزي في سوريا"
PRISON = {"name_ar": "سجن التجارب المركزي", "name_en": "Test Prison", "kind": "prison", "country": "SY"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "places"


def place(folder: Path, text: str = TEXT) -> Resolved:
    gazetteer = Gazetteer.load(added=load_added(folder))
    article = Article(id="x", text=text, paragraphs=())
    found = [f.place for f in read_places(tokens_of(text), gazetteer, [], article)[0] if f.place]
    return found[0]


def test_without_boundaries_the_nearest_parent_is_used_and_said_so(folder: Path, tmp_path: Path) -> None:
    points = made.collection(tmp_path / "p.geojson", made.point(36.51, 40.75, **PRISON))
    add_files(folder, [points], Wish("mine"), made.package(), at=AT)
    found = place(folder)
    assert (found.admin1, found.admin2) == ("Al-Hasakah", "Al-Hasakah")
    assert found.admin_basis == "nearest parent, no boundaries (mine)"


@pytest.mark.parametrize(("lon", "district"), [(40.2, "Gharbiya"), (40.8, "Sharqiya")])
def test_boundaries_tell_the_units_by_point_in_polygon(folder: Path, tmp_path: Path, lon: float, district: str) -> None:
    points = made.collection(tmp_path / "p.geojson", made.point(36.5, lon, **PRISON))
    add_files(folder, [points], Wish("mine"), made.package(), at=AT)
    add_files(folder, [made.boundaries(tmp_path)], Wish("bounds"), made.package(), at=AT)
    found = place(folder)
    assert (found.admin1, found.admin2, found.admin_basis) == ("Al-Hasakah", district, "boundaries of bounds")


def test_boundaries_serve_the_packages_places_too(folder: Path, tmp_path: Path) -> None:
    add_files(folder, [made.boundaries(tmp_path)], Wish("bounds"), made.package(), at=AT)
    found = place(folder, "قتل جنديان في حي غويران بمدينة الحسكة")
    assert (found.admin2, found.admin_basis) == ("Sharqiya", "boundaries of bounds")
    far = place(folder, "قتل جنديان في مدينة درعا في سوريا")
    assert (far.admin1, far.admin_basis) == ("Daraa", "parents in the place tables")


def test_a_vague_extent_across_a_border_keeps_the_units_of_its_row(folder: Path, tmp_path: Path) -> None:
    bounds = made.collection(
        tmp_path / "b.geojson",
        made.polygon(
            made.square(40, 36, 40.744, 37), **made.unit(2, "SY9801", "Gharbiya", "غربية الاختبار", **made.FIRST)
        ),
        made.polygon(
            made.square(40.744, 36, 41.5, 37), **made.unit(2, "SY9802", "Sharqiya", "شرقية الاختبار", **made.FIRST)
        ),
    )
    add_files(folder, [bounds], Wish("bounds"), made.package(), at=AT)
    across = place(folder, "انفجرت عبوة على بعد 20 كيلومترا شمال مدينة الحسكة")
    assert across.level == "region"
    assert across.admin_basis == "parents in the place tables"
    beside = place(folder, "انفجرت عبوة على بعد 20 كيلومترا غرب مدينة الحسكة")
    assert (beside.admin2, beside.admin_basis) == ("Gharbiya", "boundaries of bounds")


def test_a_country_comes_from_the_boundaries_or_from_the_user(folder: Path, tmp_path: Path) -> None:
    bare = {k: v for k, v in PRISON.items() if k != "country"}
    points = made.collection(tmp_path / "p.geojson", made.point(36.5, 40.2, **bare))
    with pytest.raises(Exception, match="states no country"):
        add_files(folder, [points], Wish("mine"), made.package(), at=AT)
    add_files(folder, [points, made.boundaries(tmp_path)], Wish("mine"), made.package(), at=AT)
    assert place(folder).country == "SY"
    add_files(folder, [points], Wish("mine", "SY", replace=True), made.package(), at=AT)
    assert place(folder).country == "SY"


def test_points_outside_the_countrys_boundaries_are_problems(folder: Path, tmp_path: Path) -> None:
    outline = {"adm0_pcode": "SY", "adm0_en": "Syria", "adm0_ar": "سوريا"}
    add_files(
        folder,
        [made.collection(tmp_path / "o.geojson", made.polygon(made.square(40, 36, 41, 37), **outline))],
        Wish("o"),
        made.package(),
        at=AT,
    )
    inside_box = made.collection(tmp_path / "p.geojson", made.point(33.5, 36.3, **PRISON))
    with pytest.raises(Exception, match=r"p\.geojson:2: lat 33\.5, lon 36\.3 lies outside SY"):
        add_files(folder, [inside_box], Wish("mine"), made.package(), at=AT)
    off_coast = made.collection(tmp_path / "p.geojson", made.point(35.97, 40.3, **PRISON))
    add_files(folder, [off_coast], Wish("mine"), made.package(), at=AT)


def test_boundaries_of_a_part_of_a_country_do_not_put_the_rest_outside(folder: Path, tmp_path: Path) -> None:
    points = made.collection(tmp_path / "p.geojson", made.point(33.5, 36.3, **PRISON))
    add_files(folder, [made.boundaries(tmp_path), points], Wish("mine"), made.package(), at=AT)
    assert place(folder).admin_basis == "nearest parent, no boundaries (mine)"
