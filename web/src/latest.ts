/** Lists of incidents, newest first, each a link to its page. */
import { NO_DAY, NOT_STATED } from "./columns.ts";
import type { Columns } from "./columns.ts";
import { make } from "./elements.ts";
import type { Reader } from "./reader.ts";

export const MOST = 20;

/** Rows by day, newest first, undated ones last; equal days keep the order of the base. */
export function newestFirst(day: Int32Array): Uint32Array {
  const order = Uint32Array.from(day, (_, i) => i);
  return order.sort((a, b) => day[b] - day[a] || a - b);
}

/** The first `most` rows in `order` that `keeps` lets through. */
export function firstOf(order: Uint32Array, keeps: (row: number) => boolean, most = MOST): number[] {
  const found: number[] = [];
  for (const row of order) {
    if (!keeps(row)) continue;
    found.push(row);
    if (found.length === most) break;
  }
  return found;
}

/** Where an incident's page is; the language travels with the link if the page has it in its address. */
export function incidentAddress(id: string, search: string): string {
  const lang = new URLSearchParams(search).get("lang");
  return `/incidents/${encodeURIComponent(id)}${lang ? `?lang=${encodeURIComponent(lang)}` : ""}`;
}

export function incidentList(columns: Columns, rows: number[], reader: Reader): HTMLElement {
  if (rows.length === 0) return make("p", { class: "ov-empty" }, reader.say("none"));
  return make("ol", { class: "ov-incidents" }, ...rows.map((row) => incidentItem(columns, row, reader)));
}

function incidentItem(c: Columns, row: number, reader: Reader): HTMLLIElement {
  const sub = c.sub[row] !== NOT_STATED ? reader.value(c, "sub", c.sub[row]) : reader.value(c, "type", c.type[row]);
  const actors = [c.actor1[row], c.actor2[row]].filter((a) => a !== NOT_STATED).map((a) => reader.value(c, "actor", a));
  const day = c.day[row] === NO_DAY ? reader.say("undatedDay") : reader.date(c.day[row]);
  const country = c.country[row] !== NOT_STATED ? reader.value(c, "country", c.country[row]) : "";
  const place = reader.place(c, c.place[row]);
  const where = make("span", { class: "ov-where" });
  [place, country].filter((name, i, all) => name && (i === 0 || name !== all[0])).forEach((name, i) => where.append(i ? reader.say("comma") : "", make("bdi", {}, name)));
  const figures = [c.killed[row] !== NOT_STATED ? reader.say("killed", { n: c.killed[row] }) : "", reader.say("sources", { n: c.sources[row] })];
  const line = make("span", { class: "ov-who" });
  actors.forEach((name, i) => line.append(i ? " – " : "", make("bdi", {}, name)));
  return make("li", {},
    make("a", { href: incidentAddress(c.id[row], location.search) },
      make("span", { class: "ov-day" }, day), make("span", { class: "ov-what" }, sub), line,
      where, make("span", { class: "ov-figures" }, figures.filter(Boolean).join(" · "))));
}
