// Tables: the table and data_table blocks, and the figures behind a chart.

import { h } from "../dom.js";
import { richText } from "../text/richtext.js";

export function tableBlock(block, names) {
  const settings = block.column_settings ?? [];
  const cells = block.rows.map((row) =>
    row.map((cell, column) => ({
      content: cellContent(cell, names),
      number: cell?.type === "raw_number" || settings[column]?.align === "right",
      centred: settings[column]?.align === "center",
    })),
  );
  return scrolling(block.caption ?? "Table", table(cells, block.caption));
}

/** A table of plain values, the first row being the heads. */
export function plainTable(rows, caption) {
  return table(
    rows.map((row) =>
      row.map((value) => ({ content: [String(value)], number: typeof value === "number" })),
    ),
    caption,
  );
}

function cellContent(cell, names) {
  if (!cell) return [];
  if (cell.type === "rich_text") return richText(cell, names);
  return [String(cell.text ?? cell.value ?? "")];
}

function table([head, ...body], caption) {
  const classes = (cell) => (cell.number ? "number" : cell.centred ? "centred" : null);
  return h(
    "table",
    {},
    caption ? h("caption", {}, caption) : null,
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        head.map((cell) => h("th", { scope: "col", class: classes(cell) }, cell.content)),
      ),
    ),
    h(
      "tbody",
      {},
      body.map((row) =>
        h(
          "tr",
          {},
          row.map((cell, column) =>
            column
              ? h("td", { class: classes(cell) }, cell.content)
              : h("th", { scope: "row", class: classes(cell) }, cell.content),
          ),
        ),
      ),
    ),
  );
}

/** Wide content scrolls by itself, by keyboard too, and the page does not. */
export function scrolling(label, node) {
  return h("div", { class: "scrolling", role: "region", "aria-label": label, tabindex: "0" }, node);
}
