// Starts the page's WebAssembly, and shows a message where that fails. Where not even this script
// runs, the message appears by itself.
const message = document.getElementById("no-start");
message.hidden = true;
message.classList.remove("late");

/** Shows which files did not arrive as published, instead of the page. */
function refuse() {
  const names = self.refused.map((address) => address.split("/").at(-1)).join(", ");
  message.textContent =
    `Pneumoscope was not started, because of files that did not arrive or were changed: ${names}. Reload the ` +
    "page. If this message stays, do not use this copy of the page, and tell those who host it.";
  message.hidden = false;
  document.getElementById("app").hidden = true;
}

function start() {
  const code = fetch(new URL("./ui_bg.wasm", import.meta.url)).catch((error) => {
    self.refused.push("ui_bg.wasm");
    refuse();
    throw error;
  });
  Promise.all([import("./ui.js"), code])
    .then(([{ default: init }, code]) => init({ module_or_path: code }))
    .catch((error) => {
      message.hidden = false;
      throw error;
    });
}

// The script that notes them may itself be one.
self.refused ??= ["intact.js"];
addEventListener("refused", refuse);
if (self.refused.length > 0) refuse();
else start();
