// Inputs that one types into: text, number, e-mail, address, rich text, files.

import { h } from "../dom.js";
import { words } from "../text/mrkdwn.js";

export function plainText(control) {
  const { element } = control;
  return typed(control, element.multiline ? "textarea" : "input", {
    type: element.multiline ? null : "text",
    rows: element.multiline ? "4" : null,
    maxlength: element.max_length ?? null,
    minlength: element.min_length ?? null,
    autocomplete: "off",
  });
}

export function number(control) {
  const { element } = control;
  return typed(control, "input", {
    type: "number",
    inputmode: element.is_decimal_allowed ? "decimal" : "numeric",
    step: element.is_decimal_allowed ? "any" : "1",
    min: element.min_value ?? null,
    max: element.max_value ?? null,
  });
}

export const email = (control) => typed(control, "input", { type: "email", autocomplete: "off" });

export const url = (control) =>
  typed(control, "input", { type: "url", autocomplete: "off", inputmode: "url" });

function typed(control, tag, attributes) {
  const { element } = control;
  const node = h(tag, {
    class: "input",
    ...attributes,
    ...control.naming(),
    placeholder: words(element.placeholder) || null,
    "data-focus": control.focusKey(),
    value: control.entry.value ?? "",
  });
  const entry = () => ({ value: node.value === "" ? null : node.value });
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  node.addEventListener("input", () =>
    control.type(entry(), triggers.includes("on_character_entered")),
  );
  node.addEventListener("change", () => control.typedAll());
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || element.multiline || event.isComposing) return;
    event.preventDefault();
    if (!control.block.dispatch_action) node.form?.requestSubmit();
    else if (triggers.includes("on_enter_pressed")) control.enter(entry());
  });
  return node;
}

/** Written as plain lines: this page has no toolbar for bold and lists. */
export function richTextInput(control) {
  const node = h("textarea", {
    class: "input",
    rows: "4",
    ...control.naming(),
    placeholder: words(control.element.placeholder) || null,
    "data-focus": control.focusKey(),
    value: plainOf(control.entry.rich_text_value),
  });
  node.addEventListener("input", () =>
    control.type({ rich_text_value: richOf(node.value), plain: node.value }, true),
  );
  node.addEventListener("change", () => control.typedAll());
  return node;
}

function richOf(text) {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  };
}

function plainOf(value) {
  const leaves = (value?.elements ?? []).flatMap((part) => part.elements ?? []);
  return leaves.map((leaf) => leaf.text ?? leaf.url ?? "").join("");
}
