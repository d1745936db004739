"""The order of the house: imports go one way, starting is quick, and every command explains itself."""

from __future__ import annotations

import ast
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import typer

PACKAGE = Path(__file__).parents[1] / "src" / "marsad"

# The journey of an article. A part may import itself, `model`, `errors`, and the parts named here: never a later one.
MAY_IMPORT = {
    "__main__": {"cli"},
    "errors": set(),
    "model": set(),
    "arabic": set(),
    "lexicon": {"arabic"},
    "capture": {"arabic", "lexicon"},
    "places": {"arabic", "lexicon"},
    "coding": {"arabic", "lexicon", "places"},
    "incidents": {"arabic", "lexicon", "places"},
    "second": {"arabic"},
    "store": {"arabic", "incidents"},
    "export": {"arabic"},
    "service": {"arabic", "lexicon", "capture", "places", "coding", "incidents", "second", "store", "export"},
    "incident_service": {"arabic", "lexicon", "places", "incidents", "store"},
    "export_service": {"export", "lexicon", "places", "store"},
    "frames": {"export", "export_service", "store"},
    "brief": {"arabic", "lexicon", "places", "incidents", "store"},
    "evaluation": {"service", "places"},
    "watch": {"arabic", "capture", "store", "service"},
    "batch": {"service", "incident_service", "incidents", "store", "capture"},
    "cli": {
        "service",
        "incident_service",
        "export",
        "export_service",
        "incidents",
        "evaluation",
        "coding",
        "second",
        "store",
        "watch",
        "batch",
        "api",
        "web",
        "brief",
    },
    "api": {"service", "incident_service", "store", "export", "export_service", "brief"},
    "web": {"service", "incident_service", "store", "export", "export_service", "brief", "api"},
}
IMPORT_SECONDS, HELP_SECONDS = 0.15, 0.4  # issue "the main job": numbers


def part_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported_parts(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {f"marsad.{alias.name}" for alias in node.names} if node.module == "marsad" else {node.module}
    return {name.split(".")[1] for name in names if name.startswith("marsad.")}


def violations(path: Path, source: str) -> set[str]:
    part = part_of(path)
    allowed = MAY_IMPORT[part] | {part, "model", "errors", "__version__"}
    return imported_parts(source) - allowed


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path):
    assert part_of(path) in MAY_IMPORT, "a new part: say in MAY_IMPORT what it may import"
    assert violations(path, path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("part", "source", "found"),
    [
        ("arabic", "from marsad.coding.coder import Coder", {"coding"}),
        ("places", "def f():\n    import marsad.cli.app", {"cli"}),
        ("model", "from marsad import service", {"service"}),
        ("store", "from marsad.coding import Coder", {"coding"}),
        ("coding", "from marsad.places.catalogue import Gazetteer\nimport json", set()),
    ],
)
def test_the_check_itself(part: str, source: str, found: set[str]):
    assert violations(PACKAGE / part / "x.py", source) == found


def test_the_order_has_no_circle():
    done: set[str] = set()
    while rest := {p for p in MAY_IMPORT if p not in done}:
        ready = {p for p in rest if MAY_IMPORT[p] <= done}
        assert ready, f"a circle among {sorted(rest)}"
        done |= ready


# The folders of `coding`, in the order of a sentence's journey: one imports itself and those before it. The modules beside them load the
# tables (lexicon.py), keep what was worked out (asked.py), or run it all (coder.py).
FOLDERS = ("people", "sentence", "roles", "drafts", "incident", "news", "said", "tally")
LATER = {folder: set(FOLDERS[n + 1 :]) for n, folder in enumerate(FOLDERS)}
INSIDE = sorted(p for p in (PACKAGE / "coding").rglob("*.py") if p.parent.name in FOLDERS)


def later_folders(folder: str, source: str) -> set[str]:
    """Later folders of `coding` that a module imports at run time; what only types need is left out."""
    tree = ast.parse(source)
    typed = [n for n in ast.walk(tree) if isinstance(n, ast.If) and getattr(n.test, "id", "") == "TYPE_CHECKING"]
    left_out = {id(inner) for block in typed for inner in ast.walk(block)}
    named = [
        (n.module or "").split(".") for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and id(n) not in left_out
    ]
    return {parts[2] for parts in named if parts[:2] == ["marsad", "coding"] and len(parts) > 2} & LATER[folder]


def test_every_folder_of_coding_has_its_place_in_the_order():
    assert {p.parent.name for p in (PACKAGE / "coding").glob("*/__init__.py")} == set(FOLDERS)


@pytest.mark.parametrize("path", INSIDE, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_folders_of_coding_import_one_way(path: Path):
    assert later_folders(path.parent.name, path.read_text(encoding="utf-8")) == set()


def test_the_check_of_folders_itself():
    assert later_folders("people", "from marsad.coding.roles.grammar import Grammar") == {"roles"}
    assert later_folders("roles", "from marsad.coding.people.pieces import apart") == set()
    assert later_folders("people", "if TYPE_CHECKING:\n    from marsad.coding.roles.grammar import Grammar") == set()


@pytest.mark.parametrize("name", ["utils", "util", "helpers", "misc", "common"])
def test_no_drawer_for_everything(name: str):
    assert not [p for p in PACKAGE.rglob("*") if p.stem == name]


def quickest(command: list[str], enough: float) -> float:
    """Seconds of processor time of the quickest of some runs: waiting for a busy machine is not the command's."""
    best = float("inf")
    for _ in range(15):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        if best < enough:
            break
    return best


def test_import_is_quick():
    assert quickest([sys.executable, "-c", "import marsad"], IMPORT_SECONDS) < IMPORT_SECONDS


def test_help_is_quick():
    command = [sys.executable, "-c", "from marsad.cli import main; main()", "--help"]
    assert quickest(command, HELP_SECONDS) < HELP_SECONDS


def test_help_loads_nothing_heavy():
    code = (
        "import sys; sys.argv = ['marsad', '--help']\n"
        "from marsad.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('sqlalchemy', 'alembic', 'trafilatura', 'resiliparse', 'httpx', 'babel', 'yaml', 'lxml',"
        " 'hijridate', 'ahocorasick_rs') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.splitlines()[-1] == "[]"


def commands() -> list[tuple[str, object]]:
    from marsad.cli.app import app

    def walk(name: str, command: object) -> list[tuple[str, object]]:
        below = getattr(command, "commands", {})
        return [(name, command), *(found for n, c in below.items() for found in walk(f"{name} {n}", c))]

    return walk("marsad", typer.main.get_command(app))


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda v: v if isinstance(v, str) else "")
def test_every_command_has_help_with_an_example(name: str, command: object):
    text = getattr(command, "help", None) or ""
    assert len(text.split("\n")[0].split()) >= 4, "say in the first line what it does"
    assert f"{'Begin with' if name == 'marsad' else 'Example'}: {name}" in text.replace("marsad lexicon lint", name)
    for parameter in command.params:  # type: ignore[attr-defined]
        assert getattr(parameter, "help", None) or parameter.name == "help", f"{name} {parameter.name} has no help"
