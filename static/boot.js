// Starts the page's WebAssembly, and shows a message where that fails. Where not even this script
// runs, the message appears by itself.
const message = document.getElementById("no-start");
message.hidden = true;
message.classList.remove("late");

import("./ui.js")
  .then(({ default: init }) => init())
  .catch((error) => {
    message.hidden = false;
    throw error;
  });
