/** Bars over time with a brush that picks days; also by keyboard and by two date fields. Time runs left to right in both languages. */
import * as Plot from "@observablehq/plot";
import { brushX } from "d3-brush";
import type { BrushBehavior, D3BrushEvent } from "d3-brush";
import { create, select } from "d3-selection";
import { FIRST_DAY, LAST_DAY } from "./address.ts";
import { binOf, dateOf, dayOf, isoOf, makeBins } from "./bins.ts";
import type { Bins } from "./bins.ts";
import type { Days } from "./crossfilter.ts";
import { make } from "./elements.ts";
import type { Reader } from "./reader.ts";

const HEIGHT = 132;
const MARGIN = { left: 46, right: 16, top: 8, bottom: 24 };
/** Width of a letter of the axis, px, about. */
const LETTER = 6;
/** Bars are at least this wide, px. */
const THIN = 3;

function svgPath(fill: string): SVGPathElement {
  return create<SVGPathElement>("svg:path").attr("fill", fill).node()!;
}

export class Timeline {
  readonly element: HTMLElement;
  bins: Bins | null = null;
  private readonly stage = make("div", { class: "ov-stage", dir: "ltr" });
  private readonly drawing = make("div", { "aria-hidden": "true" });
  private readonly overlay = select(this.stage).append("svg").attr("class", "ov-brush").attr("aria-hidden", "true");
  private readonly brush: BrushBehavior<unknown> = brushX();
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly unit = make("span", { class: "ov-unit" });
  private readonly outside = make("span", { class: "ov-outside" });
  private readonly bars = ["var(--ov-muted)", "var(--ov-accent)"].map((fill) => svgPath(fill)); // outside and inside of the chosen days
  private width = 0;
  private frame = "";
  private heightOf: (count: number) => number = () => 0;
  private days: Days | null = null;

