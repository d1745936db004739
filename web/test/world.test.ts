import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { latitude } from "../src/places.ts";
import { readWorld } from "../src/world.ts";

const world = readWorld(JSON.parse(readFileSync("../src/marsad/web/static/world.json", "utf8")));

test("no ring jumps from 180° to -180°, and every ring closes", () => {
  for (const f of world.land.features) {
    for (const ring of f.geometry.coordinates.flat() as number[][][]) {
      for (let i = 0; i + 1 < ring.length; i++) assert.ok(Math.abs(ring[i][0] - ring[i + 1][0]) <= 180, `${f.id}`);
      assert.deepEqual(ring[0], ring[ring.length - 1]);
    }
  }
});

test("countries that cross 180° have their names where they are", () => {
  const at = (code: string) => {
    const found = world.labels.find((l) => l.code === code);
    assert.ok(found);
    return [found.x * 360 - 180, latitude(found.y)];
  };
  assert.ok(at("RU")[0] > 40 && at("RU")[0] < 140);
  assert.ok(Math.abs(at("FJ")[0]) > 175);
});
