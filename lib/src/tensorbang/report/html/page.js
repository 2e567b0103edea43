"use strict";
(() => {
  const NS = "http://www.w3.org/2000/svg";
  const root = document.documentElement;

  // Dark or light: the system's choice until the reader makes one.
  const theme = document.getElementById("theme");
  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; });

  // Tables: a click on a heading sorts by it, another click the other way round; what is typed leaves rows out.
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    table.querySelectorAll("th[data-sort]").forEach((th, column) => {
      const sort = () => {
        const down = th.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        table.querySelectorAll("th").forEach(other => other.removeAttribute("aria-sort"));
        th.setAttribute("aria-sort", down === 1 ? "ascending" : "descending");
        const key = row => {
          const cell = row.cells[column];
          return cell.dataset.value !== undefined ? Number(cell.dataset.value) : cell.textContent.trim().toLowerCase();
        };
        const isEmpty = value => value === "" || Number.isNaN(value);
        [...body.rows].map(row => [key(row), row]).sort(([a], [b]) => {
          if (isEmpty(a) || isEmpty(b)) return isEmpty(a) - isEmpty(b);
          return down * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
        }).forEach(([, row]) => body.append(row));
      };
      th.tabIndex = 0;
      th.addEventListener("click", sort);
      th.addEventListener("keydown", event => { if (event.key === "Enter") sort(); });
    });
  }
  for (const input of document.querySelectorAll("input.search")) {
    const rows = [...document.getElementById(input.dataset.table).tBodies[0].rows];
    const count = input.parentElement.querySelector(".found");
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every(word => text.includes(word));
        if (!row.hidden) shown++;
      }
      count.textContent = words.length ? shown + " of " + rows.length : "";
    });
  }

  // Plots.
  const LEFT = 68, RIGHT = 14, TOP = 10, BOTTOM = 46, HEIGHT = 320, ROOM = 0.04, TICKS = 6;
  const number = value => {
    if (value === 0) return "0";
    const size = Math.abs(value);
    const plain = Number(value.toPrecision(6));
    return size >= 1e-3 && size < 1e6 ? String(plain) : plain.toExponential().replace("e+", "e");
  };
  const element = (name, attributes, parent) => {
    const made = document.createElementNS(NS, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (parent) parent.append(made);
    return made;
  };

  function scaleOf(axis, values, log) {
    const finite = values.filter(v => v !== null && Number.isFinite(v) && (!log || v > 0));
    let from = finite.length ? Math.min(...finite) : log ? 0.1 : 0;
    let to = finite.length ? Math.max(...finite) : 1;
    if (log) {
      const room = from === to ? 2 : Math.pow(to / from, ROOM);
      from /= room;
      to *= room;
    } else {
      const room = from === to ? (Math.abs(from) || 1) / 2 : (to - from) * ROOM;
      from = axis.low !== null && from - room < axis.low ? axis.low : from - room;
      to = axis.high !== null && to + room > axis.high ? axis.high : to + room;
      if (!(to > from)) to = from + 1;
    }
    let ticks = axis.ticks.length && log === axis.log ? axis.ticks : [];
    if (!ticks.length && log) {
      const span = Math.log10(to / from);
      const every = Math.max(1, Math.ceil(span / TICKS));
      for (let e = Math.floor(Math.log10(from)); e <= Math.log10(to); e++)
        if (e % every === 0) for (const digit of span < 2 ? [1, 2, 5] : [1]) {
          const tick = digit * Math.pow(10, e);
          if (tick >= from && tick <= to) ticks.push(tick);
        }
    }
    if (!axis.ticks.length && ticks.length < 2) { // linear, or too few powers of ten: all axes have two numbers at least
      ticks = [];
      let step = Math.pow(10, Math.floor(Math.log10((to - from) / TICKS)));
      step *= [1, 2, 5, 10].find(factor => (to - from) / (step * factor) <= TICKS);
      if (axis.whole) step = Math.max(1, Math.round(step));
      for (let k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) ticks.push(k * step);
    }
    const share = log
      ? v => v > 0 ? Math.log(v / from) / Math.log(to / from) : NaN
      : v => (v - from) / (to - from);
    return {share: v => v === null ? NaN : share(v), ticks};
  }

  // An exponential moving average whose beginning is corrected for its short past, as Adam does.
  function smoothed(values, weight) {
    if (!weight) return values;
    let sum = 0, seen = 0;
    return values.map(value => {
      if (value === null) return null;
      sum = weight * sum + (1 - weight) * value;
      seen = weight * seen + 1 - weight;
      return sum / seen;
    });
  }

  function plot(figure) {
    const data = JSON.parse(figure.dataset.plot);
    const canvas = figure.querySelector(".canvas");
    const label = canvas.querySelector("svg").getAttribute("aria-label");
    const hidden = new Set();
    let weight = 0, log = data.y.log, scales = null, width = 0;

    function draw() {
      width = Math.max(240, Math.min(canvas.clientWidth || 560, 900));
      const svg = element("svg", {viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": label});
      const shown = data.series.filter((s, i) => !hidden.has(i));
      const x = scaleOf(data.x, shown.flatMap(s => s.x), data.x.log);
      const y = scaleOf(data.y, shown.flatMap(s => s.spread
        ? s.y.flatMap((v, i) => v === null ? [] : [v, v - s.spread[i], v + s.spread[i]]) : s.y), log);
      const across = v => LEFT + x.share(v) * (width - LEFT - RIGHT);
      const up = v => {
        const share = y.share(v);
        return TOP + (1 - Math.max(-0.02, Math.min(1.02, share))) * (HEIGHT - TOP - BOTTOM);
      };
      scales = {across, up, shown};
      const text = (words, attributes) => { element("text", attributes, svg).textContent = words; };
      let right = -1e9;
      for (const tick of y.ticks) {
        const at = up(tick);
        if (!(at >= TOP - 1 && at <= HEIGHT - BOTTOM + 1)) continue;
        element("path", {class: "grid", d: `M${LEFT} ${at}H${width - RIGHT}`}, svg);
        text(number(tick), {x: LEFT - 7, y: at + 4, "text-anchor": "end"});
      }
      for (const tick of [...x.ticks].sort((a, b) => a - b)) {
        const at = across(tick);
        if (!(at >= LEFT - 1 && at <= width - RIGHT + 1)) continue;
        element("path", {class: "grid", d: `M${at} ${TOP}V${HEIGHT - BOTTOM}`}, svg);
        const words = number(tick), half = words.length * 4 + 3;
        if (at - half < right) continue;
        text(words, {x: at, y: HEIGHT - BOTTOM + 18, "text-anchor": "middle"});
        right = at + half;
      }
      element("path", {class: "axis", d: `M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${width - RIGHT}`}, svg);
      text(data.x.label, {x: (LEFT + width - RIGHT) / 2, y: HEIGHT - 8, "text-anchor": "middle"});
      text(data.y.label + (log && !data.y.log ? ", logarithmic" : ""), {"text-anchor": "middle",
        transform: `translate(13 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`});
      for (const s of shown) series(s, svg, across, up);
      canvas.querySelector("svg").replaceWith(svg);
    }

    function series(s, svg, across, up) {
      const colour = " c" + s.colour, points = s.mark === "POINTS";
      const path = values => {
        let d = "", broken = true;
        values.forEach((v, i) => {
          const at = across(s.x[i]), high = v === null ? NaN : up(v);
          if (!Number.isFinite(high)) { broken = true; return; }
          if (!broken && s.mark === "STEPS") d += `H${at}`;
          d += (broken ? "M" : "L") + at.toFixed(1) + " " + high.toFixed(1);
          broken = false;
        });
        return d;
      };
      if (s.spread && points)
        s.y.forEach((v, i) => element("path", {class: "line" + colour,
          d: `M${across(s.x[i])} ${up(v - s.spread[i])}V${up(v + s.spread[i])}`}, svg));
      if (s.spread && !points) {
        const edge = sign => s.y.map((v, i) => [across(s.x[i]), v === null ? NaN : up(v + sign * s.spread[i])])
          .filter(([, v]) => Number.isFinite(v));
        const around = [...edge(1), ...edge(-1).reverse()];
        if (around.length) element("path", {class: "band" + colour, d: "M" + around.map(p => p.join(" ")).join("L") + "Z"}, svg);
      }
      const values = smoothed(s.y, weight);
      if (!points) {
        if (weight) element("path", {class: `line raw d${s.dash}${colour}`, d: path(s.y)}, svg);
        element("path", {class: `line d${s.dash}${colour}`, d: path(values)}, svg);
      }
      if (s.mark === "LINE" && s.x.length > 1 || s.mark === "STEPS") return;
      values.forEach((v, i) => {
        const high = v === null ? NaN : up(v);
        if (Number.isFinite(high)) element("circle", {class: "dot" + colour, cx: across(s.x[i]), cy: high, r: 3.5}, svg);
      });
    }

    figure.querySelectorAll(".legend .key").forEach((key, i) => key.addEventListener("click", () => {
      if (!hidden.delete(i)) hidden.add(i);
      key.classList.toggle("off", hidden.has(i));
      draw();
    }));

    if (data.tools) {
      const tools = document.createElement("div");
      tools.className = "tools";
      tools.innerHTML = '<label>smoothing <input type="range" min="0" max="0.95" step="0.05" value="0"></label>'
        + '<label><input type="checkbox"> logarithmic</label>';
      const [slider, box] = tools.querySelectorAll("input");
      slider.addEventListener("input", () => { weight = Number(slider.value); draw(); });
      box.addEventListener("change", () => { log = box.checked; draw(); });
      figure.append(tools);
    }

    // The values under the pointer: of all series at the nearest x.
    const readout = document.createElement("div");
    readout.className = "readout";
    readout.hidden = true;
    canvas.append(readout);
    canvas.addEventListener("pointerleave", () => {
      readout.hidden = true;
      canvas.querySelectorAll(".cursor").forEach(c => c.remove());
    });
    canvas.addEventListener("pointermove", event => {
      const box = canvas.querySelector("svg").getBoundingClientRect();
      const at = (event.clientX - box.left) * width / box.width;
      const high = (event.clientY - box.top) * HEIGHT / box.height;
      const all = scales.shown.flatMap(s => s.x.filter((v, i) => s.y[i] !== null));
      if (!all.length) return;
      const nearest = all.reduce((a, b) => Math.abs(scales.across(b) - at) < Math.abs(scales.across(a) - at) ? b : a);
      const rows = scales.shown.map(s => {
        const i = s.x.indexOf(nearest);
        return i < 0 || s.y[i] === null ? null : {s, i, far: Math.abs(scales.up(s.y[i]) - high)};
      }).filter(Boolean).sort((a, b) => a.far - b.far).slice(0, 8);
      readout.replaceChildren();
      const head = document.createElement("b");
      head.textContent = data.x.label + " " + number(nearest);
      readout.append(head);
      for (const {s, i} of rows) {
        const line = document.createElement("div");
        const spread = s.spread && s.spread[i] ? " ± " + number(Number(s.spread[i].toPrecision(3))) : "";
        line.textContent = s.name + ": " + number(Number(s.y[i].toPrecision(5))) + spread;
        line.style.color = `var(--c${s.colour})`;
        readout.append(line);
      }
      readout.hidden = false;
      const left = event.clientX - canvas.getBoundingClientRect().left;
      readout.style.left = Math.max(0, left > box.width / 2 ? left - readout.offsetWidth - 14 : left + 14) + "px";
      readout.style.top = "12px";
      canvas.querySelectorAll(".cursor").forEach(c => c.remove());
      const x = scales.across(nearest);
      element("path", {class: "cursor", d: `M${x} ${TOP}V${HEIGHT - BOTTOM}`}, canvas.querySelector("svg"));
    });

    let drawn = 0;
    const fit = () => { if (canvas.clientWidth && canvas.clientWidth !== drawn) { drawn = canvas.clientWidth; draw(); } };
    fit();
    addEventListener("resize", fit);
    figure.closest("details")?.addEventListener("toggle", fit);
  }
  document.querySelectorAll("figure.plot").forEach(plot);
  document.querySelectorAll("details.print").forEach(d => addEventListener("beforeprint", () => { d.open = true; }));
})();
