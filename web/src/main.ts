/** Starts what the page asks for: the switches everywhere, the overview where the page has one. */
import { startOverview } from "./overview.ts";
import { Reader } from "./reader.ts";
import { applyStoredTheme, startSwitches } from "./switches.ts";

const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : new URL("/static/marsad.js", location.href).href;

/** Files beside the bundle, with the bundle's own query so that a new build is never mixed with an old cache. */
function fileBeside(name: string): string {
  const address = new URL(name, own);
  address.search = new URL(own).search;
  return address.href;
}

function start(): void {
  const host = document.getElementById("overview");
  const language = (host?.dataset.lang ?? document.documentElement.lang).startsWith("ar") ? "ar" : "en";
  const shown = JSON.parse(host?.dataset.names ?? "{}") as Record<string, string>;
  const reader = new Reader(language, language === "ar" ? "rtl" : "ltr", shown, host?.dataset.dates);
  startSwitches(reader, !document.getElementById("theme"));
  if (host) void startOverview(host, reader, fileBeside).catch((error: unknown) => console.warn(error));
}

if (!document.getElementById("theme")) applyStoredTheme(); // else the server remembers it
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
