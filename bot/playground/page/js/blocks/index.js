// Block Kit blocks as DOM nodes, for messages, modals and the Home tab alike.

import { Control } from "../control.js";
import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { markdown } from "../text/markdown.js";
import { textObject, words } from "../text/mrkdwn.js";
import { richText } from "../text/richtext.js";
import { chartBlock } from "./chart.js";
import { inputBlock } from "./input.js";
import { pictureBlock, smallPicture } from "./picture.js";
import { tableBlock } from "./table.js";

const BUILDERS = {
  section,
  header,
  divider: () => h("hr"),
  context,
  actions,
  input: inputBlock,
  image: pictureBlock,
  rich_text: (block, surface) => h("div", { class: "rich-text" }, richText(block, surface.names)),
  markdown: (block) => h("div", { class: "rich-text" }, markdown(block.text)),
  table: (block, surface) => tableBlock(block, surface.names),
  data_table: (block, surface) => tableBlock(block, surface.names),
  data_visualization: chartBlock,
  context_actions: actions,
  alert,
  container,
  card,
  video,
};

export function drawBlock(block, surface) {
  const build = BUILDERS[block.type];
  const node = h("div", { class: `block block-${block.type.replace(/_/g, "-")}` });
  node.append(build ? build(block, surface) : unknown(block));
  return node;
}

/** Items for reconcile(): a block is drawn anew only when it changed. */
export function blockItems(blocks, surface) {
  return blocks.map((block, at) => ({
    key: block.block_id ?? `at-${at}`,
    signature: JSON.stringify(block),
    build: () => drawBlock(block, surface),
  }));
}

function section(block, surface) {
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-words" },
      block.text ? h("div", { class: "mrkdwn" }, textObject(block.text, surface.names)) : null,
      block.fields
        ? h(
            "div",
            { class: "fields" },
            block.fields.map((each) =>
              h("div", { class: "mrkdwn" }, textObject(each, surface.names)),
            ),
          )
        : null,
    ),
    block.accessory ? h("div", { class: "accessory" }, accessory(block, surface)) : null,
  );
}

function accessory(block, surface) {
  if (block.accessory.type === "image") return smallPicture(block.accessory, "accessory-picture");
  const name = words(block.text ?? block.fields?.[0])
    .replace(/\s+/g, " ")
    .slice(0, 75);
  return drawElement(new Control(surface, block, block.accessory, { name }));
}

function header(block) {
  return h("h3", { class: "block-title" }, words(block.text));
}

function context(block, surface) {
  return h(
    "div",
    { class: "context" },
    block.elements.map((each) =>
      each.type === "image"
        ? smallPicture(each, "context-picture")
        : h("div", { class: "mrkdwn" }, textObject(each, surface.names)),
    ),
  );
}

function actions(block, surface) {
  return h(
    "div",
    { class: "actions" },
    block.elements.map((element) => {
      const name = words(element.placeholder) || element.type.replace(/_/g, " ");
      return drawElement(new Control(surface, block, element, { name }));
    }),
  );
}

function alert(block, surface) {
  const level = ["info", "warning", "error", "success"].includes(block.level)
    ? block.level
    : "default";
  return h(
    "div",
    { class: `alert ${level}`, role: "note" },
    h("div", { class: "mrkdwn" }, textObject(block.text, surface.names)),
  );
}

function container(block, surface) {
  return h(
    "div",
    { class: "container" },
    block.title ? h("h3", { class: "block-title" }, words(block.title)) : null,
    (block.child_blocks ?? []).map((child) => drawBlock(child, surface)),
  );
}

function card(block, surface) {
  return h(
    "div",
    { class: "container" },
    block.hero_image ? pictureBlock(block.hero_image) : null,
    block.title ? h("h3", { class: "block-title" }, words(block.title)) : null,
    [block.subtitle, block.body]
      .filter(Boolean)
      .map((text) => h("div", { class: "mrkdwn" }, textObject(text, surface.names))),
    block.actions ? actions({ ...block, elements: block.actions }, surface) : null,
  );
}

function video(block, surface) {
  return h(
    "div",
    { class: "container" },
    h("p", {}, words(block.title)),
    h("div", { class: "mrkdwn" }, textObject(block.description, surface.names)),
  );
}

function unknown(block) {
  return h(
    "p",
    { class: "unknown" },
    `(a block of the kind “${block.type}”, which Local Slack does not show)`,
  );
}
