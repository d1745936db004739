"""docs/WATCH.md: its commands run as written, its list is a clean one, its unit calls what there is."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from marsad.watch.sources import parse, starter
from tests.watch.site import Site, article, rss

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "WATCH.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE, re.S)
    assert found, kind
    return found.group(1)


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(line, comments=True)
    assert words[0].endswith("marsad")
    paths = os.pathsep.join(str(p) for p in (ROOT, ROOT / "src"))
    command = [sys.executable, "-m", "tests.watch.child", *words[1:]]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=60
    )


def test_the_commands_run_as_written(site: Site, tmp_path: Path):
    site.answers |= {"/feed": rss(site.url("/1")), "/1": article(1)}
    commands = block("sh").strip().splitlines()
    assert len(commands) == 4
    for line in commands:
        done = run(line, tmp_path)
        assert done.returncode == 0, f"{line}: {done.stderr}"
        if "--init" in line:
            assert (tmp_path / "sources.toml").read_text(encoding="utf-8") == starter()
            text = f'[[source]]\nname = "one"\nkind = "rss"\nurl = "{site.url("/feed")}"\ndelay = 0\n'
            (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    assert "#1" in done.stdout
    for line in (block("cron").split("&&")[1], re.findall(r"ExecStart=(.*)", block("ini"))[0] + " --once"):
        assert run(line.strip(), tmp_path).returncode == 0, line


def test_the_list_is_clean():
    listed = parse(block("toml"), "WATCH.md")
    assert [source.kind for source in listed.sources] == ["feed", "listing"] and listed.contact


def test_the_number_of_outlets_is_the_lists():
    said = re.search(r"a starter list of (\d+)", PAGE)
    assert said and int(said.group(1)) == len(parse(starter(), "starter.toml").sources)


def test_an_existing_list_is_not_overwritten(tmp_path: Path):
    (tmp_path / "sources.toml").write_text("mine", encoding="utf-8")
    done = run("marsad watch --init sources.toml", tmp_path)
    assert done.returncode == 4 and "is there already" in done.stderr
    assert (tmp_path / "sources.toml").read_text(encoding="utf-8") == "mine"
