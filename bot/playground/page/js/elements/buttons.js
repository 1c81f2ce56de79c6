// Buttons, and the menu behind three dots.

import { busyWith } from "../busy.js";
import { freshId, h, safeLink } from "../dom.js";
import { icon } from "../icons.js";
import { withEmoji } from "../text/emoji.js";
import { words } from "../text/mrkdwn.js";

export function button(control) {
  const { element } = control;
  const look =
    `button ${["primary", "danger"].includes(element.style) ? element.style : ""}`.trim();
  const attributes = {
    class: look,
    "data-focus": control.focusKey(element.value),
    "aria-label": element.accessibility_label ?? null,
    on: { click: (event) => press(event, control) },
  };
  const href = element.url && safeLink(element.url);
  const node = href
    ? h(
        "a",
        { ...attributes, href, target: "_blank", rel: "noopener noreferrer" },
        words(element.text),
      )
    : h("button", { ...attributes, type: "button" }, words(element.text));
  return busyWith(node, control.busyKey(element.value));
}

function press(event, control) {
  if (event.currentTarget.getAttribute("aria-disabled") === "true") event.preventDefault();
  else control.press();
}

export function iconButton(control) {
  const { element } = control;
  const name = element.accessibility_label ?? words(element.text);
  const node = h(
    "button",
    {
      class: "button",
      type: "button",
      "aria-label": name,
      title: words(element.text),
      "data-focus": control.focusKey(),
      on: { click: () => control.press() },
    },
    element.icon === "trash" ? icon("bin") : words(element.text),
  );
  return busyWith(node, control.busyKey());
}

export function feedbackButtons(control) {
  const { element } = control;
  const one = (choice, symbol) =>
    busyWith(
      h(
        "button",
        {
          class: "button",
          type: "button",
          "aria-label": choice.accessibility_label ?? words(choice.text),
          "data-focus": control.focusKey(choice.value),
          on: { click: () => control.press(choice.value) },
        },
        withEmoji(symbol),
      ),
      control.busyKey(choice.value),
    );
  return h(
    "span",
    { class: "button-pair" },
    one(element.positive_button, ":thumbsup:"),
    one(element.negative_button, ":thumbsdown:"),
  );
}

/** The overflow menu: arrows move, Enter chooses, Escape goes back. */
export function overflow(control) {
  const id = freshId("menu");
  const opener = h(
    "button",
    {
      class: "button quiet overflow-opener",
      type: "button",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-label": `${control.name || "More"}: more actions`,
      "data-focus": control.focusKey(),
    },
    icon("more"),
  );
  const menu = h(
    "div",
    { id, class: "menu", role: "menu", hidden: true, "aria-label": "More actions" },
    control.element.options.map((option) => item(option, control, () => show(false))),
  );
  const show = (open) => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) menu.firstElementChild?.focus();
  };
  opener.addEventListener("click", () => show(menu.hidden));
  const root = h(
    "span",
    {
      class: "overflow",
      on: {
        keydown: (event) =>
          moveInMenu(event, menu, () => {
            show(false);
            opener.focus();
          }),
        focusout: (event) => {
          if (!root.contains(event.relatedTarget)) show(false);
        },
      },
    },
    opener,
    menu,
  );
  busyWith(opener, control.busyKey());
  return root;
}

function item(option, control, close) {
  const choose = () => {
    close();
    control.press(option.value, control.busyKey());
  };
  const href = option.url && safeLink(option.url);
  const inside = [
    words(option.text),
    option.description ? h("small", {}, words(option.description)) : null,
  ];
  const attributes = { role: "menuitem", tabindex: "-1", on: { click: choose } };
  return href
    ? h("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer" }, inside)
    : h("button", { ...attributes, type: "button" }, inside);
}

function moveInMenu(event, menu, close) {
  if (menu.hidden) return;
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Escape") close();
  else if (to !== undefined) items.at(to % items.length)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
