//! The headers as configuration files of common static hosts.

use crate::headers::HEADERS;
use crate::rename;

/// For files with a hash in their name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// For all others: cached, but revalidated each time.
const REVALIDATE: &str = "no-cache";

/// The header file of Netlify and Cloudflare Pages, `_headers`.
pub fn headers_file(paths: &[String]) -> String {
    let mut text = String::from("/*\n");
    lines(&mut text, |name, value| format!("  {name}: {value}"));
    // Both hosts join the values of all rules that match, so each path gets one caching rule.
    for path in paths {
        let caching = if rename::is_hashed(path) {
            FOR_EVER
        } else {
            REVALIDATE
        };
        line(&mut text, &format!("/{path}\n  Cache-Control: {caching}"));
    }
    line(&mut text, &format!("/\n  Cache-Control: {REVALIDATE}"));
    text
}

/// A snippet for Apache, `.htaccess`.
pub fn apache() -> String {
    let mut text = String::from("<IfModule mod_headers.c>\n");
    lines(&mut text, |name, value| {
        format!("  Header always set {name} \"{value}\"")
    });
    line(
        &mut text,
        &format!(
            "  Header set Cache-Control \"{REVALIDATE}\"\n  <FilesMatch \"-[0-9a-f]{{16}}\\.\">\n    Header set Cache-Control \"{FOR_EVER}\"\n  </FilesMatch>\n</IfModule>\nAddType application/wasm .wasm\nAddType text/javascript .js"
        ),
    );
    text
}

/// A snippet for the `server` block of nginx; `gzip_static` is in most builds, brotli is not.
pub fn nginx() -> String {
    let mut text = String::new();
    lines(&mut text, |name, value| {
        format!("add_header {name} \"{value}\" always;")
    });
    line(
        &mut text,
        &format!(
            "add_header Cache-Control $pneumoscope_caching always;\ngzip_static on;\n# brotli_static on;\n\n# In the `http` block:\n# map $uri $pneumoscope_caching {{\n#   default \"{REVALIDATE}\";\n#   \"~-[0-9a-f]{{16}}\\.\" \"{FOR_EVER}\";\n# }}\n# `application/wasm wasm;` belongs into mime.types where it is missing."
        ),
    );
    text
}

fn lines(text: &mut String, format: impl Fn(&str, &str) -> String) {
    for (name, value) in HEADERS {
        line(text, &format(name, value));
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_gets_every_header() {
        for text in [headers_file(&[]), apache(), nginx()] {
            for (name, value) in HEADERS {
                assert!(text.contains(name) && text.contains(value), "{name}");
            }
        }
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        let text = headers_file(&["a-0123456789abcdef.js".into(), "index.html".into()]);
        assert!(text.contains(&format!(
            "/a-0123456789abcdef.js\n  Cache-Control: {FOR_EVER}"
        )));
        assert!(text.contains("/index.html\n  Cache-Control: no-cache"));
    }
}
