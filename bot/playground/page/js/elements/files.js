// File inputs in modals: the files go to the server when they are chosen, their ids when one submits.
// And what the composer shares with them.

import { freshId, h } from "../dom.js";

export function fileInput(control) {
  const { element } = control;
  const list = h("ul", { class: "chips", "aria-label": "Files chosen" });
  const status = h("p", { class: "suggestion-status", role: "status" });
  let files = control.entry.files ?? [];
  const node = h("input", {
    class: "input",
    type: "file",
    ...control.naming(),
    multiple: (element.max_files ?? 10) > 1,
    "data-focus": control.focusKey(),
    accept: element.filetypes?.map((ending) => `.${ending}`).join(",") || null,
    id: control.id ?? freshId("file"),
  });
  const keep = async (next) => {
    files = next;
    draw();
    await control.set({ files });
  };
  const draw = () => {
    showFiles(list, files, keep);
  };
  node.addEventListener("change", async () => {
    const chosen = await Promise.all([...node.files].map(readFile));
    node.value = "";
    const all = [...files, ...chosen];
    const most = element.max_files ?? 10;
    status.textContent = all.length > most ? `At most ${most} files can be added.` : "";
    await keep(all.slice(0, most));
  });
  draw();
  return h("div", { class: "files" }, node, list, status);
}

/** Each file's name in the list, and a cross that calls `keep` with the others. */
export function showFiles(list, files, keep) {
  list.hidden = !files.length;
  list.replaceChildren(
    ...files.map((file) =>
      h(
        "li",
        { class: "chip" },
        h("span", {}, file.name),
        h(
          "button",
          {
            type: "button",
            "aria-label": `Remove ${file.name}`,
            on: { click: () => keep(files.filter((each) => each !== file)) },
          },
          "×",
        ),
      ),
    ),
  );
}

/** A file as the server takes it. */
export async function readFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return { name: file.name, mimetype: file.type, content };
}
