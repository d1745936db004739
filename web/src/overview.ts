/** The overview page: wires data, filters and views; every change goes through `update`, which is timed. */
import { FILTER_KEYS, readAddress, withoutFilters, writeAddress } from "./address.ts";
import { Bars } from "./bars.ts";
import { assign } from "./bins.ts";
import { KINDS, readColumns } from "./columns.ts";
import type { Columns, Kind } from "./columns.ts";
import { Crossfilter } from "./crossfilter.ts";
import type { Days } from "./crossfilter.ts";
import { make } from "./elements.ts";
import { firstOf, incidentList, newestFirst } from "./latest.ts";
import { IncidentMap } from "./map.ts";
import { countPlaces, makePlaces } from "./places.ts";
import type { Places } from "./places.ts";
import { Reader } from "./reader.ts";
import { Summary } from "./summary.ts";
import { THEME_CHANGED, isTyping } from "./switches.ts";
import { Timeline } from "./timeline.ts";
import { readWorld } from "./world.ts";

/** Name of the performance measures that tests read. */
export const MEASURE = "marsad:filter";
/** Browsers limit how often the address may change. */
const ADDRESS_PAUSE_MS = 200;
/** The list under the map is written once a hand rests: it is dear to lay out, and nobody reads it during a movement. */
const LIST_PAUSE_MS = 80;

export async function startOverview(host: HTMLElement, reader: Reader, files: (name: string) => string): Promise<void> {
  const told = make("p", { class: "ov-loading", role: "status" }, reader.say("loading"));
  host.prepend(told); // what the server wrote stays until there is more to see
  try {
    const world = fetchJson(files("world.json"));
    world.catch(() => undefined); // awaited below; until then a failure must not count as unhandled
    const data = await fetchJson(sourceOf(host, location.search));
    const columns = readColumns(data);
    host.classList.add("ov");
    const overview = new Overview(host, columns, reader);
    await overview.addMap(world, files("maplibre-worker.js"));
    host.dataset.ready = "true";
  } catch (error) {
    const failed = make("p", { class: "ov-failed", role: "alert" }, reader.say("failed", { why: String(error instanceof Error ? error.message : error) }));
    if (told.isConnected) told.replaceWith(failed);
    else host.replaceChildren(failed);
    throw error;
  }
}

/** The data's address with the page's own query, less the filters: they are applied here, and the bars need what they leave out. */
export function sourceOf(host: HTMLElement, search: string): string {
  const source = new URL(host.dataset.src ?? "/overview.json", location.href);
  for (const [key, value] of withoutFilters(new URLSearchParams(search))) if (!source.searchParams.has(key)) source.searchParams.append(key, value);
  return source.href;
}

