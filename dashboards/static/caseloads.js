// Draws the pictures that the page tells in words and numbers.
(() => {
  "use strict";
  const night = matchMedia("(prefers-color-scheme: dark)");
  const read = (node) => JSON.parse(node.textContent);
  const palettes = read(document.querySelector("[data-palettes]"));
  const painted = (value, palette) => {
    if (typeof value === "string") return value.startsWith("@") ? palette[value.slice(1)] : value;
    if (Array.isArray(value)) return value.map((each) => painted(each, palette));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, painted(each, palette)]));
  };
  const draw = (script) => {
    const place = document.getElementById(script.dataset.picture);
    const palette = palettes[night.matches && !matchMedia("print").matches ? "dark" : "light"];
    const figure = painted(read(script), palette);
    place.hidden = false;
    Plotly.react(place, figure.data, figure.layout, { displayModeBar: false, responsive: true });
  };
  const scripts = [...document.querySelectorAll("[data-picture]")];
  const drawn = new Set();
  const first = (script) => {
    drawn.add(script);
    draw(script);
  };
  for (const script of scripts) {
    const place = document.getElementById(script.dataset.picture);
    place.hidden = false;
    place.style.minHeight = `${read(script).layout.height}px`;
  }
  // A picture is drawn when it comes near: a large team has many.
  const near = new IntersectionObserver((seen) => {
    for (const each of seen) {
      if (!each.isIntersecting) continue;
      near.unobserve(each.target);
      first(scripts.find((script) => script.dataset.picture === each.target.id));
    }
  }, { rootMargin: "600px" });
  night.addEventListener("change", () => drawn.forEach(draw));
  // What is further down is drawn too while nobody waits: paper shows all of it.
  const whenIdle = window.requestIdleCallback || ((then) => setTimeout(then, 200));
  const drawNext = () => {
    const next = scripts.find((script) => !drawn.has(script));
    if (!next) return;
    near.unobserve(document.getElementById(next.dataset.picture));
    first(next);
    whenIdle(drawNext);
  };
  const begin = () => {
    for (const script of scripts) near.observe(document.getElementById(script.dataset.picture));
    whenIdle(drawNext);
  };
  // What draws is large, so it comes after the words can be read; without it they stand alone.
  const library = document.createElement("script");
  library.src = document.querySelector("link[data-charts]").href;
  library.addEventListener("load", begin);
  library.addEventListener("error", () => {
    for (const script of scripts) document.getElementById(script.dataset.picture).hidden = true;
  });
  const fetchIt = () => document.head.append(library);
  if (window.PerformanceObserver?.supportedEntryTypes?.includes("paint")) {
    new PerformanceObserver((_, seen) => {
      seen.disconnect();
      fetchIt();
    }).observe({ type: "paint", buffered: true });
  } else addEventListener("load", fetchIt);
  // A page of A4 within its margins, in pixels; what is squeezed has small names.
  const paper = { wide: 680, high: 900, fine: { size: 7 } };
  const mostToRead = 2000;
  const onPaper = (script) => {
    const place = document.getElementById(script.dataset.picture);
    if (!window.Plotly) {
      place.hidden = true;
      script.parentElement.querySelector("details").open = true;
      return;
    }
    const figure = painted(read(script), palettes.light);
    const high = figure.layout.height;
    if (high > mostToRead) {
      place.hidden = true;
      script.parentElement.querySelector("details").open = true;
      return;
    }
    const size = { width: paper.wide, height: Math.min(high, paper.high), autosize: false };
    if (high > paper.high) size.yaxis = { ...figure.layout.yaxis, tickfont: paper.fine };
    place.hidden = false;
    place.style.minHeight = "0";
    drawn.add(script);
    Plotly.react(place, figure.data, { ...figure.layout, ...size }, { displayModeBar: false, responsive: false });
  };
  addEventListener("beforeprint", () => scripts.forEach(onPaper));
  addEventListener("afterprint", () => { if (window.Plotly) scripts.forEach(draw); });
})();
