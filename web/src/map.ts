/** The map: MapLibre draws land and borders and moves, a canvas over it shows the incidents. Asks nobody but our own server. */
import * as maplibre from "maplibre-gl/dist/maplibre-gl-csp.js";
import type { Map as LibreMap, StyleSpecification } from "maplibre-gl";
import { cluster } from "./clusters.ts";
import type { Clustering, View } from "./clusters.ts";
import type { Box } from "./crossfilter.ts";
import { make } from "./elements.ts";
import { MarkButtons } from "./marks.ts";
import { Painting, marksOf } from "./painting.ts";
import type { Colours, Mark } from "./painting.ts";
import { latitude, longitude, mercatorX, mercatorY } from "./places.ts";
import type { Places } from "./places.ts";
import type { Reader } from "./reader.ts";
import type { BaseMap } from "./world.ts";

const MAX_ZOOM = 11;
const FIT = { padding: 36, maxZoom: 8, animate: false };

export interface MapEvents {
  /** The reader moved the map. */
  moved(box: Box): void;
  /** A mark at one place was opened: its places, as a test for a place's index. */
  opened(has: (place: number) => boolean): void;
  /** What a place is called, by the index of its name. */
  named: (name: number) => string;
}

export class IncidentMap {
  readonly map: LibreMap;
  private readonly canvas = make("canvas", { class: "ov-paint", "aria-hidden": "true" });
  private readonly painting: Painting;
  private readonly buttons: MarkButtons;
  private counts: Uint32Array;
  private clustering: Clustering | null = null;
  /** Size on the screen, px. Kept, because asking for it lays out the whole page. */
  private readonly size = { width: 0, height: 0 };

