//! Text of the page on privacy.

messages! {
    "privacy_page";

    /// The lead.
    pub fn lead();
    /// The heading of the live state.
    pub fn now();
    /// The page's files are served from the browser's cache.
    pub fn sealed();
    /// They are not.
    pub fn not_sealed();
    /// The heading of the means.
    pub fn how();
    /// The heading of the instructions.
    pub fn check();
    /// The heading of the policy.
    pub fn policy();
    /// A browser that has no such element.
    pub fn no_policy();
}

/// The means.
pub const MEANS: [&str; 4] = [
    "A Content-Security-Policy allows requests to this page's own host alone, and neither forms nor frames nor scripts of others.",
    "A service worker refuses every request but those for the page's and the model's own files.",
    "After the model is loaded the page makes no request at all; the browser's own records are counted, here and in every worker.",
    "Files are read by the page, not sent to it: there is no server code, only a folder of files with hashes.",
];
/// The instructions.
pub const STEPS: [&str; 4] = [
    "Open the developer tools (F12) and their Network panel, then classify a film: nothing is listed.",
    "Switch the network off (flight mode, or Offline in the Network panel) and classify another film: it works, and so does reloading the page.",
    "Look at Application, then Storage: caches hold the page and the model, no film.",
    "Compare the files with the hashes in manifest.json, which every release has.",
];
