/** Draws names of countries, areas and clusters over the base map on one canvas; the browser's own fonts shape Arabic. */
import type { Cluster, View } from "./clusters.ts";
import type { Reader } from "./reader.ts";
import { isDrawn } from "./world.ts";
import type { CountryLabel } from "./world.ts";

export interface Colours { accent: string; paper: string; ink: string; soft: string; halo: string }

/** A cluster on the screen, px. */
export interface Mark {
  cluster: Cluster;
  x: number;
  y: number;
  radius: number;
  text: string;
  /** Where it is taken hold of: a disc in its middle, an area at a free spot of its rim, or in what is seen of it. */
  handle: { x: number; y: number };
}

/** Of the map, px. */
export interface Size { width: number; height: number }

/** Where on its rim an area's count may stand, in half turns from the top. */
const RIM_TURNS = [0, 0.2, -0.2, 0.4, -0.4, 0.6, -0.6, 0.8, -0.8, 1];
/** Room that a count on a rim takes beside another, px. */
const PLATE = { wide: 44, high: 20 };

/** Radius of a wide area whose extent nobody knows, px: large enough never to be taken for a point. */
const UNKNOWN_WIDE = 26;

export function marksOf(clusters: Cluster[], view: View, reader: Reader): Mark[] {
  const marks = clusters.map((cluster) => {
    const text = cluster.count > 1 ? reader.number(cluster.count) : "";
    const [x, y, radius] = [(cluster.x - view.west) * view.scale, (cluster.y - view.north) * view.scale, radiusOf(cluster, view)];
    return { cluster, x, y, radius, text, handle: { x, y } };
  });
  const taken = marks.filter((m) => m.cluster.area === 0).map(({ x, y, radius }) => ({ x, y, wide: radius + 12, high: radius + 9 }));
  for (const mark of marks.filter((m) => m.cluster.area > 0).sort((a, b) => b.cluster.count - a.cluster.count)) {
    const spots = rim(mark, view);
    mark.handle = spots.find((s) => !taken.some((t) => Math.abs(t.x - s.x) < t.wide && Math.abs(t.y - s.y) < t.high)) ?? spots[0];
    taken.push({ ...mark.handle, wide: PLATE.wide, high: PLATE.high });
  }
  return marks;
}

/** Points of an area's rim in sight, the top first; none in sight: the nearest point in sight that still lies in the area. */
function rim({ x, y, radius }: Mark, view: View): { x: number; y: number }[] {
  const [width, height] = [(view.east - view.west) * view.scale, (view.south - view.north) * view.scale];
  const around = RIM_TURNS.map((turn) => ({ x: x + radius * Math.sin(turn * Math.PI), y: y - radius * Math.cos(turn * Math.PI) }));
  const seen = around.filter((s) => s.x > 20 && s.y > 12 && s.x < width - 20 && s.y < height - 12);
  if (seen.length) return seen;
  const inside = { x: Math.max(28, Math.min(width - 28, x)), y: Math.max(16, y - radius) };
  return [Math.hypot(inside.x - x, inside.y - y) <= radius ? inside : { x, y: y - radius }];
}

/** Grows with the logarithm of the count; one incident is a dot; a lone wide place is never small. */
function radiusOf(cluster: Cluster, view: View): number {
  if (cluster.area > 0) return cluster.area * view.scale;
  const disc = cluster.count === 1 ? 5.5 : 10 + 4.6 * Math.log10(cluster.count);
  return cluster.best === 3 ? Math.max(disc + 4, UNKNOWN_WIDE) : disc;
}

/** From this scale (px a world, zoom 5) names of places come before those of countries. */
const PLACES_LEAD_SCALE = 512 * 2 ** 5;
/** How far a country's name may move from its middle in one step, px. */
const STEP = 22;

export class Painting {
  private hatch: CanvasPattern | null = null;
  private colours: Colours;

  constructor(private readonly canvas: HTMLCanvasElement, private readonly reader: Reader, colours: Colours) {
    this.colours = colours;
    this.recolour(colours);
  }

  recolour(colours: Colours): void {
    this.colours = colours;
    const tile = document.createElement("canvas");
    tile.width = tile.height = 14;
    const pen = tile.getContext("2d")!;
    pen.strokeStyle = colours.accent;
    pen.lineWidth = 2;
    pen.beginPath();
    for (const shift of [-14, 0, 14]) { pen.moveTo(shift - 2, 16); pen.lineTo(shift + 16, -2); }
    pen.stroke();
    this.hatch = pen.createPattern(tile, "repeat");
  }

