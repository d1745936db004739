/** Filters in the page's address: read at the start, written after each change, so that a view can be sent to a colleague. */
import { dayOf, isoOf } from "./bins.ts";
import { KINDS, NOT_STATED } from "./columns.ts";
import type { Columns, Kind } from "./columns.ts";
import type { Box, Crossfilter } from "./crossfilter.ts";

export const FILTER_KEYS = ["from", "to", "bbox", ...KINDS] as const;
/** How "not stated" is written as a value. */
const NONE = "none";
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
/** An open end of an interval of days. */
export const FIRST_DAY = -1e6;
export const LAST_DAY = 1e6;

/** Sets the filters that the query names; values that are not in the data are left out and returned, so that the page can say so. */
export function readAddress(query: URLSearchParams, filter: Crossfilter): string[] {
  const unknown: string[] = [];
  const from = readDay(query, "from", unknown);
  const to = readDay(query, "to", unknown);
  if (from !== null || to !== null) filter.setDays({ from: from ?? FIRST_DAY, to: to ?? LAST_DAY });
  const box = query.get("bbox");
  if (box) {
    const read = readBox(box);
    if (read) filter.setBox(read);
    else unknown.push(`bbox=${box}`);
  }
  for (const kind of KINDS) {
    const values: number[] = [];
    for (const name of query.getAll(kind)) {
      if (name === "") continue; // a form's field that was left empty
      const value = valueOf(filter.columns, kind, name);
      if (value === null) unknown.push(`${kind}=${name}`);
      else values.push(value);
    }
    if (values.length) filter.setKind(kind, values);
  }
  return unknown;
}

function readDay(query: URLSearchParams, key: string, unknown: string[]): number | null {
  const text = query.get(key);
  if (!text) return null;
  const day = ISO_DAY.test(text) ? dayOf(text) : NaN;
  if (!Number.isNaN(day)) return day;
  unknown.push(`${key}=${text}`);
  return null;
}

/** west,south,east,north in degrees. */
export function readBox(text: string): Box | null {
  const [west, south, east, north, ...more] = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  const good = more.length === 0 && [west, east].every((v) => Math.abs(v) <= 180) && [south, north].every((v) => Math.abs(v) <= 90) && south <= north;
  return good ? { west, south, east, north } : null;
}

function valueOf(columns: Columns, kind: Kind, name: string): number | null {
  if (name === NONE) return NOT_STATED;
  const index = name === "" ? -1 : columns.names[kind].indexOf(name);
  return index >= 0 ? index : null;
}

/** The query with the filters in it; keys that are not ours stay as they were. */
export function writeAddress(query: URLSearchParams, filter: Crossfilter): URLSearchParams {
  const written = withoutFilters(query);
  const { days, box } = filter;
  if (days && days.from > FIRST_DAY) written.set("from", isoOf(days.from));
  if (days && days.to < LAST_DAY) written.set("to", isoOf(days.to));
  for (const kind of KINDS) {
    for (const value of filter.chosen[kind]) written.append(kind, value === NOT_STATED ? NONE : filter.columns.names[kind][value]);
  }
  if (box) written.set("bbox", [box.west, box.south, box.east, box.north].map((v) => String(Math.round(v * 1e4) / 1e4)).join(","));
  return written;
}

export function withoutFilters(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams(query);
  for (const key of FILTER_KEYS) kept.delete(key);
  return kept;
}
