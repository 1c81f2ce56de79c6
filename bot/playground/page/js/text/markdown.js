// The markdown block: standard Markdown's everyday part as DOM nodes.

import { h } from "../dom.js";
import { link } from "./mrkdwn.js";

const RULES = [
  [/`([^`]+)`/, (found) => h("code", {}, found[1])],
  [/\[([^\]]+)\]\(([^)\s]+)\)/, (found) => link(found[2], inline(found[1]))],
  [/\*\*(?=\S)(.+?)\*\*/, (found) => h("strong", {}, inline(found[1]))],
  [/~~(?=\S)(.+?)~~/, (found) => h("s", {}, inline(found[1]))],
  [/(?<!\w)[*_](?=\S)(.+?)[*_](?!\w)/, (found) => h("em", {}, inline(found[1]))],
];

const BLOCKS = [
  ["heading", /^#{1,6}\s+/],
  ["quote", /^>\s?/],
  ["bullet", /^\s*[-*+]\s+/],
  ["number", /^\s*\d+[.)]\s+/],
  ["rule", /^---+\s*$/],
];

export function markdown(text) {
  return text
    .split(/^```.*$/m)
    .flatMap((piece, index) =>
      index % 2 ? h("pre", {}, h("code", {}, piece.replace(/^\n|\n$/g, ""))) : paragraphs(piece),
    );
}

function paragraphs(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const [kind, mark] = BLOCKS.find(([, pattern]) => pattern.test(line)) ?? [
      line.trim() ? "text" : "gap",
      /^/,
    ];
    const alone = kind === "heading" || kind === "rule";
    if (alone || runs.at(-1)?.kind !== kind) runs.push({ kind, lines: [] });
    runs.at(-1).lines.push(line.replace(mark, ""));
  }
  return runs.filter((run) => run.kind !== "gap").map(block);
}

function block({ kind, lines }) {
  const items = () => lines.map((line) => h("li", {}, inline(line)));
  switch (kind) {
    case "heading":
      return h("p", { class: "heading" }, inline(lines[0]));
    case "quote":
      return h("blockquote", {}, inline(lines.join("\n")));
    case "bullet":
      return h("ul", {}, items());
    case "number":
      return h("ol", {}, items());
    case "rule":
      return h("hr");
    default:
      return h("p", {}, inline(lines.join("\n")));
  }
}

function inline(text) {
  const nodes = [];
  let rest = text;
  while (rest) {
    const matches = RULES.map(([pattern, make]) => ({ found: pattern.exec(rest), make })).filter(
      (each) => each.found,
    );
    if (!matches.length) break;
    const first = matches.reduce((best, each) =>
      each.found.index < best.found.index ? each : best,
    );
    nodes.push(rest.slice(0, first.found.index), first.make(first.found));
    rest = rest.slice(first.found.index + first.found[0].length);
  }
  return [...nodes, rest];
}
