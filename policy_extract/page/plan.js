(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const by = (id) => document.getElementById(id);
  const read = by("read"), paper = by("document"), why = by("why"), controls = read.querySelector(".controls");
  const PIXELS = 1.25; // of a point, as pdfium.py draws pages
  const words = (text) => (text || "").split(" ").filter(Boolean);

  // ---------------------------------------------------------------- what belongs together
  const values = new Map(all("[data-n]").map((value) => [value.dataset.n, value]));
  const pieces = new Map();
  for (const piece of all("[data-v]")) {
    for (const number of words(piece.dataset.v)) {
      if (!pieces.has(number)) pieces.set(number, []);
      pieces.get(number).push(piece);
    }
  }
  const piecesOf = (numbers) => numbers.flatMap((number) => pieces.get(number) || []);
  const textOf = (number) => (pieces.get(number) || []).map((piece) => piece.textContent).join("");
  const valuesOf = (number) => values.has(number)
    ? [values.get(number)] : [...values.values()].filter((value) => words(value.dataset.by).includes(number));

  const light = (value, mark) => {
    for (const lit of all(`.${mark}`)) lit.classList.remove(mark);
    if (!value) return;
    value.classList.add(mark);
    for (const piece of piecesOf([value.dataset.n])) piece.classList.add(mark);
    if (mark === "lit") {
      for (const ground of all(".ground-lit")) ground.classList.remove("ground-lit", "half");
      for (const piece of piecesOf(words(value.dataset.by))) piece.classList.add("ground-lit", "half");
    }
  };

  // ---------------------------------------------------------------- panels
  const tabs = all('[role="tab"]');
  const panels = new Map(tabs.map((tab) => [tab, by(tab.getAttribute("aria-controls"))]));
  const turn = (tab, focus = false) => {
    for (const one of tabs) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
      panels.get(one).hidden = one !== tab;
    }
    if (focus) tab.focus();
    say();
  };
  const panel = () => panels.get(tabs.find((tab) => tab.getAttribute("aria-selected") === "true"));
  const side = (name) => {
    document.body.dataset.side = name;
    for (const button of all("[data-side][aria-pressed]")) button.setAttribute("aria-pressed", String(button.dataset.side === name));
    const frame = name === "document" ? paper : read;
    show(frame.querySelector(".lit"), frame);
  };
  const narrow = window.matchMedia("(max-width: 60rem)");

  // ---------------------------------------------------------------- why
  const line = (name, nodes) => {
    const row = why.querySelector(`[data-line="${name}"]`);
    row.hidden = nodes.length === 0;
    row.querySelector("dd").replaceChildren(...nodes);
  };
  const node = (tag, text, name) => Object.assign(document.createElement(tag), { textContent: text, className: name || "" });
  const rule = (number) => {
    const shown = document.createElement("div");
    shown.className = "rule";
    const from = by(`rule-${number}`);
    for (const child of [...all("b", from), ...all("dd", from), ...all("code", from)]) {
      const copy = node({ CODE: "code", B: "b" }[child.tagName] || "div", child.textContent, child.className);
      copy.lang = child.lang;
      shown.append(copy);
    }
    return shown;
  };
  const crop = (stands) => {
    const [page, ...edges] = words(stands && stands.dataset.box).map(Number);
    const sheet = by(`sheet-${page}`);
    if (!sheet) return [];
    const wide = (edges[2] - edges[0]) * PIXELS + 16;
    const scale = Math.min(1, Math.max(0.5, why.querySelector("dd").offsetWidth / wide));
    const [left, top, right, bottom] = edges.map((edge) => edge * PIXELS * scale);
    const frame = node("div", "", "crop"), picture = sheet.cloneNode(true);
    for (const name of ["id", "hidden"]) picture.removeAttribute(name);
    picture.style.transform = `scale(${scale})`;
    picture.style.margin = `${Math.min(8 - top, 0)}px 0 0 ${Math.min(8 - left, 0)}px`;
    frame.style.width = `${right - left + 16}px`;
    frame.style.height = `${bottom - top + 16}px`;
    frame.append(picture);
    return [frame];
  };
  const explain = (value) => {
    const { n, k, r, by: grounds, d } = value.dataset;
    why.hidden = false;
    const place = (pieces.get(n) || [])[0];
    const stands = place && place.closest("[data-p]");
    why.querySelector("#kind").textContent = why.querySelector(`[data-kind="${k}"]`).textContent;
    const address = by("address");
    address.textContent = value.textContent;
    address.setAttribute("href", value.getAttribute("href"));
    line("characters", n ? [node("div", textOf(n), "quote")] : []);
    line("place", stands ? [document.createTextNode(stands.dataset.p)] : []);
    line("picture", crop(place && place.closest("[data-box]")));
    line("rules", words(r).map((pair) => rule(pair.split(">")[0])));
    line("seconds", words(r).filter((pair) => pair.includes(">")).map((pair) => rule(pair.split(">")[1])));
    line("grounds", words(grounds).map((ground) => node("div", textOf(ground), "quote")));
    line("doubts", words(d).map((number) => by(`doubt-${number}`)).filter(Boolean)
      .map((doubt) => node("div", [...doubt.closest("li").children].map((part) => part.textContent).join(" "))));
    document.body.toggleAttribute("data-why", true);
  };
  const close = () => {
    why.hidden = true;
    document.body.removeAttribute("data-why");
    light(null, "lit");
    for (const ground of all(".ground-lit")) ground.classList.remove("ground-lit", "half");
  };
  why.querySelector("#close").addEventListener("click", close);

  // ---------------------------------------------------------------- looking at a value
  const visible = (element, frame) => {
    const box = element.getBoundingClientRect(), edge = frame.getBoundingClientRect();
    const above = frame === read && !narrow.matches ? controls.offsetHeight : 20;
    return box.top >= Math.max(edge.top, 0) + above && box.bottom <= Math.min(edge.bottom, window.innerHeight) - (why.hidden ? 0 : why.offsetHeight) - 20;
  };
  const show = (element, frame) => {
    if (element && element.getClientRects().length && !visible(element, frame)) element.scrollIntoView({ block: frame === read ? "start" : "center" });
  };
  // what a value stands in, where both fit between the controls and what is said of the value
  const begins = (value) => {
    const item = value.closest(".item");
    const far = item && value.getBoundingClientRect().bottom - item.getBoundingClientRect().top;
    return item && far < Math.min(read.clientHeight, window.innerHeight) - why.offsetHeight - 170 ? item : value;
  };
  const look = (value) => {
    if (!value) return;
    const held = value.closest(".panel");
    if (held && held.hidden) turn(tabs.find((tab) => panels.get(tab) === held));
    if (value.closest(".item[hidden]")) reset();
    for (let above = value.parentElement; above; above = above.parentElement) if (above.tagName === "DETAILS") above.open = true;
    if (value.dataset.n) explain(value);
    else close();
    light(value, "lit");
    show((pieces.get(value.dataset.n) || [])[0], paper);
    show(begins(value), read);
  };
  const address = (value) => {
    const hash = value.getAttribute("href") || `#${value.id}`;
    if (location.hash !== hash) history.pushState(null, "", hash);
  };
  const follow = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* it stays as it is */ }
    const target = id && by(id);
    if (!target) return;
    if (target.classList.contains("v")) {
      if (narrow.matches && !document.body.dataset.side) side("read");
      look(target);
    } else if (paper.contains(target)) {
      side("document");
      target.scrollIntoView({ block: "start" });
    }
  };
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", follow);

  document.addEventListener("click", (event) => {
    const piece = event.target.closest("[data-v]");
    const value = event.target.closest("a.v");
    if (event.ctrlKey || event.metaKey || event.shiftKey || (!piece && !value)) return;
    event.preventDefault();
    if (piece && String(window.getSelection())) return;
    const found = value || valuesOf(words(piece.dataset.v)[0])[0];
    if (!found) return;
    address(found);
    look(found);
  });
  const point = (event) => {
    const target = event.target.closest && event.target.closest("[data-v], [data-n]");
    const value = target && (target.dataset.n ? target : valuesOf(words(target.dataset.v)[0])[0]);
    light(value || null, "half");
    for (const ground of all(".ground-lit")) ground.classList.add("half");
  };
  document.addEventListener("mouseover", point);
  document.addEventListener("focusin", point);

  // ---------------------------------------------------------------- finding something
  const search = by("search"), body = by("body"), year = by("year"), only = by("only"), first = by("first"), shown = by("shown");
  const items = all(".panel .item");
  const texts = new Map();
  const said = (element) => {
    if (!texts.has(element)) texts.set(element, element.textContent.replace(/\s+/g, "").toLowerCase());
    return texts.get(element);
  };
  const wanted = (item, query) =>
    (!query || said(item).includes(query)) &&
    (!body.value || words(item.dataset.b).includes(body.value)) &&
    (!year.value || words(item.dataset.y).includes(year.value)) &&
    (!only.checked || item.dataset.doubt !== undefined);
  const asked = () => Boolean(search.value.trim() || body.value || year.value || only.checked);
  const say = () => {
    const here = all(".item", panel());
    shown.textContent = asked() ? `${here.filter((item) => !item.hidden).length} / ${here.length}` : "";
  };
  let hits = [];
  const sift = () => {
    const query = search.value.replace(/\s+/g, "").toLowerCase();
    for (const item of items) item.hidden = !wanted(item, query);
    for (const tab of tabs) {
      const badge = tab.querySelector(".badge");
      if (badge) {
        badge.dataset.all ||= badge.textContent;
        badge.textContent = asked() ? String(all(".item:not([hidden])", panels.get(tab)).length) : badge.dataset.all;
      }
    }
    for (const hit of hits) hit.classList.remove("hit");
    hits = query ? all(".paper > *").filter((block) => said(block).includes(query)) : [];
    for (const hit of hits) hit.classList.add("hit");
    say();
  };
  const reset = () => {
    search.value = body.value = year.value = "";
    only.checked = false;
    sift();
  };
  const places = new Map(items.map((item, place) => [item, place]));
  const sort = () => {
    const rank = (item) => (first.checked ? Number(item.dataset.doubt || 1e6) : 0);
    for (const group of new Set(items.map((item) => item.parentElement))) {
      const held = [...group.children].filter((child) => places.has(child));
      held.sort((a, b) => rank(a) - rank(b) || places.get(a) - places.get(b));
      group.append(...held);
    }
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(sift, 120);
  });
  for (const field of [body, year, only]) field.addEventListener("change", sift);
  first.addEventListener("change", sort);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !hits.length) return;
    const after = (hits.findIndex((hit) => hit.dataset.now) + 1) % hits.length;
    for (const hit of hits) delete hit.dataset.now;
    hits[after].dataset.now = "yes";
    hits[after].scrollIntoView({ block: "center" });
  });

  // ---------------------------------------------------------------- keys
  const go = (step, wantedOnes = "a.v") => {
    const chosen = all(wantedOnes, panel()).filter((value) => !value.closest("[hidden]"));
    if (!chosen.length) return;
    const lit = panel().querySelector("a.v.lit");
    const here = lit ? chosen.indexOf(lit) : -1;
    const after = lit && here < 0
      ? chosen.find((value) => (lit.compareDocumentPosition(value) & Node.DOCUMENT_POSITION_FOLLOWING) === (step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : 0))
      : chosen[here < 0 ? (step > 0 ? 0 : chosen.length - 1) : Math.min(Math.max(here + step, 0), chosen.length - 1)];
    if (!after) return;
    after.focus({ preventScroll: true });
    address(after);
    look(after);
  };
  const other = () => {
    const lit = read.querySelector("a.v.lit");
    if (narrow.matches) side(document.body.dataset.side === "document" ? "read" : "document");
    const target = paper.contains(document.activeElement) ? lit : lit && (pieces.get(lit.dataset.n) || [])[0];
    if (!target) return;
    if (target.tagName !== "A") target.tabIndex = -1;
    target.focus({ preventScroll: true });
    show(target, paper.contains(target) ? paper : read);
  };
  const keys = {
    "/": () => search.focus(), j: () => go(1), k: () => go(-1), n: () => go(1, "a.v[data-d]"), o: other,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (document.activeElement === search && search.value) reset();
      else close();
      return;
    }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    const place = tabs.indexOf(document.activeElement);
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (place >= 0 && steps[event.key]) {
      event.preventDefault();
      turn(tabs[(place + steps[event.key] + tabs.length) % tabs.length], true);
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    } else if (/^[1-9]$/.test(event.key) && tabs[event.key - 1]) {
      turn(tabs[event.key - 1], true);
    }
  });
  for (const tab of tabs) tab.addEventListener("click", () => turn(tab));
  for (const button of all("[data-side][aria-pressed]")) button.addEventListener("click", () => side(button.dataset.side));

  document.body.toggleAttribute("data-ready", true);
  if (narrow.matches) side("read");
  turn(tabs[0]);
  follow();
  window.addEventListener("load", () => requestAnimationFrame(follow)); // the browser has scrolled to the address by itself
})();
