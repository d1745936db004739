/**
 * Builds the front end into src/marsad/web/static: one script, one style sheet, MapLibre's worker, the base map, and the licences of what is inside.
 *
 * The files are committed, so that installing Marsad needs no Node. The script's header holds a hash over all sources and over each built
 * file; tests/web/test_bundle.py computes both again. `node build.mjs --tests` bundles the unit tests instead.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const web = dirname(fileURLToPath(import.meta.url));
const out = join(web, "..", "src", "marsad", "web", "static");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const modules = join(web, "node_modules");

const filesBelow = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? filesBelow(path) : [path];
});

/** Over "path NUL bytes NUL" of each source, sorted by path. */
function sourceHash() {
  const paths = [...filesBelow(join(web, "src")), ...["build.mjs", "package.json", "package-lock.json"].map((name) => join(web, name))];
  const named = paths.map((path) => [relative(web, path).split(sep).join("/"), path]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return sha256(Buffer.concat(named.flatMap(([name, path]) => [Buffer.from(`${name}\0`), readFileSync(path), Buffer.from("\0")])));
}

async function bundle(entry, name) {
  const result = await build({
    entryPoints: [join(web, "src", entry)], outfile: join(out, name), bundle: true, minify: true, write: false, metafile: true,
    format: "iife", target: ["es2022", "chrome105", "firefox115", "safari16.4"], charset: "utf8", legalComments: "none", loader: { ".svg": "dataurl" },
    absWorkingDir: web,
  });
  const packages = Object.keys(result.metafile.inputs).flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []);
  return { text: result.outputFiles[0].text, packages };
}

/** Countries by ISO 3166-1 code of two letters instead of the number; names come from the browser, in the reader's language. */
function world() {
  const atlas = JSON.parse(readFileSync(join(modules, "world-atlas", "countries-50m.json"), "utf8"));
  const byName = { Kosovo: "XK" };
  const geometries = atlas.objects.countries.geometries.map(({ type, arcs, id, properties }) => {
    const region = id ? new Intl.Locale(Intl.getCanonicalLocales(`und-${id}`)[0]).region : byName[properties.name];
    return region ? { type, arcs, id: region } : { type, arcs };
  });
  return JSON.stringify({ ...atlas, objects: { countries: { ...atlas.objects.countries, geometries } } });
}

function licences(packages) {
  const texts = [...new Set([...packages, "world-atlas"])].sort().map((name) => {
    const folder = join(modules, name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((f) => /^(licen[cs]e|copying)/i.test(f));
    return `== ${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : "(no licence file in the package)"}\n`;
  });
  return `What the built files hold besides Marsad's own code. The base map is Natural Earth, public domain.\n\n${texts.join("\n")}`;
}

async function buildPage() {
  const source = sourceHash();
  const script = await bundle("main.ts", "marsad.js");
  const style = await bundle("style.css", "marsad.css");
  const files = {
    "marsad.css": `/* Marsad, Apache-2.0. Built by "make web"; never edit.\n * source sha256: ${source}\n */\n${style.text}`,
    "maplibre-worker.js": readFileSync(join(modules, "maplibre-gl", "dist", "maplibre-gl-csp-worker.js"), "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"),
    "world.json": world(),
    "licences.txt": licences([...script.packages, ...style.packages]),
  };
  const hashes = Object.entries({ ...files, "(below)": script.text }).map(([name, text]) => ` * ${name} sha256: ${sha256(text)}\n`).join("");
  files["marsad.js"] = `/* Marsad, Apache-2.0. Built by "make web"; never edit. Third parties: licences.txt\n * source sha256: ${source}\n${hashes} */\n${script.text}`;
  mkdirSync(out, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(out, name), text);
    console.log(`${name.padEnd(20)} ${(Buffer.byteLength(text) / 1000).toFixed(0).padStart(5)} kB, gzip ${(gzipSync(text).length / 1000).toFixed(0).padStart(4)} kB`);
  }
}

async function buildTests() {
  const tests = readdirSync(join(web, "test")).filter((name) => name.endsWith(".test.ts")).map((name) => join(web, "test", name));
  await build({ entryPoints: tests, outdir: join(web, "out"), bundle: true, format: "esm", platform: "node", outExtension: { ".js": ".mjs" }, sourcemap: "inline" });
}

await (process.argv.includes("--tests") ? buildTests() : buildPage());