  /** `nameOf`: what a cluster of one place is called, "" where it has no name. */
  paint(view: View, { width, height }: Size, labels: CountryLabel[], marks: Mark[], pixels: number, nameOf: (mark: Mark) => string = () => ""): void {
    const { canvas } = this;
    if (canvas.width !== Math.round(width * pixels) || canvas.height !== Math.round(height * pixels)) {
      canvas.width = Math.round(width * pixels);
      canvas.height = Math.round(height * pixels);
    }
    const pen = canvas.getContext("2d")!;
    pen.setTransform(pixels, 0, 0, pixels, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const areas = marks.filter((m) => m.cluster.area > 0).sort((a, b) => b.radius - a.radius);
    this.areas(pen, areas);
    const discs = marks.filter((m) => m.cluster.area === 0);
    for (const mark of discs) if (mark.cluster.best === 3) this.disc(pen, mark, view);
    for (const mark of discs) if (mark.cluster.best !== 3) this.disc(pen, mark, view);
    const taken: Box[] = [...discs.map(({ x, y, radius }): Box => [x - radius, y - radius, x + radius, y + radius]), ...this.figures(pen, areas)];
    pen.direction = this.reader.dir;
    pen.lineJoin = "round";
    // Far out the countries' names lead; closer the reader knows the country, and the places' names do.
    const layers = [() => this.countryNames(pen, view, labels, width, height, taken), () => this.placeNames(pen, discs, nameOf, taken)];
    if (view.scale >= PLACES_LEAD_SCALE) layers.reverse();
    for (const layer of layers) layer();
  }

  /** Writes a name at the first free spot, if there is one. */
  private write(pen: CanvasRenderingContext2D, name: string, spots: [x: number, y: number][], high: number, colour: string, taken: Box[]): void {
    const box = freeBox(spots, pen.measureText(name).width / 2 + 3, high, taken);
    if (box === null) return;
    taken.push(box);
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    pen.lineWidth = 3;
    pen.strokeStyle = this.colours.halo;
    pen.strokeText(name, x, y);
    pen.fillStyle = colour;
    pen.fillText(name, x, y);
  }

  /** Names of lone places under their discs (else over them), the most frequent first, as far as there is room. */
  private placeNames(pen: CanvasRenderingContext2D, discs: Mark[], nameOf: (mark: Mark) => string, taken: Box[]): void {
    pen.font = "11px system-ui, sans-serif";
    for (const mark of [...discs].sort((a, b) => b.cluster.count - a.cluster.count)) {
      const name = mark.cluster.places === 1 && mark.cluster.best < 3 ? nameOf(mark) : "";
      const { x, y, radius } = mark;
      if (name) this.write(pen, name, [[x, y + radius + 9], [x, y - radius - 9]], 7, this.colours.ink, taken);
    }
  }

  /** Areas that overlap are filled as one shape, or ten of them would turn into one dark spot; each keeps its rim. */
  private areas(pen: CanvasRenderingContext2D, areas: Mark[]): void {
    const { accent } = this.colours;
    for (const wide of [true, false]) {
      pen.beginPath();
      for (const { x, y, radius, cluster } of areas) {
        if ((cluster.best === 3) !== wide) continue;
        pen.moveTo(x + radius, y);
        pen.arc(x, y, radius, 0, 2 * Math.PI);
      }
      pen.globalAlpha = wide ? 0.06 : 0.13;
      pen.fillStyle = accent;
      pen.fill();
      if (wide) this.fillHatch(pen, 0.2);
    }
    pen.lineWidth = 1;
    pen.strokeStyle = accent;
    pen.globalAlpha = 0.5;
    for (const { x, y, radius, cluster } of areas) {
      circle(pen, x, y, radius);
      pen.setLineDash(cluster.best === 1 ? [] : [5, 4]);
      pen.stroke();
    }
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  private fillHatch(pen: CanvasRenderingContext2D, alpha: number): void {
    if (this.hatch === null) return;
    pen.globalAlpha = alpha;
    pen.fillStyle = this.hatch;
    pen.fill();
    pen.globalAlpha = 1;
  }

  /** The counts of areas, the largest first; one that would cover another is left to its button. Gives the room they take. */
  private figures(pen: CanvasRenderingContext2D, areas: Mark[]): Box[] {
    const taken: Mark["handle"][] = [];
    for (const mark of [...areas].sort((a, b) => b.cluster.count - a.cluster.count)) {
      const { x, y } = mark.handle;
      if (taken.some((t) => Math.abs(t.x - x) < PLATE.wide && Math.abs(t.y - y) < PLATE.high)) continue;
      taken.push(mark.handle);
      this.figure(pen, mark);
    }
    return taken.map(({ x, y }): Box => [x - 22, y - 10, x + 22, y + 10]);
  }

  /** The count of an area on its rim, on a plate: anything in the middle would say "here". */
  private figure(pen: CanvasRenderingContext2D, mark: Mark): void {
    const text = this.reader.number(mark.cluster.count);
    const { x, y } = mark.handle;
    pen.font = "600 12px system-ui, sans-serif";
    const half = pen.measureText(text).width / 2 + 5;
    pen.beginPath();
    pen.roundRect(x - half, y - 9, half * 2, 18, 4);
    pen.globalAlpha = 0.9;
    pen.fillStyle = this.colours.paper;
    pen.fill();
    pen.globalAlpha = 1;
    pen.fillStyle = this.colours.accent;
    pen.fillText(text, x, y + 0.5);
  }

  private disc(pen: CanvasRenderingContext2D, mark: Mark, view: View): void {
    const { x, y, radius, cluster, text } = mark;
    const { accent, paper } = this.colours;
    const solid = cluster.best === 1;
    if (cluster.places === 1 && cluster.count >= 1) this.halo(pen, mark, view);
    circle(pen, x, y, radius);
    pen.fillStyle = solid ? accent : paper;
    pen.globalAlpha = solid ? 0.88 : 0.8;
    pen.fill();
    pen.globalAlpha = 1;
    if (cluster.best === 3) this.fillHatch(pen, 0.38);
    pen.lineWidth = solid ? 1.5 : 2;
    pen.strokeStyle = solid ? paper : accent;
    pen.setLineDash(cluster.best === 3 ? [5, 4] : []);
    pen.stroke();
    pen.setLineDash([]);
    if (!text) return;
    pen.font = `600 ${radius > 20 ? 13 : 12}px system-ui, sans-serif`;
    if (!solid) { pen.lineWidth = 4; pen.strokeStyle = paper; pen.strokeText(text, x, y + 0.5); }
    pen.fillStyle = solid ? paper : accent;
    pen.fillText(text, x, y + 0.5);
  }

  /** The extent of a lone place that is not yet an area of its own. */
  private halo(pen: CanvasRenderingContext2D, { x, y, radius, cluster }: Mark, view: View): void {
    const extent = cluster.extent * view.scale;
    if (extent <= radius) return;
    circle(pen, x, y, extent);
    pen.globalAlpha = 0.16;
    pen.fillStyle = this.colours.accent;
    pen.fill();
    pen.globalAlpha = 1;
  }

  /** In the middle of each country, else a little above or below; not where the country is narrower than its name. */
  private countryNames(pen: CanvasRenderingContext2D, view: View, labels: CountryLabel[], width: number, height: number, taken: Box[]): void {
    pen.font = "12px system-ui, sans-serif";
    for (const label of labels) {
      const x = (label.x - view.west) * view.scale;
      const y = (label.y - view.north) * view.scale;
      if (x < 0 || y < 0 || x > width || y > height || !isDrawn(label.y)) continue;
      const name = this.reader.country(label.code);
      if (label.width * view.scale < pen.measureText(name).width * 0.75) continue;
      const step = Math.min(STEP, label.width * view.scale / 8);
      this.write(pen, name, [0, -step, step, -2 * step, 2 * step].map((shift) => [x, y + shift]), 9, this.colours.soft, taken);
    }
  }
}

/** The first spot at which a box of these half sides meets no taken one; null: none. */
export function freeBox(spots: [x: number, y: number][], wide: number, high: number, taken: Box[]): Box | null {
  const boxes = spots.map(([x, y]): Box => [x - wide, y - high, x + wide, y + high]);
  return boxes.find((box) => !taken.some((t) => overlap(t, box))) ?? null;
}

export type Box = [west: number, north: number, east: number, south: number];
const overlap = (a: Box, b: Box) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

function circle(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}
