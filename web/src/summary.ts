/** The line of counts and the chips of the filters that are on. */
import { FIRST_DAY, LAST_DAY } from "./address.ts";
import { KINDS } from "./columns.ts";
import type { Columns, Kind } from "./columns.ts";
import type { Counts, Crossfilter, Days } from "./crossfilter.ts";
import { make } from "./elements.ts";
import type { Reader } from "./reader.ts";

export interface SummaryEvents {
  clear(): void;
  clearDays(): void;
  clearBox(): void;
  toggle(kind: Kind, value: number): void;
}

export class Summary {
  readonly element: HTMLElement;
  private readonly line = make("p", { class: "ov-line", role: "status", "aria-live": "polite" });
  private readonly rest = make("p", { class: "ov-rest" });
  private readonly chips = make("ul", { class: "ov-chips" });

  constructor(private readonly columns: Columns, private readonly reader: Reader, private readonly events: SummaryEvents) {
    this.chips.setAttribute("aria-label", reader.say("filters"));
    this.element = make("div", { class: "ov-summary" }, this.line, this.rest, this.chips);
  }

  show(counts: Counts, filter: Crossfilter): void {
    const { reader } = this;
    const all = reader.say("incidents", { n: this.columns.n });
    const strong = make("strong", {}, reader.number(counts.matching));
    const [before, after] = reader.say("countLine", { shown: "\u0000", all }).split("\u0000");
    if (filter.active) this.line.replaceChildren(before, strong, after);
    else this.line.replaceChildren(make("strong", {}, all));
    const parts = [reader.say("killedLine", { killed: counts.killed, stated: reader.say("incidents", { n: counts.killedStated }) })];
    if (counts.undated) parts.push(reader.say("undated", { n: counts.undated }));
    if (counts.unplaced) parts.push(reader.say("unplaced", { n: counts.unplaced }));
    this.rest.textContent = parts.join(" · ");
    this.chips.replaceChildren(...this.chipsOf(filter));
    this.chips.hidden = !filter.active;
  }

  private chipsOf(filter: Crossfilter): HTMLElement[] {
    const { reader, events } = this;
    const chips: HTMLElement[] = [];
    if (filter.days) chips.push(this.chip(this.daysName(filter.days), () => events.clearDays()));
    for (const kind of KINDS) {
      for (const value of filter.chosen[kind]) {
        chips.push(this.chip(`${reader.say(kind)}: ${reader.value(this.columns, kind, value)}`, () => events.toggle(kind, value)));
      }
    }
    if (filter.box) chips.push(this.chip(reader.say("box"), () => events.clearBox()));
    if (chips.length) chips.push(make("li", {}, make("button", { type: "button", class: "ov-clear", click: () => events.clear() }, reader.say("clear"))));
    return chips;
  }

  private daysName({ from, to }: Days): string {
    const { reader } = this;
    if (from === to) return reader.date(from);
    if (from > FIRST_DAY && to < LAST_DAY) return `${reader.date(from)} – ${reader.date(to)}`;
    const first = from > FIRST_DAY ? `${reader.say("from")} ${reader.date(from)}` : "";
    const last = to < LAST_DAY ? `${reader.say("to")} ${reader.date(to)}` : "";
    return `${first} ${last}`.trim();
  }

  private chip(name: string, remove: () => void): HTMLElement {
    return make("li", {}, make("button", { type: "button", class: "ov-chip", "aria-label": this.reader.say("removeFilter", { name }), click: remove },
      make("bdi", {}, name), make("span", { "aria-hidden": "true" }, " ×")));
  }
}
