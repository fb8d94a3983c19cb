// Words and values light each other; a note tells what words stand for. Without this script the links still lead
// from words to values and back.
"use strict";

// Where a value is corrected: words that are selected in the article go into the field that was used last.
function takeOver() {
  const fields = [...document.querySelectorAll("[data-words]")];
  const paper = document.querySelector(".paper");
  if (!fields.length || !paper) return;
  let last = fields[0];
  for (const field of fields) field.addEventListener("focus", () => { last = field; });
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!paper.contains(range.commonAncestorContainer)) return;
    const words = selection.toString().trim().replace(/\s+/g, " ");
    if (!words) return;
    const before = document.createRange();
    before.selectNodeContents(paper);
    before.setEnd(range.startContainer, range.startOffset);
    const head = before.toString().replace(/\s+/g, " ");
    last.value = words;
    const count = document.getElementById(last.dataset.words + "_nth");
    count.value = head.split(words).length;
  });
}

(() => {
  takeOver();
  const note = document.getElementById("note");
  if (!note) return;
  const words = [...document.querySelectorAll("[data-values]")];
  const of = (node) => node.dataset.values.split(" ");
  const byId = (id) => document.getElementById("v-" + id);

  // Lights the values called `ids` and every word that they rest on.
  const light = (ids) => {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const id of ids) byId(id)?.classList.add("lit");
    for (const word of words) if (of(word).some((id) => ids.includes(id))) word.classList.add("lit");
  };

  const beside = () => matchMedia("(min-width: 58.01rem)").matches;
  // Scrolls the record to a value, without moving the text beside it.
  const show = (value) => {
    const record = document.getElementById("record");
    if (!value || !beside()) return;
    const inside = value.getBoundingClientRect().top - record.getBoundingClientRect().top;
    if (inside < 0 || inside > record.clientHeight - 80) record.scrollTop += inside - 80;
  };

  const tell = (word) => {
    const value = byId(of(word)[0]);
    if (!value) return;
    note.replaceChildren(...[...value.children].filter((part) => !part.matches(".tools, .correction")).map((part) => {
      const copy = part.cloneNode(true);
      for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
      for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
      return copy;
    }));
    note.hidden = false;
    note.style.left = note.style.top = "";
    if (matchMedia("(max-width: 34rem)").matches) return;
    const at = word.getClientRects()[0] ?? word.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - note.offsetWidth - 8));
    const below = at.bottom + 8 + note.offsetHeight < innerHeight;
    note.style.left = left + "px";
    note.style.top = (below ? at.bottom + 8 : Math.max(8, at.top - note.offsetHeight - 8)) + "px";
  };
  const hush = () => { note.hidden = true; };

  const hovered = (event) => event.target.closest?.("[data-values]");
  document.addEventListener("mouseover", (event) => { const word = hovered(event); if (word) tell(word); else hush(); });
  document.addEventListener("focusin", (event) => { const word = hovered(event); if (word) tell(word); else hush(); });
  document.addEventListener("scroll", hush, { passive: true });

  document.addEventListener("click", (event) => {
    const word = hovered(event);
    const handle = event.target.closest?.("[data-value]");
    if (word) {
      light(of(word));
      if (beside()) event.preventDefault();
      show(byId(of(word)[0]));
    } else if (handle) {
      light([handle.dataset.value]);
      const first = words.find((other) => other.classList.contains("lit"));
      if (first && beside()) {
        event.preventDefault();
        first.scrollIntoView({ block: "center" });
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (note.hidden) light([]); else hush();
  });

  const opened = location.hash.match(/^#[vw]-(.+)$/);
  if (opened) {
    light([decodeURIComponent(opened[1])]);
    document.querySelector(".w.lit")?.scrollIntoView({ block: "center" });
    show(byId(decodeURIComponent(opened[1])));
  }
})();
