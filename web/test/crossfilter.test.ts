import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, readBox, writeAddress } from "../src/address.ts";
import { BadOverview, KINDS, NOT_STATED, readColumns } from "../src/columns.ts";
import type { Columns } from "../src/columns.ts";
import { Crossfilter } from "../src/crossfilter.ts";
import { columns, raw } from "./made.ts";
import type { Incident } from "./made.ts";

const SOME: Incident[] = [
  { day: 10, type: "Battles", actor1: "A", actor2: "B", country: "SY", killed: 3, lat: 35, lon: 38 },
  { day: 11, type: "Battles", actor1: "A", actor2: "A", country: "IQ", killed: 0, lat: 33, lon: 44 },
  { day: 12, type: "Protests", actor1: "B", country: "SY", lat: 35, lon: 179 },
  { day: null, type: "Protests", country: "SY", control: "C", lat: 35, lon: -179 },
  { day: 0, type: "Riots", actor1: "", country: null, killed: 2 },
];

/** The same counts the slow and plain way: filter rows afresh for every dimension. */
function plainly(c: Columns, keeps: Record<string, (i: number) => boolean>, own: string): number[] {
  return [...Array(c.n).keys()].filter((i) => Object.entries(keeps).every(([name, keep]) => name === own || keep(i)));
}

test("counts leave the own filter out and obey all others", () => {
  const c = columns(SOME);
  const f = new Crossfilter(c);
  f.setKind("type", [c.names.type.indexOf("Battles")]);
  const counts = f.count();
  assert.equal(counts.matching, 2);
  assert.deepEqual([...counts.byKind.type], [2, 2, 1, 0]);
  assert.deepEqual([...counts.byKind.country], [1, 1, 0]);
});

test("not stated is neither zero nor nothing", () => {
  const c = columns(SOME);
  const f = new Crossfilter(c);
  const counts = f.count();
  assert.equal(counts.killed, 5);
  assert.equal(counts.killedStated, 3, "a stated zero counts as stated, null does not");
  assert.equal(counts.undated, 1, "day 0 is a date");
  assert.equal(counts.unplaced, 1);
  assert.equal(counts.byKind.actor.at(-1), 2, "an empty name says as little as null");
  f.setKind("country", [NOT_STATED]);
  assert.equal(f.count().matching, 1);
});

test("both sides count, an actor against itself once", () => {
  const c = columns(SOME);
  const counts = new Crossfilter(c).count().byKind.actor;
  assert.equal(counts[c.names.actor.indexOf("A")], 2);
  assert.equal(counts[c.names.actor.indexOf("B")], 2);
});

test("values of one kind add up, kinds narrow each other", () => {
  const c = columns(SOME);
  const f = new Crossfilter(c);
  f.setKind("actor", [c.names.actor.indexOf("A"), c.names.actor.indexOf("B")]);
  assert.equal(f.count().matching, 3);
  f.setKind("country", [c.names.country.indexOf("SY")]);
  assert.equal(f.count().matching, 2);
  f.setKind("actor", []);
  assert.equal(f.count().matching, 3);
});

test("days are inclusive and leave out what has no date", () => {
  const f = new Crossfilter(columns(SOME));
  f.setDays({ from: 10, to: 11 });
  assert.equal(f.count().matching, 2);
  f.setDays({ from: -1e6, to: 1e6 });
  assert.equal(f.count().matching, 4);
  f.setDays(null);
  assert.equal(f.count().matching, 5);
});

test("a box may cross the date line, and nothing without a point is in a box", () => {
  const f = new Crossfilter(columns(SOME));
  f.setBox({ west: 170, south: 0, east: -170, north: 60 });
  assert.equal(f.count().matching, 2);
  f.setBox({ west: -180, south: -90, east: 180, north: 90 });
  assert.equal(f.count().matching, 4);
});

