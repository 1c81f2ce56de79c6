// Controls that wait for an answer: shown at once, and never pressed a second time meanwhile.

const waiting = new Set();

/** Runs the work of a control, unless it is still running: then nothing happens. */
export async function once(key, work) {
  if (waiting.has(key)) return undefined;
  waiting.add(key);
  show(key);
  try {
    return await work();
  } finally {
    waiting.delete(key);
    show(key);
  }
}

/** Ties a control to its work, also one that was drawn anew while the work runs. */
export function busyWith(node, key) {
  node.dataset.busyKey = key;
  mark(node, waiting.has(key));
  return node;
}

function show(key) {
  for (const node of document.querySelectorAll("[data-busy-key]")) {
    if (node.dataset.busyKey === key) mark(node, waiting.has(key));
  }
}

function mark(node, busy) {
  // aria-disabled and not disabled: the control keeps the focus.
  for (const name of ["aria-busy", "aria-disabled"]) {
    if (busy) node.setAttribute(name, "true");
    else node.removeAttribute(name);
  }
}