  constructor(private readonly day: Int32Array, private readonly reader: Reader, private readonly pick: (days: Days | null) => void) {
    const heading = make("h2", { id: "ov-when" }, reader.say("timeline"), " ", this.unit);
    const field = () => make("input", { type: "date", change: () => this.typed() });
    this.from = field();
    this.to = field();
    const fields = make("div", { class: "ov-dates" },
      make("label", {}, reader.say("from"), " ", this.from), make("label", {}, reader.say("to"), " ", this.to), this.outside);
    this.stage.prepend(this.drawing);
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "group");
    this.stage.setAttribute("aria-label", `${reader.say("timeline")}. ${reader.say("timelineHelp")}`);
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.element = make("section", { class: "ov-panel ov-when", "aria-labelledby": heading.id },
      make("div", { class: "ov-head" }, heading, fields), this.stage);
    this.brush.on("brush end", (event: D3BrushEvent<unknown>) => this.brushed(event));
  }

  /** Chooses bins for the width at hand; true when they changed and rows must be assigned again. */
  fit(): boolean {
    const width = Math.max(240, Math.floor(this.stage.clientWidth));
    if (width === this.width) return false;
    this.width = width;
    this.bins = makeBins(this.day, (width - MARGIN.left - MARGIN.right) / THIN);
    this.element.hidden = this.bins === null;
    if (this.bins) this.describe(this.bins);
    this.overlay.attr("width", width).attr("height", HEIGHT);
    this.brush.extent([[MARGIN.left, MARGIN.top], [width - MARGIN.right, HEIGHT - MARGIN.bottom]]);
    this.overlay.call(this.brush as never);
    return true;
  }

  private describe(bins: Bins): void {
    const { reader } = this;
    this.unit.textContent = reader.say(({ day: "byDay", week: "byWeek", month: "byMonth", year: "byYear" } as const)[bins.unit]);
    const [first, end] = [bins.edges[0], bins.edges[bins.edges.length - 1]];
    const button = (text: string, days: Days) => make("button", { type: "button", class: "ov-link", click: () => this.pick(days) }, text);
    this.outside.replaceChildren();
    if (bins.earlier) this.outside.append(button(reader.say("earlier", { n: bins.earlier }), { from: FIRST_DAY, to: first - 1 }));
    if (bins.later) this.outside.append(button(reader.say("later", { n: bins.later }), { from: end, to: LAST_DAY }));
  }

  show(counts: Uint32Array, days: Days | null): void {
    const { bins } = this;
    if (bins === null) return;
    this.days = days;
    this.drawFrame(bins, counts.reduce((a, b) => Math.max(a, b), 1));
    const shapes = ["", ""];
    const ground = this.heightOf(0);
    counts.forEach((count, b) => {
      if (count === 0) return;
      const inside = days === null || (bins.edges[b] <= days.to && bins.edges[b + 1] > days.from);
      const [left, right] = [this.pixel(bins.edges[b]) + 0.5, this.pixel(bins.edges[b + 1]) - 0.5];
      shapes[inside ? 1 : 0] += `M${left.toFixed(1)} ${ground}H${right.toFixed(1)}V${this.heightOf(count).toFixed(1)}H${left.toFixed(1)}Z`;
    });
    shapes.forEach((shape, i) => this.bars[i].setAttribute("d", shape));
    this.place(days);
    this.from.value = days && days.from > FIRST_DAY ? isoOf(days.from) : "";
    this.to.value = days && days.to < LAST_DAY ? isoOf(days.to) : "";
  }

  /** Axes and grid, drawn by Plot when width or highest bar change; the bars are one path each, or every brush movement would lay out hundreds of them. */
  private drawFrame(bins: Bins, highest: number): void {
    const frame = `${this.width} ${highest}`;
    if (frame === this.frame) return;
    this.frame = frame;
    const plot = Plot.plot({
      width: this.width, height: HEIGHT, marginLeft: MARGIN.left, marginRight: MARGIN.right, marginTop: MARGIN.top, marginBottom: MARGIN.bottom,
      x: { type: "utc", domain: [dateOf(bins.edges[0]), dateOf(bins.edges[bins.edges.length - 1])] },
      y: { domain: [0, highest], nice: true },
      marks: [
        Plot.gridY({ ticks: 3, stroke: "var(--ov-line)", strokeOpacity: 1 }),
        Plot.axisX({ ticks: Math.max(2, Math.floor(this.width / 110)), tickFormat: (d: Date) => this.tick(d), tickSize: 4 }),
        Plot.axisY({ ticks: 3, tickFormat: (v: number) => (Number.isInteger(v) ? this.reader.number(v) : ""), label: null, tickSize: 0 }),
        ...this.bars.map((bar) => () => bar),
      ],
    });
    this.heightOf = plot.scale("y")!.apply as (count: number) => number;
    this.drawing.replaceChildren(plot);
  }

  private tick(date: Date): string {
    const day = Math.floor(date.getTime() / 86400000);
    const { edges } = this.bins!;
    const years = (edges[edges.length - 1] - edges[0]) / 365;
    const newYear = date.getUTCMonth() === 0 && date.getUTCDate() === 1;
    const text = this.reader.date(day, years > 8 || (years > 2 && newYear) ? "year" : date.getUTCDate() === 1 ? "month" : "day");
    return this.pixel(day) + (text.length * LETTER) / 2 > this.width ? "" : text; // rather none than a cut one
  }

  /** Pixels of a day, held inside the drawing. */
  private pixel(day: number): number {
    const { edges } = this.bins!;
    const share = (day - edges[0]) / (edges[edges.length - 1] - edges[0]);
    return MARGIN.left + Math.max(0, Math.min(1, share)) * (this.width - MARGIN.left - MARGIN.right);
  }

  private dayAt(pixel: number): number {
    const { edges } = this.bins!;
    const share = (pixel - MARGIN.left) / (this.width - MARGIN.left - MARGIN.right);
    return edges[0] + share * (edges[edges.length - 1] - edges[0]);
  }

  private place(days: Days | null): void {
    const range = days && ([this.pixel(days.from), this.pixel(days.to + 1)] as [number, number]);
    this.overlay.call(this.brush.move as never, range && range[1] > range[0] ? range : null);
  }

  /** A hand on the brush (events of our own moves carry no source): whole bins, the nearest edges. */
  private brushed(event: D3BrushEvent<unknown>): void {
    if (!event.sourceEvent || !this.bins) return;
    const range = event.selection as [number, number] | null;
    if (range === null) {
      if (event.type === "end") this.pick(null);
      return;
    }
    const { edges } = this.bins;
    const first = Math.max(0, binOf(Math.floor(this.dayAt(range[0]) + 1e-6), edges));
    const last = binOf(Math.ceil(this.dayAt(range[1]) - 1e-6) - 1, edges);
    this.pick({ from: edges[first], to: edges[(last < first ? first : last) + 1] - 1 });
  }

  private typed(): void {
    const from = this.from.value ? dayOf(this.from.value) : FIRST_DAY;
    const to = this.to.value ? dayOf(this.to.value) : LAST_DAY;
    this.pick(from === FIRST_DAY && to === LAST_DAY ? null : { from: Math.min(from, to), to: Math.max(from, to) });
  }

  private key(event: KeyboardEvent): void {
    if (!this.bins || !["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const { edges } = this.bins;
    const bins = edges.length - 1;
    const clamp = (b: number) => Math.max(0, Math.min(bins - 1, b));
    let first = this.days ? clamp(Math.max(0, binOf(Math.max(edges[0], this.days.from), edges))) : -1;
    let last = this.days ? (this.days.to >= edges[bins] ? bins - 1 : clamp(binOf(Math.max(edges[0], this.days.to), edges))) : -1;
    const step = event.key === "ArrowLeft" ? -1 : 1;
    if (event.key === "Home") first = last = 0;
    else if (event.key === "End") first = last = bins - 1;
    else if (first < 0) first = last = step > 0 ? 0 : bins - 1;
    else if (event.shiftKey) last = Math.max(first, clamp(last + step));
    else if (first + step >= 0 && last + step < bins) { first += step; last += step; }
    this.pick({ from: edges[first], to: edges[last + 1] - 1 });
  }
}
