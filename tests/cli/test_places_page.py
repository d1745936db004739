"""The commands of docs/PLACES.md run as they are written."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_own_places import PROGRAM
from tests.places import made
from tests.places.made import square

PAGE = Path(__file__).parents[2] / "docs" / "PLACES.md"


def commands() -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    return [line for block in blocks for line in block.splitlines() if line.startswith("marsad ")]


def files(home: Path) -> None:
    """The files that the page names, with invented content."""
    made.written(home / "mine.tsv", made.OWN_HEADER, made.own_line("my.one", "تجارب السفلى"))
    made.written(home / "SY.txt", made.dump_line(900001, "Tall Ikhtibar"))
    made.written(home / "alternateNamesV2.txt", made.alternate_line(1, 900001, "ar", "تل الاختبار"))
    made.collection(
        home / "syr_adm1.geojson", made.polygon(square(40, 36, 41, 37), **made.unit(1, "SY98", "A", "أول الاختبار"))
    )
    second = made.unit(2, "SY9801", "B", "ثاني الاختبار", **made.FIRST)
    made.collection(home / "syr_adm2.geojson", made.polygon(square(40, 36, 40.5, 37), **second))
    made.written(home / "syr_admin.csv", "adm2_pcode,adm2_en,adm2_ar", "SY9801,B,ثاني الاختبار")
    made.collection(home / "points.geojson", made.point(36.5, 40.2, name_ar="سجن التجارب", kind="prison"))
    made.collection(home / "map.geojson", made.holding(square(38, 35, 40, 37), "Alpha", "2017-10-17"))
    text = "قتل جندي في هجوم في قرية خربوشة"
    (home / "articles.jsonl").write_text(json.dumps({"id": "1", "text": text}) + "\n", encoding="utf-8")


@pytest.mark.slow
def test_each_command_of_the_page_works_in_order(tmp_path: Path) -> None:
    files(tmp_path)
    env = {k: v for k, v in os.environ.items() if k != "MARSAD_PLACES"}
    env |= {"XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONIOENCODING": "utf-8"}
    found = commands()
    assert len(found) >= 12
    for command in found:
        arguments = [sys.executable, "-c", PROGRAM, *shlex.split(command)[1:]]
        done = subprocess.run(arguments, cwd=tmp_path, env=env, capture_output=True)
        assert done.returncode == 0, f"{command}\n{done.stderr.decode()}"
    assert sorted(p.stem for p in tmp_path.glob("data/marsad/places/*")) == ["cod-sy", "geonames-sy", "mine"]
