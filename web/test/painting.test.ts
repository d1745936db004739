import assert from "node:assert/strict";
import { test } from "node:test";
import { cluster } from "../src/clusters.ts";
import { freeBox, marksOf } from "../src/painting.ts";
import { countPlaces, makePlaces, mercatorX, mercatorY } from "../src/places.ts";
import { Reader } from "../src/reader.ts";
import { columns } from "./made.ts";
import type { Incident } from "./made.ts";

const SCALE = 512 * 2 ** 7;
const [X, Y] = [mercatorX(38), mercatorY(33)];
const VIEW = { west: X - 400 / SCALE, east: X + 400 / SCALE, north: Y - 300 / SCALE, south: Y + 300 / SCALE, scale: SCALE };
const reader = new Reader("en", "ltr");

function marks(incidents: Incident[]) {
  const places = makePlaces(columns(incidents));
  return marksOf(cluster(places, countPlaces(places, new Uint8Array(incidents.length)), VIEW).clusters, VIEW, reader);
}

const area = (lat: number, lon: number, extent: number): Incident => ({ lat, lon, extent, precision: 2 });
const apart = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.abs(a.x - b.x) >= 20 || Math.abs(a.y - b.y) >= 18;

test("an area's count stands at the top of its rim where that is free", () => {
  const [mark] = marks([area(33, 38, 100)]);
  assert.ok(Math.abs(mark.handle.x - mark.x) < 1e-6);
  assert.ok(Math.abs(mark.handle.y - (mark.y - mark.radius)) < 1e-6);
});

test("and moves along the rim where a disc is at its top", () => {
  const [wide] = marks([area(33, 38, 100)]);
  const lat = 33 + 100 / 111.2; // a town at the top of the rim
  const both = marks([area(33, 38, 100), { lat, lon: 38, extent: 2, precision: 1 }]);
  const disc = both.find((m) => m.cluster.area === 0)!;
  const moved = both.find((m) => m.cluster.area > 0)!;
  assert.ok(Math.hypot(disc.x - wide.handle.x, disc.y - wide.handle.y) < 6, "the town is where the count was");
  assert.ok(Math.hypot(moved.handle.x - disc.x, moved.handle.y - disc.y) > disc.radius + 9);
  assert.ok(Math.abs(Math.hypot(moved.handle.x - moved.x, moved.handle.y - moved.y) - moved.radius) < 1e-6, "still on the rim");
});

test("counts of areas with one middle do not cover each other", () => {
  const all = marks([40, 42, 44, 46].map((extent) => area(33, 38, extent)));
  for (const a of all) for (const b of all) if (a !== b) assert.ok(apart(a.handle, b.handle));
});

test("a name takes the first free spot, or none", () => {
  assert.deepEqual(freeBox([[0, 0], [0, 30]], 10, 5, [[-5, -5, 5, 5]]), [-10, 25, 10, 35]);
  assert.deepEqual(freeBox([[0, 0]], 10, 5, [[11, -5, 20, 5]]), [-10, -5, 10, 5]);
  assert.equal(freeBox([[0, 0], [0, 30]], 10, 5, [[-5, -5, 5, 35]]), null);
});
