// Starts the page's own WebAssembly; says so where the browser cannot.
import init from "./ui.js";

try {
  await init();
} catch (error) {
  document.getElementById("no-start").hidden = false;
  throw error;
}
