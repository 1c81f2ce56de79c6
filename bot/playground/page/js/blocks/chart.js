// data_visualization: a small drawing, and the same figures as a table for everybody else.

import { h, s } from "../dom.js";
import { plainTable, scrolling } from "./table.js";

const WIDTH = 480;
const HEIGHT = 232;
const EDGE = { left: 46, right: 12, top: 24, bottom: 46 };
const INNER = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };

export function chartBlock(block) {
  const chart = block.chart ?? {};
  const rows = chart.type === "pie" ? pieRows(chart) : seriesRows(chart);
  const drawing = chart.type === "pie" ? pie(chart) : axes(chart);
  const words = `${chart.type} chart: ${block.title}. The figures are in the table below it.`;
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, block.title),
    s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words }, drawing),
    legend(chart),
    h(
      "details",
      {},
      h("summary", {}, "Show the figures as a table"),
      scrolling(`${block.title}, figures`, plainTable(rows)),
    ),
  );
}

function seriesRows({ series = [], axis_config: axis = {} }) {
  const heads = [axis.x_label || "", ...series.map((each) => each.name)];
  const labels = axis.categories ?? series[0]?.data.map((point) => point.label) ?? [];
  return [
    heads,
    ...labels.map((label, at) => [label, ...series.map((each) => each.data[at]?.value ?? "")]),
  ];
}

function pieRows({ segments = [] }) {
  return [["", "Value"], ...segments.map((each) => [each.label, each.value])];
}

function legend(chart) {
  const entries = (chart.type === "pie" ? chart.segments : chart.series) ?? [];
  return h(
    "ul",
    { class: "legend" },
    entries.map((each, index) =>
      h(
        "li",
        {},
        s(
          "svg",
          { class: `swatch series-${index % 6}`, viewBox: "0 0 14 14", "aria-hidden": "true" },
          mark(index, 7, 7),
        ),
        each.name ?? each.label,
      ),
    ),
  );
}

// ---- drawn on two axes

function axes(chart) {
  const { series = [], axis_config: axis = {} } = chart;
  const labels = axis.categories ?? series[0]?.data.map((point) => point.label) ?? [];
  const scale = scaleOf(
    series.flatMap((each) => each.data.map((point) => point.value)),
    chart.type !== "line",
  );
  const step = INNER.width / Math.max(labels.length, 1);
  const x = (at) => EDGE.left + step * (at + 0.5);
  const draw = chart.type === "bar" ? bars : chart.type === "area" ? areas : lines;
  return [grid(scale), categories(labels, x, step), axisLabels(axis), draw(series, x, scale, step)];
}

function scaleOf(values, fromZero) {
  let low = Math.min(...values, fromZero ? 0 : Infinity);
  let high = Math.max(...values, fromZero ? 0 : -Infinity);
  if (!Number.isFinite(low)) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 1, high + 1];
  const tick = niceStep((high - low) / 4);
  const from = Math.floor(low / tick) * tick;
  const to = Math.ceil(high / tick) * tick;
  const y = (value) => EDGE.top + INNER.height * (1 - (value - from) / (to - from));
  const ticks = Array.from(
    { length: Math.round((to - from) / tick) + 1 },
    (_, at) => from + at * tick,
  );
  return { y, ticks, zero: y(Math.min(Math.max(0, from), to)) };
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) * power;
}

function grid({ y, ticks }) {
  return ticks.map((tick) => [
    s("line", { class: "grid", x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(tick), y2: y(tick) }),
    s(
      "text",
      { class: "tick", x: EDGE.left - 6, y: y(tick) + 4, "text-anchor": "end" },
      String(Number(tick.toPrecision(6))),
    ),
  ]);
}

function categories(labels, x, step) {
  const every = Math.ceil(56 / step);
  return labels.map((label, at) =>
    at % every
      ? null
      : s(
          "text",
          { class: "tick", x: x(at), y: HEIGHT - EDGE.bottom + 18, "text-anchor": "middle" },
          label,
        ),
  );
}

function axisLabels({ x_label: across, y_label: up }) {
  return [
    across
      ? s(
          "text",
          { class: "axis", x: EDGE.left + INNER.width / 2, y: HEIGHT - 4, "text-anchor": "middle" },
          across,
        )
      : null,
    up ? s("text", { class: "axis", x: EDGE.left, y: 12, "text-anchor": "start" }, up) : null,
  ];
}

function bars(series, x, { y, zero }, step) {
  const width = Math.min((step * 0.8) / series.length, 48);
  return series.map((each, index) =>
    each.data.map((point, at) =>
      s("rect", {
        class: `bar series-${index % 6}`,
        width: Math.max(width - 2, 1),
        height: Math.abs(y(point.value) - zero),
        x: x(at) + (index - series.length / 2) * width,
        y: Math.min(y(point.value), zero),
      }),
    ),
  );
}

function lines(series, x, { y }) {
  return series.map((each, index) => [
    s("polyline", {
      class: `line series-${index % 6}`,
      points: each.data.map((point, at) => `${x(at)},${y(point.value)}`).join(" "),
    }),
    each.data.map((point, at) =>
      s("g", { class: `series-${index % 6}` }, mark(index, x(at), y(point.value))),
    ),
  ]);
}

function areas(series, x, scale) {
  const outline = ({ data }) =>
    data.map((point, at) => `${x(at)},${scale.y(point.value)}`).join(" ");
  return [
    series.map((each, index) =>
      s("polygon", {
        class: `area series-${index % 6}`,
        points: `${x(0)},${scale.zero} ${outline(each)} ${x(each.data.length - 1)},${scale.zero}`,
      }),
    ),
    lines(series, x, scale),
  ];
}

/** A shape of its own for each series, so that nothing hangs on colour alone. */
function mark(index, x, y) {
  const size = 4.5;
  if (index % 3 === 0) return s("circle", { class: "mark", cx: x, cy: y, r: size });
  if (index % 3 === 1)
    return s("rect", {
      class: "mark",
      x: x - size,
      y: y - size,
      width: 2 * size,
      height: 2 * size,
    });
  return s("polygon", {
    class: "mark",
    points: `${x},${y - size - 1} ${x + size + 1},${y + size} ${x - size - 1},${y + size}`,
  });
}

// ---- a pie

function pie({ segments = [] }) {
  const total = segments.reduce((sum, each) => sum + each.value, 0) || 1;
  let turn = -Math.PI / 2;
  return segments.map((each, index) => {
    const end = turn + (each.value / total) * 2 * Math.PI;
    const slice = wedge(turn, Math.min(end, turn + 2 * Math.PI - 0.0001), index);
    turn = end;
    return slice;
  });
}

function wedge(from, to, index) {
  const [cx, cy, r] = [WIDTH / 2, HEIGHT / 2, HEIGHT / 2 - 12];
  const point = (angle) => `${cx + r * Math.cos(angle)} ${cy + r * Math.sin(angle)}`;
  const long = to - from > Math.PI ? 1 : 0;
  return s("path", {
    class: `slice series-${index % 6}`,
    d: `M ${cx} ${cy} L ${point(from)} A ${r} ${r} 0 ${long} 1 ${point(to)} Z`,
  });
}
