/**
 * Filters over columns that all narrow each other, on typed arrays.
 *
 * Every dimension owns one bit; an incident's byte says which dimensions it fails. Counting a dimension leaves its own bit out, so that
 * the bars of a filtered dimension still show what the other values would bring. One pass over the rows counts everything.
 */
import { KINDS, NO_DAY, NOT_STATED } from "./columns.ts";
import type { Columns, Kind } from "./columns.ts";

export interface Days { from: number; to: number }
/** Degrees; west > east means the box crosses the date line. */
export interface Box { west: number; south: number; east: number; north: number }

export interface Counts {
  /** Incidents that pass every filter. */
  matching: number;
  /** Sum of the killed that are stated, and in how many incidents one is stated. */
  killed: number;
  killedStated: number;
  undated: number;
  unplaced: number;
  /** By value, with every filter but the own one; the last slot is "not stated". */
  byKind: Record<Kind, Uint32Array>;
  /** By time bin, with every filter but that of days. */
  byBin: Uint32Array;
}

const DAY_BIT = 1;
const BOX_BIT = 2;
const KIND_BIT: Record<Kind, number> = { type: 4, sub: 8, actor: 16, country: 32, control: 64 };

export class Crossfilter {
  readonly fails: Uint8Array;
  days: Days | null = null;
  box: Box | null = null;
  readonly chosen: Record<Kind, Set<number>>;
  private binOf: Int32Array;
  private bins = 0;

  constructor(readonly columns: Columns) {
    this.fails = new Uint8Array(columns.n);
    this.chosen = Object.fromEntries(KINDS.map((k) => [k, new Set<number>()])) as Record<Kind, Set<number>>;
    this.binOf = new Int32Array(columns.n).fill(-1);
  }

  /** Which time bin each row falls into (-1: none). */
  setBins(binOf: Int32Array, bins: number): void {
    this.binOf = binOf;
    this.bins = bins;
  }

  /** Keeps days from..to, both included; undated incidents pass only without this filter. */
  setDays(days: Days | null): void {
    this.days = days;
    const day = this.columns.day;
    this.mark(DAY_BIT, days && ((i) => day[i] !== NO_DAY && day[i] >= days.from && day[i] <= days.to));
  }

  setBox(box: Box | null): void {
    this.box = box;
    const { lat, lon } = this.columns;
    const crosses = box !== null && box.west > box.east;
    this.mark(BOX_BIT, box && ((i) => lat[i] >= box.south && lat[i] <= box.north
      && (crosses ? lon[i] >= box.west || lon[i] <= box.east : lon[i] >= box.west && lon[i] <= box.east)));
  }

  /** Keeps incidents with one of the values (NOT_STATED is one); no value, no filter. */
  setKind(kind: Kind, values: Iterable<number>): void {
    const chosen = new Set(values);
    this.chosen[kind] = chosen;
    const size = this.columns.names[kind].length;
    const wanted = new Uint8Array(size + 1);
    for (const v of chosen) wanted[v === NOT_STATED ? size : v] = 1;
    const slot = (v: number) => (v === NOT_STATED ? size : v);
    const { actor1, actor2 } = this.columns;
    if (kind === "actor") {
      const none = wanted[size];
      this.mark(KIND_BIT.actor, chosen.size ? (i) => (actor1[i] !== NOT_STATED && wanted[actor1[i]] === 1)
        || (actor2[i] !== NOT_STATED && wanted[actor2[i]] === 1)
        || (none === 1 && actor1[i] === NOT_STATED && actor2[i] === NOT_STATED) : null);
      return;
    }
    const column = this.columns[kind];
    this.mark(KIND_BIT[kind], chosen.size ? (i) => wanted[slot(column[i])] === 1 : null);
  }

  clear(): void {
    this.fails.fill(0);
    this.days = this.box = null;
    for (const kind of KINDS) this.chosen[kind] = new Set();
  }

  get active(): boolean {
    return this.days !== null || this.box !== null || KINDS.some((k) => this.chosen[k].size > 0);
  }

  private mark(bit: number, keeps: ((i: number) => boolean) | null): void {
    const { fails } = this;
    for (let i = 0; i < fails.length; i++) fails[i] = keeps === null || keeps(i) ? fails[i] & ~bit : fails[i] | bit;
  }

  count(): Counts {
    const c = this.columns;
    const byKind = Object.fromEntries(KINDS.map((k) => [k, new Uint32Array(c.names[k].length + 1)])) as Record<Kind, Uint32Array>;
    const counts: Counts = { matching: 0, killed: 0, killedStated: 0, undated: 0, unplaced: 0, byKind, byBin: new Uint32Array(this.bins) };
    for (let i = 0; i < c.n; i++) {
      const fails = this.fails[i];
      if ((fails & ~DAY_BIT) === 0 && this.binOf[i] >= 0) counts.byBin[this.binOf[i]]++;
      if ((fails & ~KIND_BIT.type) === 0) tally(byKind.type, c.type[i]);
      if ((fails & ~KIND_BIT.sub) === 0) tally(byKind.sub, c.sub[i]);
      if ((fails & ~KIND_BIT.country) === 0) tally(byKind.country, c.country[i]);
      if ((fails & ~KIND_BIT.control) === 0) tally(byKind.control, c.control[i]);
      if ((fails & ~KIND_BIT.actor) === 0) tallyActors(byKind.actor, c.actor1[i], c.actor2[i]);
      if (fails !== 0) continue;
      counts.matching++;
      if (c.killed[i] !== NOT_STATED) { counts.killed += c.killed[i]; counts.killedStated++; }
      if (c.day[i] === NO_DAY) counts.undated++;
      if (Number.isNaN(c.lat[i])) counts.unplaced++;
    }
    return counts;
  }
}

function tally(slots: Uint32Array, value: number): void {
  slots[value === NOT_STATED ? slots.length - 1 : value]++;
}

/** Both sides count, a side that stands twice counts once, and "not stated" means that neither is. */
function tallyActors(slots: Uint32Array, one: number, two: number): void {
  if (one !== NOT_STATED) slots[one]++;
  if (two !== NOT_STATED && two !== one) slots[two]++;
  if (one === NOT_STATED && two === NOT_STATED) slots[slots.length - 1]++;
}
