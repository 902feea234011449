(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const by = (id) => document.getElementById(id);
  const word = (name) => document.querySelector(`[data-word="${name}"]`).textContent;
  const node = (tag, text = "", fields = {}) => Object.assign(document.createElement(tag), { textContent: text }, fields);
  const rows = by("rows"), status = by("status"), search = by("search"), drop = by("drop");
  const chosen = new Set();
  let files = [], sending = 0, goal = 0, timer = 0, pause = 0;

  // ---------------------------------------------------------------- files come
  const send = async (list) => {
    const wanted = [...list].filter((file) => !/(^|\/)(\.|~\$)/.test(file.webkitRelativePath || file.name));
    if (!wanted.length) return;
    goal = files.length ? 0 : wanted.length;
    sending += wanted.length;
    tell();
    for (const file of wanted) {
      try {
        const answer = await fetch(`/files?name=${encodeURIComponent(file.name)}`, { method: "PUT", body: file });
        if (!answer.ok) refused(file.name, (await answer.json()).error);
      } catch {
        refused(file.name, word("lost"));
      }
      sending -= 1;
      look();
    }
  };
  const refused = (name, error) => {
    goal = 0;
    by("odd").hidden = false;
    by("findings").append(node("li", `${name}：${error}`, { className: "refused" }));
    by("odd").open = true;
  };
  const inside = async (entry) => {
    if (entry.isFile) return [await new Promise((done, lost) => entry.file(done, lost))];
    const reader = entry.createReader(), found = [];
    for (;;) {
      const some = await new Promise((done, lost) => reader.readEntries(done, lost));
      if (!some.length) return found;
      for (const one of some) found.push(...await inside(one));
    }
  };
  document.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const plain = [...event.dataTransfer.files];
    send(entries.every(Boolean) ? (await Promise.all(entries.map(inside))).flat() : plain);
  });
  for (const field of [by("files"), by("folder")]) {
    field.addEventListener("change", () => { send(field.files); field.value = ""; });
  }

  // ---------------------------------------------------------------- what became of them
  const cell = (text, fields) => node("td", text, fields);
  const link = (text, href, fields) => node("a", text, { href, ...fields });
  const chooser = (file) => {
    const box = node("input", "", { type: "checkbox", checked: chosen.has(file.id), id: `choose-${file.id}` });
    box.setAttribute("aria-label", `${word("choose")} ${file.name}`);
    box.addEventListener("change", () => { chosen[box.checked ? "add" : "delete"](file.id); buttons(); });
    return box;
  };
  const row = (file) => {
    const line = document.createElement("tr"), first = cell(""), name = cell(""), said = file.summary;
    line.append(first, name);
    if (!said) {
      const text = file.state === "failed" ? `${word("failed")}：${file.error}`
        : word(file.state) + (file.seconds > 1 ? ` ${file.seconds} s` : "");
      const state = cell(text, { colSpan: 8, className: file.state === "failed" ? "error" : "state" });
      if (file.state === "reading") state.append(" ", node("progress"));
      for (const bar of all("progress", state)) bar.setAttribute("aria-label", word("reading"));
      name.textContent = file.name;
      line.append(state);
      return line;
    }
    first.append(chooser(file));
    name.append(link(file.name, `/files/${file.id}/page`, { id: `open-${file.id}` }));
    line.append(cell(said.title), cell(said.period));
    for (const key of ["tasks", "indicators", "items", "targets", "doubts"]) line.append(cell(String(said[key]), { className: "number" }));
    const save = cell("");
    save.append(link("JSON", `/files/${file.id}/json`), link("HTML", `/files/${file.id}/html`));
    line.append(save);
    return line;
  };
  const text = (file) => [file.name, file.error, file.summary ? [file.summary.title, file.summary.place, file.summary.words, ...file.summary.bodies.map((body) => body[0])].join(" ") : ""].join(" ").toLowerCase();
  const shown = () => {
    const query = search.value.trim().toLowerCase();
    return files.filter((file) => !query || text(file).includes(query));
  };
  const done = () => files.filter((file) => file.state === "done");
  const picked = () => (chosen.size ? done().filter((file) => chosen.has(file.id)) : done());
  const buttons = () => {
    const count = picked().length;
    for (const button of all("[data-make]")) {
      button.disabled = ["page", "docx"].includes(button.dataset.make) ? count !== 2 : count === 0;
    }
  };
  const bodies = () => {
    const sums = new Map();
    for (const file of shown()) {
      for (const [name, ...counts] of file.summary ? file.summary.bodies : []) {
        const sum = sums.get(name) || [0, 0, 0, 0];
        counts.forEach((count, place) => { sum[place] += count; });
        sum[3] += 1;
        sums.set(name, sum);
      }
    }
    const sorted = [...sums].sort((a, b) => b[1][0] + b[1][1] + b[1][2] - a[1][0] - a[1][1] - a[1][2]);
    by("bodies").replaceChildren(...sorted.map(([name, counts]) => {
      const line = document.createElement("tr");
      line.append(node("th", name, { scope: "row" }), ...counts.map((count) => cell(String(count), { className: "number" })));
      return line;
    }));
    by("who").hidden = !sorted.length;
  };
  const findings = () => {
    const refusedOnes = all(".refused", by("findings"));
    const lines = shown().flatMap((file) => (file.summary ? file.summary.findings : []).map(([severity, said]) => node("li", `${file.name}　${severity}　${said}`)));
    by("findings").replaceChildren(...refusedOnes, ...lines);
    by("odd").hidden = !lines.length && !refusedOnes.length;
  };
  let before = "";
  const draw = () => {
    const now = JSON.stringify([shown(), search.value]);
    if (now === before) return;
    before = now;
    document.body.classList.toggle("has-files", files.length > 0);
    by("plans").hidden = !files.length;
    const focused = rows.contains(document.activeElement) && document.activeElement.id;
    rows.replaceChildren(...shown().map(row));
    if (focused && by(focused)) by(focused).focus();
    bodies();
    findings();
    buttons();
    tell();
  };
  const tell = () => {
    const open = files.filter((file) => ["waiting", "reading"].includes(file.state)).length;
    status.textContent = sending ? `${word("sending")} ${sending}` : open ? `${word("reading")} ${files.length - open} / ${files.length}` : "";
  };
  const look = async () => {
    clearTimeout(timer);
    try {
      files = await (await fetch("/files")).json();
    } catch {
      status.textContent = word("lost");
      timer = setTimeout(look, 3000);
      return;
    }
    draw();
    tell();
    const open = files.some((file) => ["waiting", "reading"].includes(file.state));
    pause = open ? Math.min(pause * 1.5 || 50, 1000) : 0;
    if (open || sending) timer = setTimeout(look, pause || 400);
    else if (goal && files.length === goal && done().length === goal && goal < 3) {
      const alone = goal === 1;
      goal = 0;
      location.assign(alone ? `/files/${files[0].id}/page` : `/made/page?id=${files[0].id}&id=${files[1].id}`);
    }
  };

  // ---------------------------------------------------------------- what is made of them
  for (const button of all("[data-make]")) {
    button.addEventListener("click", () => {
      const query = picked().map((file) => `id=${encodeURIComponent(file.id)}`).join("&");
      location.assign(`/made/${button.dataset.make}?${query}`);
    });
  }
  by("clear").addEventListener("click", async () => {
    await fetch("/files", { method: "DELETE" });
    chosen.clear();
    by("findings").replaceChildren();
    look();
  });
  search.addEventListener("input", draw);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); }); // another tab may have sent files
  window.addEventListener("focus", look);
  look();
})();
