(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const changes = all("article.change");
  const shown = document.getElementById("shown");
  const chosen = (name) => new Set(all(`input[name="${name}"]:checked`).map((input) => input.value));

  const show = () => {
    const severities = chosen("severity");
    const kinds = chosen("kind");
    const wanted = (item) => severities.has(item.dataset.severity) && kinds.has(item.dataset.kind);
    let count = 0;
    for (const change of changes) {
      change.hidden = !wanted(change);
      if (!change.hidden) count += Number(change.dataset.count);
    }
    for (const link of all(".links a")) link.hidden = !wanted(link);
    for (const part of all(".entry, .topic, .chapter")) part.hidden = !part.querySelector("article.change:not([hidden])");
    for (const chapter of all(".chapter")) {
      const asked = severities.has(chapter.dataset.severity);
      const above = chapter.querySelector(".above");
      const elsewhere = changes.some((one) => !one.hidden && one.dataset.severity === chapter.dataset.severity);
      if (above && elsewhere) chapter.hidden = false;
      chapter.querySelector("h2").hidden = !asked;
      if (above) above.hidden = !asked;
    }
    for (const entry of all("nav li")) {
      const target = document.getElementById(entry.querySelector("a").hash.slice(1));
      const chapter = target && target.closest("#changes .chapter");
      entry.hidden = Boolean(chapter && (target.hidden || !severities.has(chapter.dataset.severity)));
    }
    shown.textContent = String(count);
    document.body.dataset.mode = [...chosen("mode")][0] || "beside";
    document.body.toggleAttribute("data-only", chosen("only").size > 0);
    document.body.toggleAttribute("data-print", chosen("print").size > 0);
  };

  const open = (item) => {
    for (let above = item && item.parentElement; above; above = above.parentElement) {
      if (above.tagName === "DETAILS") above.open = true;
    }
  };

  const go = (step) => {
    const visible = changes.filter((change) => !change.hidden);
    if (!visible.length) return;
    const here = visible.indexOf(document.activeElement.closest("article.change"));
    const next = visible[here < 0 ? (step > 0 ? 0 : visible.length - 1) : Math.min(Math.max(here + step, 0), visible.length - 1)];
    open(next);
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };

  const other = () => {
    const next = all('input[name="mode"]').find((input) => !input.checked);
    next.checked = true;
    show();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = { j: () => go(1), k: () => go(-1), v: other };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  document.addEventListener("change", show);
  for (const button of all("button[data-set]")) {
    button.addEventListener("click", () => {
      for (const input of all('input[name="kind"]')) input.checked = button.dataset.set === "all";
      show();
    });
  }
  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    open(target);
    if (target) target.scrollIntoView();
  };
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    for (const folded of all("main details")) folded.open = true;
  });
  if (window.matchMedia("(max-width: 60rem)").matches) {
    for (const fold of all(".fold")) fold.open = false;
  }
  show();
  follow();
})();
