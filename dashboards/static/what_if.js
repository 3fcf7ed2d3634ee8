// Shows how much of the time for planning has gone by; the answer comes by itself.
(() => {
  "use strict";
  const form = document.querySelector("[data-planning]");
  if (!form) return;
  const shown = form.querySelector("[data-progress]");
  const bar = shown.querySelector("progress");
  let ticking = 0;
  form.addEventListener("submit", () => {
    const began = Date.now();
    const most = 1000 * Number(shown.dataset.seconds);
    shown.hidden = false;
    clearInterval(ticking);
    ticking = setInterval(() => {
      bar.value = Math.min(98, (100 * (Date.now() - began)) / most);
    }, 250);
  });
  addEventListener("pageshow", () => {
    clearInterval(ticking);
    shown.hidden = true;
  });
})();
