// Sets the theme before the first paint: the one that was chosen, else what the system prefers.
(() => {
  const contrast = matchMedia("(prefers-contrast: more)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // The key is that of app/src/web/local_storage.rs.
  const key = `pneumoscope theme ${location.pathname.replace(/[^/]*$/, "")}`;
  const chosen = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // This browser stores nothing.
    }
  };
  const apply = () => {
    const preferred = contrast.matches ? "contrast" : dark.matches ? "dark" : "light";
    document.documentElement.dataset.theme = chosen() ?? preferred;
  };
  for (const media of [contrast, dark]) media.addEventListener("change", apply);
  addEventListener("theme", ({ detail }) => {
    apply();
    if (detail) document.documentElement.dataset.theme = detail;
  });
  apply();
})();
