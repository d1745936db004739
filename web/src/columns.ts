/** The overview's JSON, checked once at the edge and turned into typed arrays; after this module nothing is untrusted or ragged. */

export const KINDS = ["type", "sub", "actor", "country", "control"] as const;
export type Kind = (typeof KINDS)[number];

/** A day that is not stated. Not zero: zero is the first of January 1970. */
export const NO_DAY = -2147483648;
/** A figure or a name that is not stated. */
export const NOT_STATED = -1;

export interface Columns {
  n: number;
  id: string[];
  /** Degrees, WGS 84; NaN where no place is stated. */
  lat: Float64Array;
  lon: Float64Array;
  /** Radius of the area in km; NaN where nobody knows. */
  extent: Float64Array;
  /** 1 the place, 2 near it, 3 a larger region, 0 not stated. */
  precision: Uint8Array;
  /** Days since 1970-01-01, or NO_DAY. */
  day: Int32Array;
  type: Int32Array;
  sub: Int32Array;
  actor1: Int32Array;
  actor2: Int32Array;
  country: Int32Array;
  control: Int32Array;
  killed: Int32Array;
  sources: Int32Array;
  names: Record<Kind, string[]>;
  /** Of each incident, the index of its place's name in `places`; `placesAr` holds the Arabic ones, "" where unknown. */
  place: Int32Array;
  places: string[];
  placesAr: string[];
}

/** The data is not what the page contract says; `where` names the column. */
export class BadOverview extends Error {
  constructor(readonly where: string, what: string) {
    super(`overview data, column "${where}": ${what}`);
  }
}

const PLURALS: Record<Kind, string> = { type: "types", sub: "subs", actor: "actors", country: "countries", control: "controls" };

export function readColumns(data: unknown): Columns {
  if (typeof data !== "object" || data === null) throw new BadOverview("(all)", "is no object");
  const raw = data as Record<string, unknown>;
  const n = raw.n;
  if (typeof n !== "number" || !Number.isInteger(n) || n < 0) throw new BadOverview("n", "is no whole number");
  const names = {} as Record<Kind, string[]>;
  for (const kind of KINDS) names[kind] = list(raw, PLURALS[kind]).map(String);
  const places = raw.places === undefined ? [] : list(raw, "places").map(String); // a server may leave them out
  const index = (column: string, kind: Kind) => indexes(raw, column, n, names[kind]);
  return {
    n,
    id: list(raw, "id", n).map(String),
    ...points(raw, n),
    extent: floats(raw, "extent_km", n),
    precision: Uint8Array.from(whole(raw, "precision", n, 0)),
    day: whole(raw, "day", n, NO_DAY),
    type: index("type", "type"),
    sub: index("sub", "sub"),
    actor1: index("actor1", "actor"),
    actor2: index("actor2", "actor"),
    country: index("country", "country"),
    control: index("control", "control"),
    killed: whole(raw, "killed", n, NOT_STATED),
    sources: whole(raw, "sources", n, 0),
    names,
    place: places.length ? indexes(raw, "place", n, places) : new Int32Array(n).fill(NOT_STATED),
    places,
    placesAr: places.length ? list(raw, "places_ar", places.length).map((name) => (typeof name === "string" ? name : "")) : [],
  };
}

function list(raw: Record<string, unknown>, column: string, n?: number): unknown[] {
  const values = raw[column];
  if (!Array.isArray(values)) throw new BadOverview(column, "is missing or no list");
  if (n !== undefined && values.length !== n) throw new BadOverview(column, `has ${values.length} values, not ${n}`);
  return values;
}

/** A point needs both coordinates inside the world; half a point is none. */
function points(raw: Record<string, unknown>, n: number): { lat: Float64Array; lon: Float64Array } {
  const lat = floats(raw, "lat", n);
  const lon = floats(raw, "lon", n);
  for (let i = 0; i < n; i++) {
    if (!(Math.abs(lat[i]) <= 90 && Math.abs(lon[i]) <= 180)) lat[i] = lon[i] = NaN;
  }
  return { lat, lon };
}

function floats(raw: Record<string, unknown>, column: string, n: number): Float64Array {
  const values = list(raw, column, n);
  return Float64Array.from(values, (v) => {
    if (v === null || v === undefined) return NaN;
    if (typeof v !== "number") throw new BadOverview(column, `holds ${JSON.stringify(v)}, no number`);
    return v;
  });
}

function whole(raw: Record<string, unknown>, column: string, n: number, missing: number): Int32Array {
  const numbers = floats(raw, column, n);
  return Int32Array.from(numbers, (v) => (Number.isNaN(v) ? missing : v));
}

/** Indexes into a list of names. An empty name says as little as null. */
function indexes(raw: Record<string, unknown>, column: string, n: number, names: string[]): Int32Array {
  const values = whole(raw, column, n, NOT_STATED);
  for (let i = 0; i < n; i++) {
    if (values[i] >= names.length) throw new BadOverview(column, `row ${i} points behind the list of names (${values[i]})`);
    if (values[i] < 0 || names[values[i]] === "") values[i] = NOT_STATED;
  }
  return values;
}
