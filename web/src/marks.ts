/** Buttons over the marks that are painted on the map: what a mouse clicks, a finger taps, and the keyboard reaches. */
import { make } from "./elements.ts";
import type { Mark } from "./painting.ts";
import type { Reader } from "./reader.ts";

/** More than these would be unusable by keyboard and slow to move. The largest stay. */
const MOST = 250;
/** Smallest thing a finger hits, px. */
const FINGER = 24;

export class MarkButtons {
  readonly element: HTMLElement;
  private readonly buttons: HTMLButtonElement[] = [];
  private marks: Mark[] = [];
  private current = 0;

  constructor(private readonly reader: Reader, private readonly open: (mark: Mark) => void) {
    this.element = make("div", { class: "ov-marks", role: "group", "aria-label": reader.say("clusters"), keydown: (event) => this.key(event as KeyboardEvent) });
  }

  show(marks: Mark[]): void {
    this.marks = [...marks].sort((a, b) => b.cluster.count - a.cluster.count || a.cluster.place - b.cluster.place).slice(0, MOST);
    while (this.buttons.length < this.marks.length) this.add();
    this.current = Math.min(this.current, Math.max(0, this.marks.length - 1));
    this.buttons.forEach((button, i) => this.set(button, this.marks[i], i));
  }

  private add(): void {
    const index = this.buttons.length;
    const button = make("button", { type: "button", class: "ov-mark", click: () => this.open(this.marks[index]) });
    this.buttons.push(button);
    this.element.append(button);
  }

  private set(button: HTMLButtonElement, mark: Mark | undefined, index: number): void {
    button.hidden = mark === undefined;
    if (mark === undefined) return;
    const half = Math.max(FINGER / 2, mark.cluster.area > 0 ? 16 : mark.radius);
    const at = mark.handle;
    button.style.transform = `translate(${at.x - half}px, ${at.y - half}px)`;
    button.style.width = button.style.height = `${half * 2}px`;
    button.tabIndex = index === this.current ? 0 : -1;
    const incidents = this.reader.say("incidents", { n: mark.cluster.count });
    const label = mark.cluster.places > 1 ? this.reader.say("clusterName", { incidents })
      : this.reader.say("placeName", { incidents, precision: this.reader.precision(mark.cluster.best) });
    if (button.title !== label) {
      button.title = label;
      button.setAttribute("aria-label", label);
    }
  }

  /** Arrow keys go to the nearest mark in their direction. */
  private key(event: KeyboardEvent): void {
    const step = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, number[]>)[event.key];
    if (!step || this.marks.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const here = this.marks[this.current].handle;
    let best = -1;
    let least = Infinity;
    this.marks.forEach((mark, i) => {
      const at = mark.handle;
      const [dx, dy] = [at.x - here.x, at.y - here.y];
      const along = dx * step[0] + dy * step[1];
      const across = Math.abs(dx * step[1]) + Math.abs(dy * step[0]);
      const distance = along + 2 * across;
      if (i !== this.current && along > 0 && distance < least) { best = i; least = distance; }
    });
    if (best < 0) return;
    this.buttons[this.current].tabIndex = -1;
    this.current = best;
    this.buttons[best].tabIndex = 0;
    this.buttons[best].focus({ preventScroll: true });
  }
}
