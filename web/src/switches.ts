/**
 * Small things that every page may have: light or dark, the other language by key, help for the keyboard.
 *
 * Hooks in a page, all optional: a button [data-marsad="theme"], a button [data-marsad="help"], and a link [data-marsad="language"] or a[hreflang].
 */
import { make } from "./elements.ts";
import type { Reader } from "./reader.ts";

const STORED = "marsad-theme";
export const THEME_CHANGED = "marsad:theme";

/** Before anything is drawn: the theme that the reader chose last. */
export function applyStoredTheme(): void {
  const stored = remembered();
  if (stored === "dark" || stored === "light") document.documentElement.dataset.theme = stored;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null; // storage is forbidden here: the choice lives as long as the page
  }
}

function switchTheme(): void {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem(STORED, root.dataset.theme);
  } catch {
    // see above
  }
  document.dispatchEvent(new CustomEvent(THEME_CHANGED));
}

function otherLanguage(): void {
  const link = document.querySelector<HTMLAnchorElement>('a[data-marsad="language"], a[hreflang]');
  link?.click();
}

/** `keys`: whether theme and language are switched here; on the server's own pages links do that. */
export function startSwitches(reader: Reader, keys = true): void {
  const help = helpDialog(reader);
  document.querySelectorAll('[data-marsad="theme"]').forEach((button) => button.addEventListener("click", switchTheme));
  document.querySelectorAll('[data-marsad="help"]').forEach((button) => button.addEventListener("click", () => toggle(help)));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new CustomEvent(THEME_CHANGED)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    // The place of the key counts as well: on an Arabic keyboard "l" writes another letter.
    if (event.key === "?" || event.key === "؟") toggle(help);
    else if (help.open || !keys) return;
    else if (event.key === "l" || event.code === "KeyL") otherLanguage();
    else if (event.key === "t" || event.code === "KeyT") switchTheme();
  });
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

function toggle(dialog: HTMLDialogElement): void {
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

function helpDialog(reader: Reader): HTMLDialogElement {
  const keys: [string, string][] = [["?", reader.say("helpHelp")], ["Tab", reader.say("helpTab")], ["← →", reader.say("helpArrows")],
    ["Esc", reader.say("helpEscape")], ["l", reader.say("helpLanguage")], ["t", reader.say("helpTheme")]];
  const rows = keys.flatMap(([key, text]) => [make("dt", {}, make("kbd", { dir: "ltr" }, key)), make("dd", {}, text)]);
  const dialog = make("dialog", { class: "ov-help", dir: reader.dir, lang: reader.language, "aria-label": reader.say("help") });
  const close = make("button", { type: "button", click: () => dialog.close() }, reader.say("close"));
  dialog.append(make("h2", {}, reader.say("help")), make("dl", {}, ...rows), close);
  document.body.append(dialog);
  return dialog;
}
