// The page's only Trusted Types policy: no text becomes HTML or code, and no address starts a script but those
// of the page's own two workers. See `require-trusted-types-for` in xtask/src/headers.rs.
{
  const absolute = (address) => new URL(address, document.baseURI).href;
  const scripts = ["engine.js", "sw.js"].map(absolute);
  self.trustedTypes?.createPolicy("default", {
    createScriptURL: (address) => (scripts.includes(absolute(address)) ? address : null),
  });
}
