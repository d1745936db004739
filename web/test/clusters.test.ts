import assert from "node:assert/strict";
import { test } from "node:test";
import { binOf, dayOf, floorDay, isoOf, makeBins, nextDay, span } from "../src/bins.ts";
import { NO_DAY } from "../src/columns.ts";
import { cluster } from "../src/clusters.ts";
import type { View } from "../src/clusters.ts";
import { countPlaces, latitude, longitude, makePlaces, mercatorX, mercatorY } from "../src/places.ts";
import { Reader } from "../src/reader.ts";
import { STRINGS } from "../src/strings.ts";
import { columns } from "./made.ts";
import type { Incident } from "./made.ts";

function viewOf(lon: number, lat: number, zoom: number, width = 800, height = 600): View {
  const scale = 512 * 2 ** zoom;
  const [x, y] = [mercatorX(lon), mercatorY(lat)];
  return { west: x - width / scale / 2, east: x + width / scale / 2, north: y - height / scale / 2, south: y + height / scale / 2, scale };
}

function clustersOf(incidents: Incident[], view: View, fails = new Uint8Array(incidents.length)) {
  const places = makePlaces(columns(incidents));
  return { places, ...cluster(places, countPlaces(places, fails), view) };
}

const town = (lat: number, lon: number): Incident => ({ lat, lon, extent: 2, precision: 1 });

test("every incident in view is in exactly one cluster", () => {
  const incidents = Array.from({ length: 4000 }, (_, i) => town(30 + ((i * 37) % 400) / 100, 35 + ((i * 91) % 500) / 100));
  for (const zoom of [2, 3.3, 4.5, 5]) {
    const { clusters, clusterOf } = clustersOf(incidents, viewOf(37.5, 32, zoom, 3000, 3000));
    assert.equal(clusters.reduce((n, c) => n + c.count, 0), 4000);
    assert.ok(clusterOf.every((c) => c >= 0 && c < clusters.length));
  }
});

test("clusters keep their distance", () => {
  const { clusters } = clustersOf(Array.from({ length: 900 }, (_, i) => town(30 + (i % 30) / 4, 35 + Math.floor(i / 30) / 4)), viewOf(38, 33, 6));
  assert.ok(clusters.length > 10);
  for (const a of clusters) for (const b of clusters) if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) * 512 * 64 > 20);
});

test("a lone place stands where it is", () => {
  const { clusters } = clustersOf([town(33.5, 36.3), town(33.5, 36.3)], viewOf(36, 33, 4));
  assert.equal(clusters.length, 1);
  assert.equal(clusters[0].count, 2);
  assert.equal(clusters[0].places, 1);
  assert.ok(Math.abs(latitude(clusters[0].y) - 33.5) < 1e-9 && Math.abs(longitude(clusters[0].x) - 36.3) < 1e-9);
});

test("a wide area is drawn as its extent as soon as it is larger than a cluster", () => {
  const incidents: Incident[] = [town(35, 38), { lat: 35, lon: 38, extent: 120, precision: 3 }];
  assert.equal(clustersOf(incidents, viewOf(38, 35, 2)).clusters.length, 1);
  const near = clustersOf(incidents, viewOf(38, 35, 7)).clusters;
  assert.equal(near.length, 2);
  const area = near.find((c) => c.area > 0)!;
  const km = area.area * 40075.017 * Math.cos((35 * Math.PI) / 180);
  assert.ok(Math.abs(km - 120) < 1e-6, `radius ${km} km`);
});

test("a wide area of unknown extent never hides in a precise point from close by", () => {
  const incidents: Incident[] = [town(35, 38), { lat: 35, lon: 38, extent: null, precision: 3 }];
  const near = clustersOf(incidents, viewOf(38, 35, 7)).clusters;
  assert.deepEqual(near.map((c) => [c.best, c.apart]).sort(), [[1, false], [3, true]]);
});

test("an area around the view is there although its middle is far", () => {
  const { clusters } = clustersOf([{ lat: 35, lon: 38, extent: 300, precision: 3 }], viewOf(40, 35, 9));
  assert.equal(clusters.length, 1);
});

