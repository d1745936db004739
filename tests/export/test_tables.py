"""ACLED, UCDP, HXL and our own CSV: columns, value sets and sums, read back with the tools that people use."""

from __future__ import annotations

import pytest

from marsad.export import acled, hxl, ucdp
from marsad.export.sides import Party
from marsad.export.taxonomy import INTER, disorder_type, interaction
from tests.export.conftest import Export
from tests.export.made import PRIVATE, bare_rows

# As published: the heads of the files that users have.
ACLED = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
UCDP = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
HXL = "#date+occurred,#date+start,#date+end,#event+type,#event+type+sub,#group+name+first,#group+name+second,#country+name,#country+code,#adm1+name,#adm1+code,#adm2+name,#adm2+code,#adm3+name,#adm3+code,#loc+name,#geo+lat,#geo+lon,#description,#affected+killed,#affected+injured,#affected+abducted,#affected+detained,#meta+source,#meta+url"


def test_the_lists_of_columns():
    assert ",".join(acled.COLUMNS) == ACLED and len(acled.COLUMNS) == 31
    assert ",".join(ucdp.COLUMNS) == UCDP and len(ucdp.COLUMNS) == 49
    assert ",".join(hxl.TAGS.values()) == HXL


def test_acled(export: Export):
    text = export("acled").read_text("utf-8")
    assert text.startswith("\ufeff" + ACLED + "\n")
    rows = {row["location"]: row for row in bare_rows(text)}
    attack = rows["Al-Tabqah"]
    assert (attack["event_date"], attack["year"], attack["time_precision"], attack["fatalities"]) == (
        "2024-04-30",
        "2024",
        "1",
        "9",
    )
    assert (attack["actor1"], attack["assoc_actor_1"], attack["actor2"]) == ("Islamic State", "Tribal militia", "SDF")
    assert (attack["inter1"], attack["inter2"], attack["interaction"]) == (
        "Rebel group",
        "Rebel group",
        "Rebel group-Rebel group",
    )
    assert (attack["iso"], attack["region"], attack["country"], attack["source"]) == (
        "760",
        "Middle East",
        "Syria",
        "paper 0; paper 1",
    )
    assert (
        attack["event_id_cnty"].startswith("SYRi")
        and attack["timestamp"] == "1714557600"
        and "9 of 9 or more" in attack["notes"]
    )
    strike = rows["Idlib"]
    assert (strike["time_precision"], strike["interaction"], strike["civilian_targeting"]) == (
        "3",
        "State forces-Civilians",
        "Civilian targeting",
    )
    protest = rows[""]
    assert (protest["event_date"], protest["time_precision"], protest["fatalities"]) == (
        "",
        "",
        "",
    )  # not stated is not zero
    assert (protest["disorder_type"], protest["interaction"], protest["tags"]) == (
        "Demonstrations",
        "Protesters only",
        "published by=2024-05-01",
    )
    assert "Homs" not in rows  # background


def test_acled_numbers_and_more(export: Export):
    rows = {
        row["location"]: row
        for row in bare_rows(export("acled", "--numbers", "--more", "--background", "--no-bom").read_text("utf-8"))
    }
    assert [rows["Idlib"][name] for name in ("inter1", "inter2", "interaction")] == ["1", "7", "17"]
    assert rows[""]["interaction"] == "60"
    told = rows["Al-Tabqah"]
    assert (told["fatalities_low"], told["fatalities_high"], told["fatalities_open"]) == ("9", "", "1")
    assert told["fatalities_by_source"] == "paper 0 2024-05-01: 9; paper 1 2024-05-01: 12 or more"
    assert told["links"] == "https://news.example/0 https://news.example/1" and told["injured"] == ""
    assert (rows["Homs"]["year"], rows["Homs"]["event_date"], rows["Homs"]["time_precision"]) == ("2011", "", "")


@pytest.mark.parametrize(
    ("one", "two", "words", "number"),
    [("State forces", "Rebel group", "State forces-Rebel group", 12), ("Rebel group", "State forces", "State forces-Rebel group", 12),
     ("External/Other forces", "", "External/Other forces only", 80), ("Civilians", "Rioters", "Rioters-Civilians", 57),
     ("", "Civilians", "", "")],
)  # fmt: skip
def test_interaction(one: str, two: str, words: str, number: object):
    assert interaction(one, two) == words and interaction(one, two, numbers=True) == number
    assert set(INTER.values()) == set(range(1, 9))