test("any mix of filters counts what plain filtering counts", () => {
  let seed = 1;
  const next = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const pick = (list: string[]) => (next(5) ? list[next(list.length)] : null);
  const incidents = Array.from({ length: 3000 }, (): Incident => ({ day: next(6) ? next(100) : null, type: pick(["a", "b", "c"]), sub: pick(["d", "e"]),
    actor1: pick(["p", "q", "r"]), actor2: pick(["p", "q", "r"]), country: pick(["SY", "IQ"]), control: pick(["x"]), lat: next(180) - 90, lon: next(360) - 180 }));
  const c = columns(incidents);
  for (let round = 0; round < 30; round++) {
    const f = new Crossfilter(c);
    const keeps: Record<string, (i: number) => boolean> = {};
    const from = next(100);
    if (next(2)) { f.setDays({ from, to: from + 20 }); keeps.day = (i) => incidents[i].day != null && incidents[i].day! >= from && incidents[i].day! <= from + 20; }
    if (next(2)) { f.setBox({ west: -50, south: -40, east: 90, north: 60 }); keeps.box = (i) => c.lat[i] >= -40 && c.lat[i] <= 60 && c.lon[i] >= -50 && c.lon[i] <= 90; }
    for (const kind of ["type", "sub", "country", "control"] as const) {
      const value = next(c.names[kind].length + 1) - 1;
      if (next(2)) { f.setKind(kind, [value]); keeps[kind] = (i) => c[kind][i] === value; }
    }
    const actor = next(3);
    if (next(2)) { f.setKind("actor", [actor]); keeps.actor = (i) => c.actor1[i] === actor || c.actor2[i] === actor; }
    const counts = f.count();
    assert.equal(counts.matching, plainly(c, keeps, "").length);
    for (const kind of ["type", "sub", "country", "control"] as const) {
      const rows = plainly(c, keeps, kind);
      const expected = [...c.names[kind].map((_, v) => rows.filter((i) => c[kind][i] === v).length), rows.filter((i) => c[kind][i] < 0).length];
      assert.deepEqual([...counts.byKind[kind]], expected, kind);
    }
    const rows = plainly(c, keeps, "actor");
    assert.equal(counts.byKind.actor[0], rows.filter((i) => c.actor1[i] === 0 || c.actor2[i] === 0).length);
  }
});

test("the address carries every filter there and back", () => {
  const c = columns(SOME);
  const f = new Crossfilter(c);
  const query = new URLSearchParams("lang=ar&from=1970-01-11&to=1970-01-12&type=Battles&type=Riots&actor=none&bbox=30,20,50.5,40");
  assert.deepEqual(readAddress(query, f), []);
  assert.deepEqual(f.days, { from: 10, to: 11 });
  assert.deepEqual(f.box, { west: 30, south: 20, east: 50.5, north: 40 });
  assert.deepEqual([...f.chosen.actor], [NOT_STATED]);
  const written = writeAddress(query, f);
  assert.deepEqual([...written].sort(), [...query].sort());
  f.clear();
  assert.equal(writeAddress(written, f).toString(), "lang=ar");
  assert.equal(f.count().matching, 5);
});

test("what an address names and the data has not is said, not applied", () => {
  const f = new Crossfilter(columns(SOME));
  const unknown = readAddress(new URLSearchParams("type=Wars&from=2020-02-31x&bbox=1,2,3&country=&sub=constructor"), f);
  assert.deepEqual(unknown, ["from=2020-02-31x", "bbox=1,2,3", "type=Wars", "sub=constructor"]);
  assert.equal(f.active, false);
  assert.equal(readBox("1,2,,4"), null);
  assert.equal(readBox("1,50,2,40"), null);
});

test("ragged or foreign data is refused with the column's name", () => {
  const good = raw(SOME);
  assert.throws(() => readColumns({ ...good, lat: [1] }), (e) => e instanceof BadOverview && e.where === "lat");
  assert.throws(() => readColumns({ ...good, type: [9, 0, 0, 0, 0] }), (e) => e instanceof BadOverview && e.where === "type");
  assert.throws(() => readColumns({ ...good, killed: ["3", 0, 0, 0, 0] }), (e) => e instanceof BadOverview && e.where === "killed");
  assert.throws(() => readColumns(null), BadOverview);
  assert.equal(KINDS.length, 5);
});