test("filtered and unplaced incidents are on no map", () => {
  const { clusters } = clustersOf([town(33, 36), town(34, 37), { lat: null, lon: 3 }], viewOf(36, 33, 6), Uint8Array.from([0, 4, 0]));
  assert.equal(clusters.length, 1);
  assert.equal(clusters[0].count, 1);
});

test("panning does not regroup", () => {
  const incidents = Array.from({ length: 300 }, (_, i) => town(32 + ((i * 17) % 100) / 50, 36 + ((i * 29) % 100) / 50));
  const one = clustersOf(incidents, viewOf(37, 33, 5)).clusters.map((c) => c.count);
  const two = clustersOf(incidents, viewOf(37.7, 33.4, 5)).clusters.map((c) => c.count);
  assert.deepEqual(one.sort(), two.sort());
});

test("bins take the smallest unit that fits", () => {
  const year = Int32Array.from({ length: 365 }, (_, i) => dayOf("2023-01-01") + i);
  assert.equal(makeBins(year, 400)!.unit, "day");
  assert.equal(makeBins(year, 100)!.unit, "week");
  assert.equal(makeBins(year, 30)!.unit, "month");
  assert.equal(makeBins(year, 5)!.unit, "year");
  const months = makeBins(year, 30)!.edges;
  assert.equal(months.length, 13);
  assert.equal(isoOf(months[1]), "2023-02-01");
  assert.equal(makeBins(Int32Array.from([NO_DAY]), 50), null);
});

test("weeks begin on Monday, before 1970 as well", () => {
  assert.equal(isoOf(floorDay(dayOf("2024-02-29"), "week")), "2024-02-26");
  assert.equal(isoOf(floorDay(dayOf("1969-12-31"), "week")), "1969-12-29");
  assert.equal(isoOf(nextDay(dayOf("2023-12-01"), "month")), "2024-01-01");
});

test("every day lies in its bin", () => {
  const days = Int32Array.from({ length: 1000 }, (_, i) => -500 + i);
  const { edges } = makeBins(days, 60)!;
  for (const day of days) {
    const bin = binOf(day, edges);
    assert.ok(edges[bin] <= day && day < edges[bin + 1]);
  }
  assert.equal(binOf(edges[0] - 1, edges), -1);
  assert.equal(binOf(edges[edges.length - 1], edges), -1);
});

test("a date of another calendar does not flatten the drawing, and is counted", () => {
  const days = Int32Array.from([-195000, NO_DAY, ...Array.from({ length: 500 }, (_, i) => 19000 + i)]);
  assert.ok(span(days)!.from >= 19000);
  const bins = makeBins(days, 200)!;
  const inside = days.filter((d) => binOf(d, bins.edges) >= 0).length;
  assert.ok(bins.earlier >= 1);
  assert.equal(inside + bins.earlier + bins.later, 501);
});

test("both languages fill in the same values", () => {
  const holes = (entry: string | object) => new Set((typeof entry === "string" ? entry : Object.values(entry).join()).match(/\{\w+\}/g) ?? []);
  for (const key of Object.keys(STRINGS.en) as (keyof typeof STRINGS.en)[]) assert.deepEqual(holes(STRINGS.ar[key]), holes(STRINGS.en[key]), key);
});

test("numbers in Latin digits and Arabic plurals", () => {
  const reader = new Reader("ar", "rtl");
  assert.equal(reader.say("incidents", { n: 2 }), "حادثتان");
  assert.equal(reader.say("incidents", { n: 5 }), "5 حوادث");
  assert.equal(reader.say("incidents", { n: 100000 }), "100,000 حادثة");
  assert.equal(reader.country("SY"), "سوريا");
  assert.match(reader.date(dayOf("2026-03-01")), /2026/);
  const named = (dates: string) => new Reader("ar", "rtl", {}, dates).date(dayOf("2026-01-20"), "month");
  assert.deepEqual(["ar-SY", "ar-SA", "ar-DZ"].map(named), ["كانون الثاني 2026", "يناير 2026", "جانفي 2026"]);
});
