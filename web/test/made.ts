/** Small overviews for the unit tests. */
import { readColumns } from "../src/columns.ts";
import type { Columns } from "../src/columns.ts";

export interface Incident {
  lat?: number | null; lon?: number | null; extent?: number | null; precision?: number | null; day?: number | null; type?: string | null; sub?: string | null;
  actor1?: string | null; actor2?: string | null; country?: string | null; control?: string | null; killed?: number | null;
}

export function raw(incidents: Incident[]): Record<string, unknown> {
  const names = (keys: (keyof Incident)[]) => [...new Set(incidents.flatMap((i) => keys.map((k) => i[k]).filter((v) => v != null)))] as string[];
  const [types, subs, actors, countries, controls] = [names(["type"]), names(["sub"]), names(["actor1", "actor2"]), names(["country"]), names(["control"])];
  const column = (key: keyof Incident) => incidents.map((i) => i[key] ?? null);
  const indexes = (key: keyof Incident, list: string[]) => incidents.map((i) => (i[key] == null ? null : list.indexOf(i[key] as string)));
  return {
    n: incidents.length, id: incidents.map((_, i) => `i${i}`), lat: column("lat"), lon: column("lon"), extent_km: column("extent"), precision: column("precision"),
    day: column("day"), killed: column("killed"), sources: incidents.map(() => 1), type: indexes("type", types), sub: indexes("sub", subs),
    actor1: indexes("actor1", actors), actor2: indexes("actor2", actors), country: indexes("country", countries), control: indexes("control", controls),
    types, subs, actors, countries, controls,
  };
}

export const columns = (incidents: Incident[]): Columns => readColumns(raw(incidents));
