"""Serves the test page, the built files and made data under the security headers of the real server."""

import http.server
import json
import sys
import threading
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(Path(__file__).parent))
from data import overview

CSP = "default-src 'self'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"
STATIC = Path(__file__).parents[2] / "src" / "marsad" / "web" / "static"
KINDS = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".txt": "text/plain"}
PAGE = """<!doctype html><html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Marsad</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/static/marsad.css"><script src="/static/marsad.js" defer></script>
<style>body {{ margin: 0; background: var(--ov-ground); color: var(--ov-ink); font-family: system-ui, sans-serif }} main {{ padding: 12px; max-width: 1280px; margin: auto }}
header {{ display: flex; gap: 12px; padding: 12px; align-items: center }}</style></head><body>
<header><strong>{title}</strong><button data-marsad="theme">◐</button><button data-marsad="help">?</button><a data-marsad="language" hreflang="{other}" href="?lang={other}">{other}</a></header>
<main><div id="overview" data-src="/overview.json" data-lang="{lang}" data-dir="{dir}"></div></main></body></html>"""


def handler(n: int) -> type[http.server.BaseHTTPRequestHandler]:
    """A handler over `n` made incidents; the JSON is made once."""
    made = json.dumps(overview(n), ensure_ascii=False, separators=(",", ":")).encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            lang = parse_qs(url.query).get("lang", ["en"])[0]
            name = url.path.removeprefix("/static/")
            if url.path == "/overview.json":
                self.answer(made, "application/json")
            elif url.path == "/":
                ar = lang == "ar"
                text = PAGE.format(
                    lang=lang, dir="rtl" if ar else "ltr", other="en" if ar else "ar", title="مرصد" if ar else "Marsad"
                )
                self.answer(text.encode(), "text/html; charset=utf-8")
            elif name != url.path and name in {p.name for p in STATIC.iterdir()}:
                self.answer((STATIC / name).read_bytes(), KINDS[Path(name).suffix])
            else:
                self.send_error(404)

        def answer(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", CSP)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


def serve(n: int, port: int = 0) -> http.server.ThreadingHTTPServer:
    """Starts serving in a thread; the port is in `server_address`, `shutdown()` ends it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler(n))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    running = serve(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, 8123)
    print(f"http://127.0.0.1:{running.server_address[1]}/")
    threading.Event().wait()
