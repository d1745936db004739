/**
 * Clusters of places on a grid that is fixed to the world, so that panning never regroups them.
 *
 * A place whose extent is larger than a cell on the screen is no point there: it is drawn as its area, alone. All others join their cell;
 * cells whose middles come too close join the larger one.
 */
import type { Places } from "./places.ts";

/** Side of a cell in pixels at its zoom step. */
export const CELL = 64;
/** An extent of this radius (px) or more is drawn as an area. */
const AREA_RADIUS = 40;
/** Above this scale (px a world, zoom 6: a cell is some 80 km) a wide area of unknown extent is surely larger than a cell, and stands apart. */
const WIDE_SCALE = 512 * 2 ** 6;
/** Cells join when their middles are closer than this share of a cell. */
const CLOSE = 0.62;

export interface View {
  /** Edges in world units. */
  west: number;
  north: number;
  east: number;
  south: number;
  /** Pixels for one world. */
  scale: number;
}

export interface Cluster {
  x: number;
  y: number;
  count: number;
  /** How many different places; one place keeps its own point. */
  places: number;
  /** The only place, or one of them. */
  place: number;
  /** The lowest precision figure (1 is the most precise) inside; 3 means only wide areas, 0 never wins. */
  best: number;
  /** Radius of the extent of `place` in world units, 0 where not known. */
  extent: number;
  /** Drawn as an area with this radius in world units; 0 for a cluster. */
  area: number;
  /** A wide area of unknown extent that stands alone at this scale. */
  apart: boolean;
  /** World box of the member places. */
  bounds: [number, number, number, number];
}

export interface Clustering {
  clusters: Cluster[];
  /** Of each place, the index in `clusters`, -1 where it is not in view or filtered out. */
  clusterOf: Int32Array;
}

/** The grid changes at half steps of zoom only, so that a slow zoom does not flicker. */
function cellSize(scale: number): number {
  const zoom = Math.floor(Math.log2(scale / 512) * 2 + 1e-6) / 2;
  return CELL / (512 * 2 ** zoom);
}

export function cluster(places: Places, counts: Uint32Array, view: View): Clustering {
  const cell = cellSize(view.scale);
  const left = Math.floor(view.west / cell) - 1;
  const top = Math.floor(view.north / cell) - 1;
  const width = Math.floor(view.east / cell) - left + 2;
  const height = Math.floor(view.south / cell) - top + 2;
  const grid = new Int32Array(width * height).fill(-1);
  const clusterOf = new Int32Array(places.n).fill(-1);
  const found: Cluster[] = [];
  for (let p = 0; p < places.n; p++) {
    if (counts[p] === 0) continue;
    const x = places.x[p];
    const y = places.y[p];
    const r = places.radius[p];
    if (r * view.scale >= AREA_RADIUS) {
      if (x + r < view.west || x - r > view.east || y + r < view.north || y - r > view.south) continue;
      clusterOf[p] = found.push(alone(places, p, counts[p], r)) - 1;
      continue;
    }
    const column = Math.floor(x / cell) - left;
    const row = Math.floor(y / cell) - top;
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    if (r === 0 && places.precision[p] !== 1 && places.precision[p] !== 2 && view.scale >= WIDE_SCALE) {
      clusterOf[p] = found.push({ ...alone(places, p, counts[p], 0), apart: true }) - 1;
      continue;
    }
    const slot = row * width + column;
    if (grid[slot] < 0) grid[slot] = found.push(alone(places, p, counts[p], 0)) - 1;
    else join(found[grid[slot]], alone(places, p, counts[p], 0));
    clusterOf[p] = grid[slot];
  }
  return settle(found, clusterOf, cell * CLOSE);
}

function alone(places: Places, p: number, count: number, area: number): Cluster {
  const x = places.x[p];
  const y = places.y[p];
  return { x, y, count, places: 1, place: p, best: places.precision[p] || 3, extent: places.radius[p], area, apart: false, bounds: [x, y, x, y] };
}

function join(into: Cluster, other: Cluster): void {
  const count = into.count + other.count;
  into.x += ((other.x - into.x) * other.count) / count;
  into.y += ((other.y - into.y) * other.count) / count;
  into.count = count;
  into.places += other.places;
  into.best = Math.min(into.best, other.best);
  const [a, b] = [into.bounds, other.bounds];
  into.bounds = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** Joins cells that stand too close, the larger first; areas and what stands apart stay alone. Equal counts keep their order, so the result is always the same. */
function settle(found: Cluster[], clusterOf: Int32Array, close: number): Clustering {
  const order = found.map((_, i) => i).sort((a, b) => found[b].count - found[a].count || a - b);
  const kept: Cluster[] = [];
  const target = new Int32Array(found.length);
  for (const i of order) {
    const one = found[i];
    const near = one.area > 0 || one.apart ? -1 : kept.findIndex((k) => k.area === 0 && !k.apart && Math.hypot(k.x - one.x, k.y - one.y) < close);
    if (near >= 0) join(kept[near], one);
    target[i] = near >= 0 ? near : kept.push(one) - 1;
  }
  for (let p = 0; p < clusterOf.length; p++) if (clusterOf[p] >= 0) clusterOf[p] = target[clusterOf[p]];
  return { clusters: kept, clusterOf };
}
