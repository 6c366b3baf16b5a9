//! Text of the page on privacy.

/// The lead.
pub const LEAD: &str = "Films are decoded and classified in this browser. They are not uploaded, and nothing of them is stored unless you save it.";
/// The heading of the live state.
pub const NOW: &str = "Now";
/// The page's files are served from the browser's cache.
pub const SEALED: &str = "The service worker is active: it serves this page from the browser's cache and refuses every other request.";
/// They are not.
pub const NOT_SEALED: &str = "The service worker is not active yet, or this browser has none. The page's policy still forbids requests to other hosts.";
/// The heading of the means.
pub const HOW: &str = "What enforces this";
/// The means.
pub const MEANS: [&str; 4] = [
    "A Content-Security-Policy allows requests to this page's own host alone, and neither forms nor frames nor scripts of others.",
    "A service worker refuses every request but those for the page's and the model's own files.",
    "After the model is loaded the page makes no request at all; the browser's own records are counted, here and in every worker.",
    "Files are read by the page, not sent to it: there is no server code, only a folder of files with hashes.",
];
/// The heading of the instructions.
pub const CHECK: &str = "How to check it yourself";
/// The instructions.
pub const STEPS: [&str; 4] = [
    "Open the developer tools (F12) and their Network panel, then classify a film: nothing is listed.",
    "Switch the network off (flight mode, or Offline in the Network panel) and classify another film: it works, and so does reloading the page.",
    "Look at Application, then Storage: caches hold the page and the model, no film.",
    "Compare the files with the hashes in manifest.json, which every release has.",
];
/// The heading of the policy.
pub const POLICY: &str = "The policy of this page";
/// A browser that has no such element.
pub const NO_POLICY: &str = "The policy could not be read.";