  /** Throws where WebGL is missing. */
  constructor(private readonly host: HTMLElement, worker: string, private readonly base: BaseMap, private readonly places: Places,
    private readonly reader: Reader, private readonly events: MapEvents) {
    maplibre.setWorkerUrl(worker);
    this.counts = new Uint32Array(places.n);
    this.map = new maplibre.Map({
      container: host, style: styleOf(base, host), center: [42, 28], zoom: 2.5, minZoom: 0.5, maxZoom: MAX_ZOOM, renderWorldCopies: false,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, attributionControl: false, cooperativeGestures: true, locale: words(reader),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }), reader.dir === "rtl" ? "top-left" : "top-right");
    this.map.getCanvas().setAttribute("aria-label", `${reader.say("map")}. ${reader.say("mapHint")}`);
    this.buttons = new MarkButtons(reader, (mark) => this.open(mark));
    this.map.getCanvasContainer().append(this.canvas, this.buttons.element);
    this.painting = new Painting(this.canvas, reader, coloursOf(host));
    this.map.on("move", () => this.draw());
    this.map.on("resize", () => { this.measure(); this.draw(); });
    this.measure();
    this.map.on("moveend", (event) => { if ((event as { byReader?: boolean }).byReader || event.originalEvent) this.events.moved(this.box()); });
  }

  private measure(): void {
    this.size.width = this.host.clientWidth;
    this.size.height = this.host.clientHeight;
  }

  show(counts: Uint32Array): void {
    this.counts = counts;
    this.draw();
  }

  /** Shows a box, or all places that hold incidents (the middle 98 % of them, so that a stray one does not decide). */
  fit(box: Box | null): void {
    const held = [...this.places.x.keys()].filter((p) => this.counts[p] > 0);
    if (box) this.map.fitBounds([box.west, box.south, box.east < box.west ? box.east + 360 : box.east, box.north], { animate: false });
    else if (held.length) {
      const edge = (values: Float64Array) => {
        const sorted = Float64Array.from(held, (p) => values[p]).sort();
        return [sorted[Math.floor((sorted.length - 1) * 0.01)], sorted[Math.ceil((sorted.length - 1) * 0.99)]];
      };
      const [[west, east], [north, south]] = [edge(this.places.x), edge(this.places.y)];
      this.map.fitBounds([longitude(west), latitude(south), longitude(east), latitude(north)], FIT);
    }
  }

  box(): Box {
    const b = this.map.getBounds();
    const lon = (v: number) => Math.max(-180, Math.min(180, v));
    return { west: lon(b.getWest()), south: Math.max(-90, b.getSouth()), east: lon(b.getEast()), north: Math.min(90, b.getNorth()) };
  }

  recolour(): void {
    const colours = landColours(this.host);
    this.painting.recolour(coloursOf(this.host));
    this.map.setPaintProperty("sea", "background-color", colours.sea);
    this.map.setPaintProperty("land", "fill-color", colours.land);
    this.map.setPaintProperty("coast", "line-color", colours.border);
    this.map.setPaintProperty("borders", "line-color", colours.border);
    this.draw();
  }

  private view(): View {
    const scale = 512 * 2 ** this.map.getZoom();
    const centre = this.map.getCenter();
    const [x, y] = [mercatorX(centre.lng), mercatorY(centre.lat)];
    const [w, h] = [this.size.width / scale / 2, this.size.height / scale / 2];
    return { west: x - w, east: x + w, north: y - h, south: y + h, scale };
  }

  private draw(): void {
    const view = this.view();
    this.clustering = cluster(this.places, this.counts, view);
    const marks = marksOf(this.clustering.clusters, view, this.reader);
    this.painting.paint(view, this.size, this.base.labels, marks, window.devicePixelRatio || 1, (mark) => this.events.named(this.places.name[mark.cluster.place]));
    const { width, height } = this.size;
    this.buttons.show(marks.filter((mark) => {
      const { x, y } = mark.handle;
      return x > 0 && y > 0 && x < width && y < height;
    }));
  }

  /** Several places: closer. One place, or no closer way: what happened there. */
  private open({ cluster: chosen }: Mark): void {
    const [west, north, east, south] = chosen.bounds;
    if (chosen.places > 1 && this.map.getZoom() < MAX_ZOOM - 0.01) {
      this.map.fitBounds([longitude(west), latitude(south), longitude(east), latitude(north)],
        { padding: 60, maxZoom: Math.min(MAX_ZOOM, this.map.getZoom() + 3), animate: !matchMedia("(prefers-reduced-motion: reduce)").matches }, { byReader: true });
      return;
    }
    const { clusters, clusterOf } = this.clustering!;
    const index = clusters.indexOf(chosen);
    const members = clusterOf.slice();
    this.events.opened((place) => members[place] === index);
  }
}

function styleOf(base: BaseMap, host: HTMLElement): StyleSpecification {
  const colours = landColours(host);
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: base.land, tolerance: 0.3 },
      borders: { type: "geojson", data: { type: "Feature", properties: {}, geometry: base.borders }, tolerance: 0.3 },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land, "fill-antialias": false } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": colours.border, "line-width": 0.6 } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": colours.border, "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.7, 8, 1.6] } },
    ],
  };
}

const variable = (host: HTMLElement, name: string) => getComputedStyle(host).getPropertyValue(name).trim();
const landColours = (host: HTMLElement) => ({ sea: variable(host, "--ov-sea"), land: variable(host, "--ov-land"), border: variable(host, "--ov-border") });

function coloursOf(host: HTMLElement): Colours {
  return { accent: variable(host, "--ov-accent"), paper: variable(host, "--ov-paper"), ink: variable(host, "--ov-ink"),
    soft: variable(host, "--ov-soft"), halo: variable(host, "--ov-land") };
}

function words(reader: Reader): Record<string, string> {
  return {
    "NavigationControl.ZoomIn": reader.say("zoomIn"), "NavigationControl.ZoomOut": reader.say("zoomOut"), "Map.Title": reader.say("map"),
    "CooperativeGesturesHandler.WindowsHelpText": reader.say("wheel"), "CooperativeGesturesHandler.MacHelpText": reader.say("wheelMac"),
    "CooperativeGesturesHandler.MobileHelpText": reader.say("fingers"),
  };
}
