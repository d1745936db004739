/** Horizontal bars of one kind of value; each is a button that puts its value into the filter or takes it out. */
import { NOT_STATED } from "./columns.ts";
import type { Columns, Kind } from "./columns.ts";
import { make } from "./elements.ts";
import type { Reader } from "./reader.ts";

/** Bars shown before and after "more". */
const FEW = 8;
const MANY = 40;

interface Row { item: HTMLLIElement; button: HTMLButtonElement; count: HTMLElement; share: string }

/** Values worth a bar: chosen ones always, then the most frequent; "not stated" comes last. */
export function ranked(counts: Uint32Array, chosen: Set<number>, most: number): number[] {
  const last = counts.length - 1;
  const values: number[] = [];
  for (let v = 0; v < last; v++) if (counts[v] > 0 || chosen.has(v)) values.push(v);
  values.sort((a, b) => counts[b] - counts[a] || a - b);
  const shown = values.filter((v, rank) => rank < most || chosen.has(v));
  if (counts[last] > 0 || chosen.has(NOT_STATED)) shown.push(NOT_STATED);
  return shown;
}

export class Bars {
  readonly element: HTMLElement;
  private readonly list = make("ul", { class: "ov-bars" });
  private readonly toggle: HTMLButtonElement;
  private readonly rows = new Map<number, Row>();
  private expanded = false;
  private last: { counts: Uint32Array; chosen: Set<number> } | null = null;

  constructor(private readonly columns: Columns, private readonly kind: Kind, private readonly reader: Reader, private readonly choose: (value: number) => void) {
    const heading = make("h3", { id: `ov-${kind}` }, reader.say(kind));
    this.toggle = make("button", { type: "button", class: "ov-more", "aria-expanded": "false", click: () => this.expand() }, reader.say("more"));
    this.element = make("section", { class: "ov-panel", "aria-labelledby": heading.id }, heading, this.list, this.toggle);
  }

  private expand(): void {
    this.expanded = !this.expanded;
    this.toggle.textContent = this.reader.say(this.expanded ? "less" : "more");
    this.toggle.setAttribute("aria-expanded", String(this.expanded));
    if (this.last) this.show(this.last.counts, this.last.chosen);
  }

  show(counts: Uint32Array, chosen: Set<number>): void {
    this.last = { counts, chosen };
    const values = ranked(counts, chosen, this.expanded ? MANY : FEW);
    const many = counts.subarray(0, counts.length - 1).reduce((n, c) => n + (c > 0 ? 1 : 0), 0);
    this.toggle.hidden = many <= FEW;
    // "Not stated" is often most of it and would press the rest flat: the stated values set the scale.
    const stated = values.filter((v) => v !== NOT_STATED);
    const largest = Math.max(1, ...(stated.length ? stated : values).map((v) => this.countOf(counts, v)));
    const items = values.map((value) => {
      const row = this.row(value);
      const count = this.countOf(counts, value);
      const text = this.reader.number(count);
      if (row.count.textContent !== text) row.count.textContent = text;
      const share = Math.min(1, count / largest).toFixed(3);
      if (row.share !== share) row.button.style.setProperty("--share", row.share = share);
      const pressed = String(chosen.has(value));
      if (row.button.getAttribute("aria-pressed") !== pressed) row.button.setAttribute("aria-pressed", pressed);
      return row.item;
    });
    this.list.classList.toggle("ov-some", chosen.size > 0);
    this.element.hidden = items.length === 0;
    // Only a changed order touches the list: a bar that is moved would lose the keyboard.
    const same = items.length === this.list.children.length && items.every((item, i) => this.list.children[i] === item);
    if (same) return;
    const focused = this.list.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    this.list.replaceChildren(...items);
    focused?.focus({ preventScroll: true });
  }

  private countOf(counts: Uint32Array, value: number): number {
    return counts[value === NOT_STATED ? counts.length - 1 : value];
  }

  private row(value: number): Row {
    const known = this.rows.get(value);
    if (known) return known;
    const name = this.reader.value(this.columns, this.kind, value);
    const count = make("span", { class: "ov-count" });
    const label = make("span", { class: value === NOT_STATED ? "ov-name ov-unstated" : "ov-name", dir: "auto", title: name }, name);
    const button = make("button", { type: "button", class: "ov-bar", "aria-pressed": "false", click: () => this.choose(value) }, label, count);
    const row = { item: make("li", {}, button), button, count, share: "" };
    this.rows.set(value, row);
    return row;
  }
}
