//! The response headers that the page needs, with its content security policy.

/// The name of the header with the policy.
pub const POLICY: &str = "Content-Security-Policy";

/// The content security policy: the page may only run its own code.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; \
img-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
require-trusted-types-for 'script'; trusted-types default; frame-ancestors 'none'";

/// Sent with every file: no requests to other origins, no sharing with them, no guessing of types, and
/// cross-origin isolation for threads and precise clocks.
pub const HEADERS: [(&str, &str); 7] = [
    (POLICY, CONTENT_SECURITY_POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), usb=(), payment=(), browsing-topics=()",
    ),
];

/// The media type of a file by its extension.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/vnd.microsoft.icon",
        Some("ftl" | "txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_is_served_as_wasm_and_weights_as_bytes() {
        assert_eq!(media_type("worker_bg.wasm"), "application/wasm");
        assert_eq!(
            media_type("model/weights.000.bin"),
            "application/octet-stream"
        );
        assert_eq!(media_type("no-ending"), "application/octet-stream");
    }

    #[test]
    fn the_policy_names_no_foreign_origin() {
        assert!(!CONTENT_SECURITY_POLICY.contains("http"));
        assert!(!CONTENT_SECURITY_POLICY.contains('*'));
        assert!(!CONTENT_SECURITY_POLICY.contains("unsafe-inline"));
    }
}
