(() => {
  "use strict";
  const boxes = [...document.querySelectorAll(".panel input")];
  const cuts = [...document.querySelectorAll(".cut")];
  const status = document.querySelector("[role=status]");
  const show = () => {
    const hidden = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    for (const cut of cuts) cut.hidden = hidden.has(cut.dataset.reason);
    const many = (list) => list.reduce((sum, cut) => sum + Number(cut.dataset.cuts), 0);
    status.textContent = `${many(cuts.filter((cut) => !cut.hidden))} of ${many(cuts)} cuts shown`;
    return hidden;
  };
  const read = () => {
    const found = /[#&]hide=([^&]*)/.exec(location.hash);
    const hidden = new Set(found ? found[1].split(",") : []);
    for (const box of boxes) box.checked = !hidden.has(box.value);
    show();
  };
  const write = () => {
    const hidden = [...show()].join(",");
    history.replaceState(null, "", hidden ? `#hide=${hidden}` : location.pathname + location.search);
  };
  const all = (on) => () => { for (const box of boxes) box.checked = on; write(); };
  const step = (by) => {
    const shown = cuts.filter((cut) => !cut.hidden);
    const at = shown.indexOf(document.activeElement);
    const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "nearest" }); }
  };
  for (const box of boxes) { box.disabled = false; box.addEventListener("change", write); }
  document.querySelector(".buttons").hidden = boxes.length === 0;
  document.getElementById("all").addEventListener("click", all(true));
  document.getElementById("none").addEventListener("click", all(false));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  addEventListener("hashchange", read);
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".panel").open = false;
  read();
})();
