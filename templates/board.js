// Finds while typing, shows one level, hides what is empty, lifts that where a link leads to what
// is hidden. It sets classes that only a screen heeds; the page is whole without it, and on paper.
"use strict";
(() => {
  const bar = document.querySelector(".bar");
  const field = bar.querySelector("[type=search]");
  const only = bar.querySelector("[type=checkbox]");
  const told = bar.querySelector("[role=status]");
  const all = (root, what) => [...root.querySelectorAll(what)];
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const off = (element, hidden) => element.classList.toggle("off", hidden);

  const cellOf = (td) => {
    const link = td.querySelector("a[data-due]");
    const levels = (name) => (link ? link.dataset[name].split(" ") : []);
    return { td, link, due: levels("due"), standby: levels("standby") };
  };
  const rowOf = (tr) => ({ tr, head: tr.cells[0], cells: [...tr.cells].slice(1).map(cellOf) });
  const districts = all(document, "section[data-levels]").map((section) => ({
    section,
    levels: section.dataset.levels.split(" "),
    nothing: section.querySelector(".nothing"),
    count: bar.querySelector(`[data-of="${section.id}"]`),
    tables: all(section, ".matrix").map((table) => ({
      table,
      heads: [...table.tHead.rows[0].cells].slice(1),
      groups: [...table.tBodies].map((body) => ({ body, rows: [...body.rows].slice(1).map(rowOf) })),
    })),
  }));

  // a cell is found when each word is in a name of its row or column, or is its group, or what such a
  // body is usually called: a bit a word
  const search = () => {
    const words = fold(field.value).split(/[\s\p{Cc}\p{Cf}]+/u).filter(Boolean).slice(0, 30);
    const is = ({ dataset }, word) =>
      fold(dataset.find).includes(word) || fold(dataset.as ?? "").split("|").includes(word);
    const bits = (element) => words.reduce((mask, word, at) => mask | (is(element, word) << at), 0);
    return { whole: 2 ** words.length - 1, bits };
  };
  const stateOf = (cell, level) => {
    if (!cell.link) return "";
    if (!level || cell.due.includes(level)) return "due";
    return cell.standby.includes(level) ? "standby" : "";
  };

  const showTable = ({ table, heads, groups }, asked, level, seen) => {
    const marks = heads.map(asked.bits);
    const columns = heads.map(() => false);
    let place = 0;
    for (const { body, rows } of groups) {
      let any = false;
      for (const { tr, head, cells } of rows) {
        const mark = asked.bits(head);
        let kept = false;
        cells.forEach((cell, at) => {
          const found = (mark | marks[at]) === asked.whole;
          const state = found ? stateOf(cell, level) : "";
          cell.td.classList.toggle("no", cell.link ? !state : !found);
          if (cell.link) cell.link.classList.toggle("standby", state === "standby");
          if (state) seen[state] += 1;
          if (only.checked ? state : found) kept = columns[at] = true;
        });
        off(tr, !kept);
        head.classList.toggle("hit", mark > 0);
        if (kept) seen.rows.add(place);
        any ||= kept;
        place += 1;
      }
      off(body, !any);
    }
    heads.forEach((head, at) => {
      off(head, !columns[at]);
      head.classList.toggle("hit", marks[at] > 0);
      for (const { rows } of groups) for (const { cells } of rows) off(cells[at].td, !columns[at]);
    });
    const count = columns.filter(Boolean).length;
    seen.columns += count;
    off(table, !count);
  };

  const showDistrict = (one, asked, level) => {
    const seen = { rows: new Set(), columns: 0, due: 0, standby: 0 };
    for (const table of one.tables) showTable(table, asked, level, seen);
    const known = !level || one.levels.includes(level);
    const cells = `${level ? "应执行" : "承担"} ${seen.due} 格${level ? `，待定 ${seen.standby} 格` : ""}`;
    const units = one.tables.reduce((sum, table) => sum + table.heads.length, 0);
    const measures = one.tables[0].groups.reduce((sum, group) => sum + group.rows.length, 0);
    const shown = `措施 ${seen.rows.size}/${measures}，单位 ${seen.columns}/${units}；${cells}`;
    one.nothing.hidden = seen.columns > 0;
    one.shown = known ? shown : "没有这一级";
    if (one.count) one.count.textContent = one.shown;
    return seen.columns > 0;
  };

  const show = () => {
    const asked = search();
    const level = bar.querySelector("[type=radio]:checked")?.value;
    const lines = all(document, "tr[data-find]");
    for (const line of lines) off(line, asked.bits(line) !== asked.whole);
    const left = lines.filter((line) => !line.classList.contains("off")).length;
    const found = districts.filter((one) => showDistrict(one, asked, level)).length;
    const total = `有相符的区县 ${left + found}/${lines.length + districts.length}`;
    told.textContent = districts.length === 1 ? districts[0].shown : total;
  };
  const reset = () => {
    field.value = "";
    for (const input of all(bar, "[type=radio][value=''], [type=checkbox]")) input.checked = input !== only;
    show();
  };
  const reveal = (hash) => {
    const target = document.getElementById(hash.slice(1));
    if (!target?.closest(".off, .no")) return;
    reset();
    told.textContent += "。已取消筛选：所跳到的格原来没有显示";
    target.scrollIntoView({ block: "center", inline: "center" });
  };
  const escape = () => {
    const close = document.querySelector(".clause:target .close");
    if (close) return close.click();
    field.value = "";
    show();
  };

  // what an input method is still composing is not yet what is looked for
  bar.addEventListener("input", (event) => event.isComposing || show());
  bar.addEventListener("compositionend", show);
  bar.querySelector("button").addEventListener("click", reset);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) reveal(link.hash);
  });
  addEventListener("hashchange", () => reveal(location.hash));
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") escape();
    if (event.key !== "/" || event.target === field) return;
    event.preventDefault();
    field.focus();
  });
  bar.hidden = false;
  show();
})();
