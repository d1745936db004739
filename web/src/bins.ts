/** Time bins: by day, week, month or year, whichever fits the width, and what to do with days far from all others. */
import { NO_DAY } from "./columns.ts";

export type Unit = "day" | "week" | "month" | "year";
const UNITS: Unit[] = ["day", "week", "month", "year"];
const MS = 86400000;

export interface Bins {
  unit: Unit;
  /** First day of each bin, and one more at the end: bin b holds edges[b] <= day < edges[b + 1]. */
  edges: Int32Array;
  /** Dated incidents before the first and after the last bin. */
  earlier: number;
  later: number;
}

export const dayOf = (iso: string): number => Math.floor(Date.parse(`${iso}T00:00:00Z`) / MS);
export const dateOf = (day: number): Date => new Date(day * MS);
export const isoOf = (day: number): string => dateOf(day).toISOString().slice(0, 10);

/** First day of the unit that `day` lies in; weeks begin on Monday (ISO 8601). */
export function floorDay(day: number, unit: Unit): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const date = dateOf(day);
  return Math.floor(Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1) / MS);
}

export function nextDay(day: number, unit: Unit): number {
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  const date = dateOf(day);
  const month = unit === "month" ? date.getUTCMonth() + 1 : 12;
  return Math.floor(Date.UTC(date.getUTCFullYear(), month, 1) / MS);
}

/**
 * The days worth drawing. A few dates far away (a war remembered, a year misread) would press all others into one bar: where the middle
 * 98 % fill less than a third of the whole span, the drawing keeps to them, and `earlier`/`later` count the rest.
 */
export function span(days: Int32Array): { from: number; to: number } | null {
  const dated = days.filter((d) => d !== NO_DAY).sort();
  if (dated.length === 0) return null;
  const from = dated[0];
  const to = dated[dated.length - 1];
  const low = dated[Math.floor((dated.length - 1) * 0.01)];
  const high = dated[Math.ceil((dated.length - 1) * 0.99)];
  return (high - low + 1) * 3 < to - from + 1 ? { from: low, to: high } : { from, to };
}

/** Bins of the smallest unit of which at most `room` fit. */
export function makeBins(days: Int32Array, room: number): Bins | null {
  const drawn = span(days);
  if (drawn === null) return null;
  const length = { day: 1, week: 7, month: 30.4, year: 365.2 };
  const unit = UNITS.find((u) => (drawn.to - drawn.from + 1) / length[u] <= room) ?? "year";
  const edges = [floorDay(drawn.from, unit)];
  while (edges[edges.length - 1] <= drawn.to) edges.push(nextDay(edges[edges.length - 1], unit));
  let earlier = 0;
  let later = 0;
  for (const day of days) {
    if (day === NO_DAY) continue;
    if (day < edges[0]) earlier++;
    else if (day >= edges[edges.length - 1]) later++;
  }
  return { unit, edges: Int32Array.from(edges), earlier, later };
}

/** The bin a day lies in, -1 outside. */
export function binOf(day: number, edges: Int32Array): number {
  if (day < edges[0] || day >= edges[edges.length - 1]) return -1;
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= day) low = middle;
    else high = middle;
  }
  return low;
}

export function assign(days: Int32Array, edges: Int32Array): Int32Array {
  return days.map((day) => (day === NO_DAY ? -1 : binOf(day, edges)));
}
