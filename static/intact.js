// Runs first and notes scripts and style sheets of the page that did not arrive, or not with the hash that the
// page states for them; boot.js then shows a message instead of the page. Compiled code is fetched there.
self.refused = [];
addEventListener(
  "error",
  ({ target: { integrity, src, href } }) => {
    if (!integrity) return;
    self.refused.push(src ?? href);
    dispatchEvent(new Event("refused"));
  },
  true,
);
