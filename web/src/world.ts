/** The base map: countries and borders from a file of ours, and where a country's name is written. No tiles, glyphs or sprites. */
import { feature, mesh } from "topojson-client";
import type { FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from "geojson";
import type { GeometryCollection, Topology } from "topojson-specification";
import { latitude, mercatorX, mercatorY } from "./places.ts";

interface Named { name?: string }
type World = Topology<{ countries: GeometryCollection<Named>; land: GeometryCollection }>;

/** Where a country's name goes, in world units, and how wide the country is there. */
export interface CountryLabel { code: string; x: number; y: number; width: number }

export interface BaseMap {
  land: FeatureCollection<Polygon | MultiPolygon>;
  borders: MultiLineString;
  labels: CountryLabel[];
}

export function readWorld(data: unknown): BaseMap {
  const world = data as World;
  const countries = world.objects.countries;
  const land = feature(world, countries) as FeatureCollection<Polygon | MultiPolygon>;
  for (const f of land.features) f.geometry = { type: "MultiPolygon", coordinates: whole(f.geometry) };
  land.features = land.features.filter((f) => f.geometry.coordinates.length > 0);
  const borders = mesh(world, countries, (a, b) => a !== b);
  const labels = land.features.flatMap((f) => (f.id === undefined ? [] : [labelOf(String(f.id), f.geometry)]));
  labels.sort((a, b) => b.width - a.width || (a.code < b.code ? -1 : 1));
  return { land, borders, labels };
}

/** The polygons with rings that go on beyond 180° where they cross it (Chukotka, Fiji), as the map wants them: a jump to -180°
 * would be drawn straight through the Atlantic. A ring around a pole (Antarctica) never closes, and is left out. */
function whole(geometry: Polygon | MultiPolygon): Position[][][] {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => rings.map(unrolled)).filter(([outer]) => Math.abs(outer[0][0] - outer[outer.length - 1][0]) < 180);
}

function unrolled(ring: Position[]): Position[] {
  let last = ring[0][0];
  return ring.map(([lon, lat]) => {
    last = lon + 360 * Math.round((last - lon) / 360);
    return [last, lat];
  });
}

/** In the middle of the widest stretch of the largest ring, at the height of its centre: inside the country, whatever its shape. */
function labelOf(code: string, geometry: Polygon | MultiPolygon): CountryLabel {
  const rings = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((polygon) => project(polygon[0]));
  const ring = rings.reduce((best, r) => (Math.abs(area(r)) > Math.abs(area(best)) ? r : best));
  const ys = ring.map((p) => p[1]);
  const middle = centreY(ring) || (Math.min(...ys) + Math.max(...ys)) / 2;
  const crossings: number[] = [];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i], ring[i + 1]];
    if (a[1] > middle !== b[1] > middle) crossings.push(a[0] + ((middle - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
  }
  crossings.sort((a, b) => a - b);
  let widest: [number, number] = [ring[0][0], ring[0][0]];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    if (crossings[i + 1] - crossings[i] > widest[1] - widest[0]) widest = [crossings[i], crossings[i + 1]];
  }
  const x = (widest[0] + widest[1]) / 2;
  return { code, x: x - Math.floor(x), y: middle, width: widest[1] - widest[0] };
}

const project = (ring: Position[]): [number, number][] => ring.map((p) => [mercatorX(p[0]), mercatorY(p[1])]);

function area(ring: [number, number][]): number {
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) twice += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  return twice / 2;
}

function centreY(ring: [number, number][]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    sum += (ring[i][1] + ring[i + 1][1]) * (ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1]);
  }
  return sum / (6 * area(ring));
}

/** Drops what nobody needs south of 60° S: Web Mercator blows it up. */
export const isDrawn = (y: number): boolean => latitude(y) > -60;
