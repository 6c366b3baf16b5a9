// Starts the page's own WebAssembly; says so where the browser cannot. Where not even this script
// runs, the sentence comes by itself.
const sentence = document.getElementById("no-start");
sentence.hidden = true;
sentence.classList.remove("late");

import("./ui.js")
  .then(({ default: init }) => init())
  .catch((error) => {
    sentence.hidden = false;
    throw error;
  });
