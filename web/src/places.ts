/** Distinct places of the incidents in Web Mercator, made once: the map groups places, not incidents. */
import type { Columns } from "./columns.ts";

/** Circumference of the earth at the equator, km. */
const EQUATOR_KM = 40075.017;
/** Web Mercator ends here. */
const LAST_LATITUDE = 85.051129;

export const mercatorX = (lon: number): number => lon / 360 + 0.5;
export function mercatorY(lat: number): number {
  const held = Math.max(-LAST_LATITUDE, Math.min(LAST_LATITUDE, lat)) * (Math.PI / 180);
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + held / 2)) / (2 * Math.PI);
}
export const longitude = (x: number): number => (x - 0.5) * 360;
export const latitude = (y: number): number => (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;

export interface Places {
  n: number;
  /** Of each incident, its place, -1 without one. */
  of: Int32Array;
  /** World units: the whole world is 1 wide. */
  x: Float64Array;
  y: Float64Array;
  /** Radius of the extent in world units at its latitude; 0 where it is not known. */
  radius: Float64Array;
  precision: Uint8Array;
  /** Index of its name in the columns' `places`, -1 where it has none. */
  name: Int32Array;
}

/** Same point, extent and precision: the same place. */
export function makePlaces(c: Columns): Places {
  const known = new Map<string, number>();
  const of = new Int32Array(c.n).fill(-1);
  const first: number[] = [];
  for (let i = 0; i < c.n; i++) {
    if (Number.isNaN(c.lat[i])) continue;
    const key = `${c.lat[i]},${c.lon[i]},${c.extent[i]},${c.precision[i]}`;
    let place = known.get(key);
    if (place === undefined) {
      place = first.length;
      known.set(key, place);
      first.push(i);
    }
    of[i] = place;
  }
  const radius = (i: number) => (c.extent[i] > 0 ? c.extent[i] / (EQUATOR_KM * Math.cos((Math.min(85, Math.abs(c.lat[i])) * Math.PI) / 180)) : 0);
  return {
    n: first.length,
    of,
    x: Float64Array.from(first, (i) => mercatorX(c.lon[i])),
    y: Float64Array.from(first, (i) => mercatorY(c.lat[i])),
    radius: Float64Array.from(first, radius),
    precision: Uint8Array.from(first, (i) => c.precision[i]),
    name: Int32Array.from(first, (i) => c.place[i]),
  };
}

/** Incidents that pass every filter, by place. */
export function countPlaces(places: Places, fails: Uint8Array): Uint32Array {
  const counts = new Uint32Array(places.n);
  for (let i = 0; i < fails.length; i++) if (fails[i] === 0 && places.of[i] >= 0) counts[places.of[i]]++;
  return counts;
}
