"""Adding places: each format is read, each kind of problem is told with file and line, and nothing is added by halves."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import PlacesError
from marsad.places.added.adding import AddedSet, Wish, add_files
from marsad.places.added.sets import list_sets, load_added, remove_set
from marsad.places.catalogue import Gazetteer
from marsad.places.rows import Names, Row
from tests.places import made

AT = "2026-01-02T03:04:05+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "places"


def add(folder: Path, *paths: Path, **wish: object) -> AddedSet:
    return add_files(folder, paths, Wish(**{"name": "mine", **wish}), made.package(), at=AT)  # type: ignore[arg-type]


def rows(folder: Path) -> dict[str, tuple[Row, Names]]:
    return {row.id: (row, names) for row, names in load_added(folder).rows}


def problems(folder: Path, *paths: Path, **wish: object) -> list[str]:
    with pytest.raises(PlacesError) as error:
        add(folder, *paths, **wish)
    assert list(folder.glob("*")) == []
    return [p.removeprefix(f"{paths[0].parent}/") for p in error.value.problems]


# ---- formats
def test_a_geonames_dump_with_arabic_names_of_its_own(folder: Path, tmp_path: Path) -> None:
    file = made.written(
        tmp_path / "SY.txt",
        made.dump_line(900001, "Tall Ikhtibar", "Tall Ikhtibar,تل الاختبار,تل ێختبار", 36.71, 40.11),
        made.dump_line(900002, "Madinat Ikhtibar", "مدينة التجارب", population=40_000),
        made.dump_line(900003, "Sijn Ikhtibar", "سجن التجارب", feature="S.PRN"),
        made.dump_line(900004, "Latin Only", "Only Latin"),
        made.dump_line(900005, "Some Stream", "نهر التجارب", feature="H.STM"),
    )
    done = add(folder, file)
    assert (done.info.places, done.info.left_out) == (
        3,
        {"no Arabic name": 1, "feature codes that no report names as a place": 1},
    )
    found = rows(folder)
    assert found["gn.900001"][1] == ("تل الاختبار",)
    assert {i: (r.level, r.kind, r.admin1) for i, (r, _) in found.items()} == {
        "gn.900001": ("village", "", "Al-Hasakah"),
        "gn.900002": ("town", "", "Al-Hasakah"),
        "gn.900003": ("site", "prison", "Al-Hasakah"),
    }


def test_alternate_names_give_the_arabic_ones_preferred_first_historic_last(folder: Path, tmp_path: Path) -> None:
    dump = made.written(tmp_path / "SY.txt", made.dump_line(900001, "Tall Ikhtibar", "تل فارسي"))
    names = made.written(
        tmp_path / "alternateNamesV2.txt",
        made.alternate_line(1, 900001, "ar", "تل الاختبار القديم", historic="1"),
        made.alternate_line(2, 900001, "ar", "تل الاختبار"),
        made.alternate_line(3, 900001, "ar", "تلة الاختبار", preferred="1"),
        made.alternate_line(4, 900001, "fa", "تپه آزمایش"),
        made.alternate_line(5, 777, "ar", "غيره"),
    )
    add(folder, dump, names)
    assert rows(folder)["gn.900001"][1] == ("تلة الاختبار", "تل الاختبار", "تل الاختبار القديم")


def test_a_gazetteer_with_p_codes_as_csv(folder: Path, tmp_path: Path) -> None:
    file = made.written(
        tmp_path / "cod.csv",
        "\ufeffADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,latitude,longitude",
        "#adm1+name,#adm1+name,#adm1+code,#adm2+name,#adm2+name,#adm2+code,#geo+lat,#geo+lon",
        "Al-Hasakeh,الحسكة,SY98,Gharbiya,غربية الاختبار,SY9801,36.6,40.2",
    )
    add(folder, file)
    row, names = rows(folder)["pc.SY9801"]
    assert (row.country, row.level, row.admin1, row.lat, names) == (
        "SY",
        "district",
        "Al-Hasakah",
        36.6,
        ("غربية الاختبار",),
    )


def test_a_workbook_takes_its_points_from_the_boundaries_beside_it(folder: Path, tmp_path: Path) -> None:
    file = made.workbook(
        tmp_path / "cod.xlsx",
        {
            "ReadMe": [["about this file"]],
            "Admin1": [["admin1Name_en", "admin1Name_ar", "admin1Pcode"], ["Al-Hasakeh", "الحسكة", "SY98"]],
            "Admin2": [
                ["admin1Name_en", "admin1Pcode", "admin2Name_en", "admin2Name_ar", "admin2Pcode"],
                ["Al-Hasakeh", "SY98", "Gharbiya", "غربية الاختبار", "SY9801"],
            ],
        },
    )
    done = add(folder, file, made.boundaries(tmp_path))
    found = rows(folder)
    assert sorted(found) == ["pc.SY98", "pc.SY9801", "pc.SY9802"]
    row = found["pc.SY9801"][0]
    assert (round(row.lat, 1), round(row.lon, 2), row.parent, row.admin1) == (36.5, 40.25, "pc.SY98", "Al-Hasakah")
    assert 35 < (row.extent_km or 0) < 40  # the circle of the area of 44.7 x 111 km
    assert (done.info.areas, done.info.left_out) == (3, {"sheets without p-codes": 1})


def test_our_own_table_and_points(folder: Path, tmp_path: Path) -> None:
    table = made.written(tmp_path / "mine.tsv", made.OWN_HEADER, made.own_line("my.one", "قرية التجارب الأولى"))
    points = made.collection(
        tmp_path / "points.geojson",
        made.point(36.6, 40.2, name_ar="سجن التجارب المركزي", name_en="Test Prison", kind="prison", country="SY"),
    )
    add(folder, table, points)
    found = rows(folder)
    assert found["my.one"][0].lat == 36.6
    assert (found["mine.1"][0].level, found["mine.1"][0].kind) == ("site", "prison")


# ---- problems
GOOD = made.own_line("my.good", "قرية التجارب الجيدة")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (made.dump_line(1, "A", "تجربة").rsplit("\t", 2)[0], "17 columns where a GeoNames dump has 19"),
        (made.dump_line(1, "A", "تجربة", 40.2, 36.6), "lat 40.2, lon 36.6 lies outside SY; lat and lon look swapped"),
        (made.dump_line(1, "A", "تجربة", 10, 10), "lat 10, lon 10 lies outside SY"),
        (made.dump_line(1, "A", "تجربة", 100, 36), "out of range; lat and lon look swapped"),
        (made.dump_line(1, "A", "تجربة", "36,5N"), "must be degrees"),
        (made.dump_line(1, "A", "تجربة", "nan"), "must be finite"),
        (made.dump_line(1, "", "تجربة"), "the name is empty"),
        (made.dump_line(1, "A", "تجربة", country="SYR"), "no ISO 3166-1 code"),
        (made.dump_line(1, "A", "تجربة", population="many"), "population 'many' is no number"),
        (made.dump_line(900000, "A", "تجربة"), "id gn.900000 is also at"),
    ],
)
def test_a_broken_line_of_a_dump(folder: Path, tmp_path: Path, line: str, what: str) -> None:
    file = made.written(tmp_path / "SY.txt", made.dump_line(900000, "Good", "جيدة الاختبار"), line)
    found = problems(folder, file)
    assert len(found) == 1
    assert found[0].startswith("SY.txt:2: ")
    assert what in found[0]


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ("A,اختبار,SY9801,36.6", "has no coordinates"),
        (",,SY9801,36.6", "the name of SY9801 is empty"),
        ("A,اختبار,,36.6", "no p-code"),
        ("A,اختبار,SY9801,36.6,40.2,7", "6 cells where the header has 5"),
        ("A,اختبار,SY9801,40.2,36.6", "swapped"),
        ("A,اختبار,Q-1,36.6,40.2", "give --country"),
    ],
)
def test_a_broken_line_of_a_coded_csv(folder: Path, tmp_path: Path, values: str, what: str) -> None:
    values = values if values.count(",") != 3 else f"{values[:-4]},"
    file = made.written(tmp_path / "cod.csv", "adm2_en,adm2_ar,adm2_pcode,lat,lon", "B,ب ب,SY9809,36.6,40.3", values)
    found = problems(folder, file)
    assert len(found) == 1
    assert found[0].startswith("cod.csv:3: ")
    assert what in found[0]


BOW_TIE = [[[40, 36], [41, 37], [41, 36], [40, 37], [40, 36]]]


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        (made.polygon(BOW_TIE, **made.unit(1, "SY97", "B", "ب ب")), "not valid: Self-intersection"),
        (made.polygon(made.square(40, 36, 41, 37), name="no code"), "a boundary without a p-code"),
        (made.polygon(made.square(40, 36, 41, 37), **made.unit(1, "SY97", "", "")), "the name of SY97 is empty"),
        (made.polygon(made.square(40, 36, 41, 37), **made.unit(1, "SY98", "B", "ب ب")), "p-code SY98 is also at"),
        (made.polygon(made.square(36, 40, 37, 41), **made.unit(1, "SY97", "B", "ب ب")), "lat and lon look swapped"),
        (
            made.polygon(made.square(400000, 3600000, 410000, 3700000), **made.unit(1, "SY97", "B", "ب ب")),
            "look projected",
        ),
        (made.polygon([], **made.unit(1, "SY97", "B", "ب ب")), "the polygon is empty"),
        (made.polygon([[[40, 36]]], **made.unit(1, "SY97", "B", "ب ب")), "cannot be read"),
        (made.feature(None, **made.unit(1, "SY97", "B", "ب ب")), "the geometry is missing"),
        (made.feature({"type": "LineString", "coordinates": [[40, 36], [41, 37]]}), "the geometry is LineString"),
        (made.point(36.6, 40.2, name="Latin", name_ar="", level="hut", country="SY"), "level 'hut' is none of"),
        (made.point(36.6, 40.2, country="SY"), "the name is empty"),
        (made.point(36.6, 43.2, name_ar="اختبار", country="SY"), "lies outside SY"),
        ({"type": "Point"}, "no Feature"),
    ],
)
def test_a_broken_feature(folder: Path, tmp_path: Path, broken: dict[str, object], what: str) -> None:
    good = made.polygon(made.square(40, 36, 41, 37), **made.unit(1, "SY98", "Al-Hasakeh", "الحسكة"))
    found = problems(folder, made.collection(tmp_path / "b.geojson", good, broken))
    assert len(found) == 1
    assert found[0].startswith("b.geojson:3: ")
    assert what in found[0]


@pytest.mark.parametrize(
    ("name", "raw", "where", "what"),
    [
        (
            "a.tsv",
            (made.OWN_HEADER + "\n").encode() + "\t".join(["قرية"] * 14).encode("cp1256"),
            "a.tsv:2",
            "Windows-1256",
        ),
        ("a.tsv", b"id\tname\n1\tx\n", "a.tsv:1", "the columns must be: id name level"),
        ("a.csv", b"name,lat,lon\nx,1,2\n", "a.csv:1", "no column of p-codes"),
        ("a.csv", "adm1_pcode,lat\n".encode("utf-16"), "a.csv:1", "is UTF-16"),
        ("a.csv", b'adm1_pcode,adm1_en\nSY01,"open\n', "a.csv:2", "broken CSV"),
        ("a.txt", b"nothing to see\n", "a.txt:1", "no format that Marsad knows"),
        ("a.txt", b"", "a.txt:1", "is empty"),
        ("a.xlsx", b"PK\x03\x04 broken", "a.xlsx:1", "cannot be read as an XLSX workbook"),
        ("a.json", b'{"type": "FeatureCollection",\n "features": [\n {"type": }]}', "a.json:3", "broken JSON"),
        ("a.json", b'{"type": "FeatureCollection", "features": []}', "a.json:1", "has no features"),
        ("a.json", b'{"type": "Topology"}', "a.json:1", "is a Topology where"),
        (
            "a.json",
            b'{"type": "FeatureCollection", "crs": {"name": "EPSG:32637"}, "features": []}',
            "a.json:1",
            "WGS 84",
        ),
        ("a.json", b'{"a":' + b"[" * 100_000, "a.json:1", ""),
        ("alternateNamesV2.txt", made.alternate_line(1, 2, "ar", "x").encode(), "alternateNamesV2.txt", "beside them"),
    ],
)
def test_a_file_that_cannot_be_used(folder: Path, tmp_path: Path, name: str, raw: bytes, where: str, what: str) -> None:
    file = tmp_path / name
    file.write_bytes(raw)
    found = problems(folder, file)
    assert found[0].startswith(f"{where}: ")
    assert what in found[0]


def test_all_problems_of_all_files_are_told_at_once_and_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    table = made.written(
        tmp_path / "mine.tsv", made.OWN_HEADER, GOOD, GOOD, made.own_line("my.x", "س س", 40.2, 36.6),
        made.own_line("my.y", ""), made.own_line("my.z", "ص ص", parent="my.none"), made.own_line("sy.abdin", "ع ع"),
    )  # fmt: skip
    dump = made.written(tmp_path / "SY.txt", made.dump_line(1, "", "تجربة"), "too\tshort")
    found = problems(folder, table, dump, tmp_path / "missing.csv")
    where = sorted(p.split(": ")[0].removeprefix(f"{tmp_path}/") for p in found)
    assert where == [
        "SY.txt:1",
        "SY.txt:2",
        "mine.tsv:3",
        "mine.tsv:4",
        "mine.tsv:5",
        "mine.tsv:6",
        "mine.tsv:7",
        "missing.csv",
    ]


def test_lines_with_problems_may_be_left_out_but_not_whole_files(folder: Path, tmp_path: Path) -> None:
    table = made.written(tmp_path / "mine.tsv", made.OWN_HEADER, GOOD, made.own_line("my.x", "س س", 40.2, 36.6))
    done = add(folder, table, leave_out=True)
    assert list(rows(folder)) == ["my.good"]
    assert [p.split(": ")[0] for p in done.problems] == [f"{table}:3"]
    assert done.info.left_out == {"lines with problems": 1}
    broken = made.written(tmp_path / "other.csv", "name", "x")
    with pytest.raises(PlacesError):
        add(folder, broken, table, name="other", leave_out=True)
    assert [info.name for info in list_sets(folder)] == ["mine"]


# ---- the folder
def test_a_set_is_replaced_only_on_demand_and_a_failed_replacement_leaves_it(folder: Path, tmp_path: Path) -> None:
    table = made.written(tmp_path / "mine.tsv", made.OWN_HEADER, GOOD)
    add(folder, table)
    before = (folder / "mine.zip").read_bytes()
    with pytest.raises(PlacesError, match="a set mine already"):
        add(folder, table)
    made.written(table, made.OWN_HEADER, made.own_line("my.other", ""))
    with pytest.raises(PlacesError, match="no Arabic name"):
        add(folder, table, replace=True)
    assert (folder / "mine.zip").read_bytes() == before
    made.written(table, made.OWN_HEADER, made.own_line("my.other", "قرية أخرى للتجربة"))
    add(folder, table, replace=True)
    assert list(rows(folder)) == ["my.other"]
    assert sorted(p.name for p in folder.iterdir()) == ["mine.zip"]


def test_the_same_files_give_the_same_bytes_and_the_version_follows_the_content(folder: Path, tmp_path: Path) -> None:
    assert load_added(folder).version == ""
    table = made.written(tmp_path / "mine.tsv", made.OWN_HEADER, GOOD)
    add(folder, table)
    first, raw = load_added(folder).version, (folder / "mine.zip").read_bytes()
    add(folder, table, replace=True)
    assert (folder / "mine.zip").read_bytes() == raw
    add(folder, made.boundaries(tmp_path), name="bounds")
    second = load_added(folder).version
    made.written(table, made.OWN_HEADER, GOOD.replace("36.6", "36.7"))
    add(folder, table, replace=True)
    third = load_added(folder).version
    assert len({first, second, third, ""}) == 4
    remove_set(folder, "bounds")
    assert load_added(folder).version not in {first, second, third}


def test_an_id_of_another_set_is_a_problem_but_a_geonames_place_may_come_again(folder: Path, tmp_path: Path) -> None:
    table = made.written(tmp_path / "mine.tsv", made.OWN_HEADER, GOOD)
    dump = made.written(tmp_path / "SY.txt", made.dump_line(900001, "A", "تل الاختبار"))
    add(folder, table, dump)
    with pytest.raises(PlacesError, match=r"mine\.tsv:2: id my\.good is also in set mine"):
        add(folder, table, name="again")
    add(folder, made.written(tmp_path / "SY.txt", made.dump_line(900001, "A", "تل التجارب")), name="newer")
    assert [names for row, names in load_added(folder).rows if row.id == "gn.900001"] == [("تل التجارب",)]


def test_a_broken_set_is_told_by_its_name(folder: Path) -> None:
    folder.mkdir()
    (folder / "mine.zip").write_bytes(b"PK\x03\x04 cut off")
    for read in (load_added, list_sets):
        with pytest.raises(PlacesError, match=r"mine\.zip: no set of places, or broken"):
            read(folder)


@pytest.mark.parametrize("name", ["../up", "a/b", ".hidden", "x" * 65])
def test_a_name_that_is_no_file_name(folder: Path, tmp_path: Path, name: str) -> None:
    table = made.written(tmp_path / "mine.tsv", made.OWN_HEADER, GOOD)
    assert "want letters, digits" in problems(folder, table, name=name)[0]
    with pytest.raises(PlacesError):
        remove_set(folder, name)


def test_the_gazetteer_finds_added_places_and_a_dump_keeps_the_bundled_spellings(folder: Path, tmp_path: Path) -> None:
    bundled = next(r for r in Gazetteer.load().rows.values() if r.id.startswith("gn.") and r.country == "SY")
    line = made.dump_line(bundled.id[3:], bundled.name, "اسم جديد للتجربة", bundled.lat, bundled.lon)
    add(folder, made.written(tmp_path / "SY.txt", line))
    gazetteer = Gazetteer.load(added=load_added(folder))
    assert [r.id for r in gazetteer.find("اسم جديد للتجربة")] == [bundled.id]
    assert bundled.id in {r.id for r in gazetteer.find(bundled.name_ar)}
    assert gazetteer.version != Gazetteer.load().version
