// Runs first and notes scripts and style sheets of the page that did not arrive, or not with the hash that the
// page states for them; the page is then not started, and a message shown. Compiled code is checked as it is fetched.
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