def test_disorder():
    assert disorder_type("Protests", "Excessive force against protesters") == "Political violence; Demonstrations"
    assert disorder_type("Riots", "Mob violence") == "Political violence"
    assert disorder_type("Riots", "Violent demonstration") == "Demonstrations"


def test_ucdp(export: Export):
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(export("ucdp"))
    assert ",".join(frame.columns) == UCDP and len(frame) == 3  # the protest has no deaths
    assert (frame.best == frame.deaths_a + frame.deaths_b + frame.deaths_civilians + frame.deaths_unknown).all()
    assert (frame.low <= frame.best).all() and (frame.best <= frame.high).all()
    by_place = frame.set_index("where_coordinates")
    attack = by_place.loc["Al-Tabqah"]
    assert (attack.deaths_a, attack.deaths_b, attack.deaths_civilians, attack.deaths_unknown) == (0, 3, 4, 2)
    assert (attack.low, attack.high, attack.type_of_violence, attack.where_prec, attack.date_prec) == (9, 12, 2, 1, 1)
    assert (attack.priogrid_gid, attack.geom_wkt, attack.country_id) == (
        (252 - 1) * 720 + 438,
        "POINT (38.55 35.84)",
        652,
    )
    strike = by_place.loc["Idlib"]
    assert (strike.type_of_violence, strike.date_prec, strike.gwnoa) == (3, 4, 652)


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [
        (-90, -180, 1),
        (-89.6, -179.6, 1),
        (-90, -179.5, 2),
        (-89.5, -180, 721),
        (90, 180, 360 * 720),
        (0, 0, 180 * 720 + 361),
    ],
)
def test_priogrid(lat: float, lon: float, cell: int):
    assert ucdp.priogrid(lat, lon) == cell


def test_type_of_violence():
    from marsad.export.deaths import Deaths

    dead, civil = Deaths(0, 0, 0, 4, 4, 4, 4), Deaths(0, 0, 4, 0, 4, 4, 4)
    rebels, state, people, nobody = (Party("x", (), kind) for kind in ("Rebel group", "State forces", "Civilians", ""))
    assert ucdp.type_of_violence(state, rebels, dead) == 1 and ucdp.type_of_violence(rebels, rebels, dead) == 2
    assert ucdp.type_of_violence(state, people, dead) == 3 and ucdp.type_of_violence(rebels, nobody, civil) == 3
    assert ucdp.type_of_violence(rebels, nobody, dead) is None


def test_hxl(export: Export):
    libhxl = pytest.importorskip("hxl")
    path = export("hxl", "--more")
    rows = path.read_text("utf-8-sig").splitlines()
    assert rows[1].startswith(HXL + ",#event+id")
    data = libhxl.data(str(path), libhxl.InputOptions(allow_local=True))
    told = {row.get("#loc+name"): row for row in data}
    assert (
        told["Al-Tabqah"].get("#affected+killed-min-max-open-by_source") == "9"
        and told["Al-Tabqah"].get("#adm1+code") == "SY-RA"
    )
    assert not told["Idlib"].get("#date+occurred") and told["Idlib"].get("#date+start") == "2024-04-01"


def test_formulas_are_text_and_numbers_stay_numbers(export: Export):
    row = next(r for r in bare_rows(export("csv").read_text("utf-8")) if r["status"] == "disputed")
    assert row["actor1"].startswith("'=cmd") and row["location"] == "'-Dash" and row["latitude"] == "-34.6"


def test_private_names(export: Export):
    for format in ("acled", "ucdp", "hxl", "csv", "plover", "timemap", "geojson"):
        shut = export(format, "--more", out="shut").read_text("utf-8")
        assert PRIVATE not in shut and "withheld" in shut, format
        told = shut if format == "geojson" else export(format).with_name("shut.README.txt").read_text("utf-8")
        assert "private persons are left out" in told
        assert PRIVATE in export(format, "--more", "--private", out="open").read_text("utf-8"), format


def test_duckdb_reads_it(export: Export):
    duckdb = pytest.importorskip("duckdb")
    assert duckdb.execute(f"SELECT sum(best), count(*) FROM read_csv('{export('ucdp')}')").fetchone() == (15, 3)
