//! Text of the page on privacy.

use crate::messages;

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
    fn means_policy();
    fn means_worker();
    fn means_requests();
    fn means_files();
    fn step_tools();
    fn step_offline();
    fn step_storage();
    fn step_hashes();
}

/// The means.
pub fn means() -> [String; 4] {
    [
        means_policy(),
        means_worker(),
        means_requests(),
        means_files(),
    ]
}

/// The instructions.
pub fn steps() -> [String; 4] {
    [step_tools(), step_offline(), step_storage(), step_hashes()]
}
