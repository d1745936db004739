// Keys and the reader's selection. Every page works without this file; nothing here writes HTML.
"use strict";

const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;
const go = (id) => document.getElementById(id)?.click();

// The offset in code points into the captured text: each stretch says where it begins.
function offsetOf(node, inside) {
  const stretch = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!stretch) return null;
  const text = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, inside) : inside ? stretch.textContent : "";
  return Number(stretch.dataset.at) + Array.from(text).length;
}

function takeSelection(form) {
  const chosen = document.getSelection();
  if (!chosen || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0);
  const article = document.querySelector("article.page");
  if (!article.contains(range.startContainer) || !article.contains(range.endContainer)) return;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  const quote = range.toString();
  if (start === null || end === null || Array.from(quote).length !== end - start) return; // over two paragraphs
  form.elements.quote.value = quote;
  form.elements.start.value = start;
  form.elements.end.value = end;
}

function show(mark) {
  const wanted = new Set((mark.dataset.values ?? "").split(" "));
  for (const on of document.querySelectorAll(".on")) on.classList.remove("on");
  mark.classList.add("on");
  let first = null;
  for (const value of document.querySelectorAll("[data-value]")) {
    if (!wanted.has(value.dataset.value)) continue;
    value.classList.add("on");
    value.querySelector("details").open = true;
    first ??= value;
  }
  const side = document.querySelector(".side");
  if (first && side.scrollHeight > side.clientHeight) side.scrollTop = first.offsetTop - side.offsetTop - 40;
}

function reader() {
  const article = document.querySelector("article.page");
  if (!article) return;
  const form = document.getElementById("add");
  if (form) document.addEventListener("selectionchange", () => takeSelection(form));
  let timer = 0;
  article.addEventListener("focusin", (event) => event.target.matches("mark") && show(event.target));
  article.addEventListener("mouseover", (event) => {
    const mark = event.target.closest("mark");
    clearTimeout(timer);
    if (mark) timer = setTimeout(() => show(mark), 120);
  });
  for (const box of document.querySelectorAll("[data-role]")) {
    box.addEventListener("change", () => {
      for (const mark of article.querySelectorAll(`mark.r-${box.dataset.role}`)) mark.classList.toggle("off", !box.checked);
    });
  }
  const at = location.hash.match(/^#at-(\d+)$/);
  if (at) document.getElementById(`s${at[1]}`)?.focus();
}

function move(step) {
  const reading = document.querySelector("article.page");
  const spots = [...document.querySelectorAll(reading ? "article.page mark" : ".list tbody a, article.card h2 a")];
  if (!spots.length) return;
  const now = spots.indexOf(document.activeElement);
  spots[Math.min(spots.length - 1, Math.max(0, now < 0 ? 0 : now + step))].focus();
}

function judge(action) {
  const form = document.querySelector(".value.on form.judge");
  if (!form) return;
  form.dataset.wanted = action;
  if (action === "accept") form.querySelector("button[value=accept]").click();
  else form.elements[action === "edit" ? "value" : "why"].focus();
}

// Enter in the form of a value does what the key before it began (e corrects, r rejects); without one, what is filled in decides. Never an acceptance.
function enter(event) {
  const form = event.target.closest("form.judge");
  if (!form || event.isComposing || !event.target.matches("input")) return;
  event.preventDefault();
  const { value, why } = form.elements;
  const wanted = form.dataset.wanted ?? (value.value.trim() ? "edit" : "reject");
  if (wanted === "edit" && !value.value.trim()) value.focus();
  else if (!why.value.trim()) why.focus();
  else form.querySelector(`.row button[value=${wanted}]`).click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter") return enter(event);
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const field = document.getElementById("q");
  const keys = {
    l: () => go("language"), t: () => go("theme"), g: () => location.assign("/incidents"),
    n: () => document.getElementById("next") ? go("next") : location.assign("/queue"),
    "/": () => field ? (field.closest("details")?.setAttribute("open", ""), field.focus()) : location.assign("/search"),
    j: () => move(1), k: () => move(-1), a: () => judge("accept"), e: () => judge("edit"), r: () => judge("reject"),
  };
  // On an Arabic keyboard the same keys write other letters: then the place of the key counts.
  const latin = /^[\x20-\x7e]$/.test(event.key) ? event.key : event.code === "Slash" ? "/" : event.code.replace(/^Key/, "").toLowerCase();
  const act = keys[latin];
  if (!act) return;
  event.preventDefault();
  act();
});

// Where nobody chose a theme, the system's is in force: the link then offers the other one.
function otherTheme() {
  const link = document.getElementById("theme");
  if (!link || document.documentElement.dataset.theme || !matchMedia("(prefers-color-scheme: dark)").matches) return;
  const address = new URL(link.href);
  address.searchParams.set("theme", "light");
  link.href = address.href;
  link.textContent = link.dataset.light;
}

document.addEventListener("DOMContentLoaded", () => { reader(); otherTheme(); });