async function fetchJson(address: string): Promise<unknown> {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${new URL(address).pathname}: ${response.status} ${response.statusText}`);
  return response.json();
}

class Overview {
  private readonly filter: Crossfilter;
  private readonly places: Places;
  private readonly order: Uint32Array;
  private readonly summary: Summary;
  private readonly timeline: Timeline;
  private readonly bars: Record<Kind, Bars>;
  private map: IncidentMap | null = null;
  private readonly mapHost = make("div", { class: "ov-map" });
  private readonly inView = make("input", { type: "checkbox", change: () => this.switchView() });
  private readonly list = make("div");
  private readonly here = make("div", { class: "ov-here", hidden: true, role: "region", "aria-label": "" });
  private writing = 0;
  private waiting = 0;
  private listing = 0;
  private latest: number[] | null = null;

  constructor(host: HTMLElement, private readonly columns: Columns, private readonly reader: Reader) {
    this.filter = new Crossfilter(columns);
    this.places = makePlaces(columns);
    this.order = newestFirst(columns.day);
    this.summary = new Summary(columns, reader, { clear: () => this.clear(), clearDays: () => this.setDays(null), clearBox: () => this.setView(false), toggle: (k, v) => this.toggle(k, v) });
    this.timeline = new Timeline(columns.day, reader, (days) => this.setDays(days));
    this.bars = Object.fromEntries(KINDS.map((k) => [k, new Bars(columns, k, reader, (v) => this.toggle(k, v))])) as Record<Kind, Bars>;
    const unknown = readAddress(new URLSearchParams(location.search), this.filter);
    this.inView.checked = this.filter.box !== null;
    host.replaceChildren(...this.layout(unknown));
    this.rebin();
    this.update(false);
    new ResizeObserver(() => this.rebin() && this.update(false)).observe(this.timeline.element);
    document.addEventListener("keydown", (event) => this.escape(event));
    document.addEventListener(THEME_CHANGED, () => this.map?.recolour());
    // The form for the other filters asks for a new page: what is chosen here goes along.
    document.querySelector("form.filters")?.addEventListener("formdata", (event) => this.addFilters((event as FormDataEvent).formData));
  }

  private layout(unknown: string[]): HTMLElement[] {
    const { reader } = this;
    const heading = make("h2", { id: "ov-where" }, reader.say("map"));
    const swatch = (name: string, key: "exact" | "near" | "wide") => make("li", {}, make("span", { class: `ov-swatch ov-${name}` }), reader.say(key));
    const legend = make("ul", { class: "ov-legend", "aria-label": reader.say("legend") }, swatch("exact", "exact"), swatch("near", "near"), swatch("wide", "wide"));
    const map = make("section", { class: "ov-panel ov-place", "aria-labelledby": heading.id },
      make("div", { class: "ov-head" }, heading, make("label", { class: "ov-check" }, this.inView, " ", reader.say("inView"))),
      this.mapHost, make("div", { class: "ov-foot" }, legend, make("small", {}, reader.say("borders"))), this.here);
    const latest = make("section", { class: "ov-panel ov-latest" }, make("h2", {}, reader.say("latest")), this.list);
    const notice = unknown.length ? [make("p", { class: "ov-notice", role: "status" }, reader.say("unknownFilter", { list: unknown.join(", ") }))] : [];
    return [...notice, this.summary.element, this.timeline.element, make("div", { class: "ov-columns" },
      map, make("div", { class: "ov-side" }, ...KINDS.map((k) => this.bars[k].element)), latest)];
  }

  async addMap(world: Promise<unknown>, worker: string): Promise<void> {
    const base = readWorld(await world);
    try {
      this.map = new IncidentMap(this.mapHost, worker, base, this.places, this.reader, {
        moved: (box) => { if (this.inView.checked) { this.filter.setBox(box); this.update(); } },
        opened: (has) => this.showPlace(has),
        named: (name) => this.reader.place(this.columns, name),
      });
    } catch (error) {
      console.warn("map left out:", error);
      this.mapHost.replaceChildren(make("p", { class: "ov-notice" }, this.reader.say("noMap")));
      return;
    }
    this.map.show(countPlaces(this.places, this.filter.fails));
    this.map.fit(this.filter.box);
    await this.map.map.once("load");
  }

  private rebin(): boolean {
    if (!this.timeline.fit()) return false;
    const { bins } = this.timeline;
    if (bins) this.filter.setBins(assign(this.columns.day, bins.edges), bins.edges.length - 1);
    return true;
  }

  /** One brush movement a frame is enough. */
  private setDays(days: Days | null): void {
    this.filter.days = days;
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.timed(() => this.filter.setDays(this.filter.days));
    });
  }

  private toggle(kind: Kind, value: number): void {
    const chosen = new Set(this.filter.chosen[kind]);
    if (!chosen.delete(value)) chosen.add(value);
    this.timed(() => this.filter.setKind(kind, chosen));
  }

  private setView(on: boolean): void {
    this.inView.checked = on;
    this.switchView();
  }

  private switchView(): void {
    const box = this.inView.checked && this.map ? this.map.box() : null;
    this.timed(() => this.filter.setBox(box));
  }

  private clear(): void {
    this.inView.checked = false;
    this.here.hidden = true;
    this.timed(() => this.filter.clear());
  }

  private escape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || document.querySelector("dialog[open]") || isTyping(event.target) && (event.target as HTMLInputElement).type !== "checkbox") return;
    if (!this.here.hidden) this.here.hidden = true;
    else if (this.filter.active) this.clear();
  }

  private timed(change: () => void): void {
    const start = performance.now();
    change();
    this.update();
    performance.measure(MEASURE, { start, end: performance.now() });
  }

  private update(write = true): void {
    const { filter } = this;
    const counts = filter.count();
    this.map?.show(countPlaces(this.places, filter.fails)); // first: a canvas asks for styles, which is dear once the page has changed
    this.summary.show(counts, filter);
    this.timeline.show(counts.byBin, filter.days);
    for (const kind of KINDS) this.bars[kind].show(counts.byKind[kind], filter.chosen[kind]);
    clearTimeout(this.listing);
    if (!write) return this.showLatest();
    this.listing = window.setTimeout(() => this.showLatest(), LIST_PAUSE_MS);
    clearTimeout(this.writing);
    this.writing = window.setTimeout(() => this.writeAddress(), ADDRESS_PAUSE_MS);
  }

  /** The same incidents as before are left as they are. */
  private showLatest(): void {
    const { latest, filter } = this;
    const rows = firstOf(this.order, (row) => filter.fails[row] === 0);
    if (latest && latest.length === rows.length && rows.every((row, i) => row === latest[i])) return;
    this.latest = rows;
    this.list.replaceChildren(incidentList(this.columns, rows, this.reader));
  }

  private addFilters(form: FormData): void {
    const mine = writeAddress(new URLSearchParams(), this.filter);
    for (const key of FILTER_KEYS) form.delete(key);
    for (const [key, value] of mine) form.append(key, value);
    for (const key of [...form.keys()]) if (form.getAll(key).every((value) => value === "")) form.delete(key);
  }

  private writeAddress(): void {
    const query = writeAddress(new URLSearchParams(location.search), this.filter).toString();
    history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : "") + location.hash);
  }

  private showPlace(has: (place: number) => boolean): void {
    const { reader, here, places, filter } = this;
    const rows = firstOf(this.order, (row) => filter.fails[row] === 0 && places.of[row] >= 0 && has(places.of[row]));
    const close = make("button", { type: "button", class: "ov-link", click: () => { here.hidden = true; } }, reader.say("close"));
    here.setAttribute("aria-label", reader.say("here"));
    here.replaceChildren(make("div", { class: "ov-head" }, make("h3", {}, reader.say("here")), close), incidentList(this.columns, rows, reader));
    here.hidden = false;
    here.tabIndex = -1;
    here.focus({ preventScroll: false });
  }
}
