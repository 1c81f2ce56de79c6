// Builds and updates DOM nodes; nothing here or elsewhere writes markup from text.

const SVG = "http://www.w3.org/2000/svg";
const SAFE_ATTRIBUTE = /^(?!on|style$|srcdoc$)[a-z][a-zA-Z0-9-:]*$/;

/** A node: h("p", {class: "quiet", on: {click: f}}, "text", otherNode). Null and false are left out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") listen(node, value);
    else if (name === "value" || name === "checked") node[name] = value;
    else if (SAFE_ATTRIBUTE.test(name)) node.setAttribute(name, value === true ? "" : value);
    else throw new Error(`attribute not allowed: ${name}`);
  }
  node.append(
    ...children
      .flat(Infinity)
      .filter((child) => child !== null && child !== false && child !== undefined),
  );
  return node;
}

function listen(node, handlers) {
  for (const [event, handler] of Object.entries(handlers)) node.addEventListener(event, handler);
}

/** Only web, mail and phone addresses become links: never javascript: or data:. */
export function safeLink(address) {
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * Makes parent's children those of items ({key, signature, build}), leaving each node whose
 * signature has not changed as it is: what a person is typing into is never touched.
 */
export function reconcile(parent, items) {
  const before = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const keeper = rememberFocus(parent);
  const wanted = items.map((item) => {
    const old = before.get(String(item.key));
    if (old && old.dataset.signature === item.signature) return old;
    const made = item.build(old);
    made.dataset.key = item.key;
    made.dataset.signature = item.signature;
    return made;
  });
  place(parent, wanted);
  keeper();
  return wanted;
}

function place(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** Call the result after a change: focus goes back to the control with the same data-focus. */
export function rememberFocus(root) {
  const held = document.activeElement;
  if (!held || held === root || !root.contains(held)) return () => {};
  const name = held.dataset.focus;
  const key = [...root.children].find((child) => child.contains(held)).dataset.key;
  const caret = caretOf(held);
  return () => {
    if (document.activeElement === held) return;
    const row = [...root.children].find((child) => child.dataset.key === key);
    const again = [...(row ?? root).querySelectorAll("[data-focus]")].find(
      (node) => node.dataset.focus === name,
    );
    (again ?? row ?? root).focus({ preventScroll: true });
    if (again && caret && caretOf(again)) again.setSelectionRange(...caret);
  };
}

function caretOf(node) {
  // Number and e-mail inputs have no caret to ask for: there it is null.
  return typeof node.selectionStart === "number" ? [node.selectionStart, node.selectionEnd] : null;
}

let counter = 0;

/** An id that no other node has. */
export function freshId(word) {
  counter += 1;
  return `${word}-${counter}`;
}
