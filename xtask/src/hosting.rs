//! The headers as configuration files of common static hosts.

use crate::embed::{self, Origin};
use crate::headers::{HEADERS, POLICY};
use crate::rename;

/// For files with a hash in their name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// For all others: cached, but revalidated each time.
const REVALIDATE: &str = "no-cache";

/// The header file of Netlify and Cloudflare Pages, `_headers`.
pub fn headers_file(paths: &[String], origins: &[Origin]) -> String {
    let mut text = String::from("/*\n");
    let embedded = !origins.is_empty();
    for (name, value) in HEADERS {
        // Both hosts join the values of all rules that match, so each path gets one caching rule, and one
        // policy if they differ.
        if name != POLICY || !embedded {
            line(&mut text, &format!("  {name}: {value}"));
        }
    }
    for path in paths.iter().map(String::as_str).chain([""]) {
        let caching = if rename::is_hashed(path) {
            FOR_EVER
        } else {
            REVALIDATE
        };
        line(&mut text, &format!("/{path}\n  Cache-Control: {caching}"));
        if embedded {
            let sites = if path == embed::FILE { origins } else { &[] };
            line(&mut text, &format!("  {POLICY}: {}", embed::policy(sites)));
        }
    }
    text
}

/// A snippet for Apache, `.htaccess`.
pub fn apache(origins: &[Origin]) -> String {
    let mut text = String::from("<IfModule mod_headers.c>\n");
    lines(&mut text, |name, value| {
        format!("  Header always set {name} \"{value}\"")
    });
    if !origins.is_empty() {
        let (file, policy) = (embed::FILE, embed::policy(origins));
        line(
            &mut text,
            &format!(
                "  <Files \"{file}\">\n    Header always set {POLICY} \"{policy}\"\n  </Files>"
            ),
        );
    }
    line(
        &mut text,
        &format!(
            "  Header set Cache-Control \"{REVALIDATE}\"\n  <FilesMatch \"-[0-9a-f]{{16}}\\.\">\n    Header set Cache-Control \"{FOR_EVER}\"\n  </FilesMatch>\n</IfModule>\nAddType application/wasm .wasm\nAddType text/javascript .js"
        ),
    );
    text
}

/// A snippet for the `server` block of nginx; `gzip_static` is in most builds, brotli is not.
pub fn nginx(origins: &[Origin]) -> String {
    let mut text = String::new();
    lines(&mut text, |name, value| {
        let value = if name == POLICY {
            "$pneumoscope_policy".to_owned()
        } else {
            format!("\"{value}\"")
        };
        format!("add_header {name} {value} always;")
    });
    line(
        &mut text,
        &format!(
            "add_header Cache-Control $pneumoscope_caching always;\ngzip_static on;\n# brotli_static on;\n\n# In the `http` block:\n# map $uri $pneumoscope_caching {{\n#   default \"{REVALIDATE}\";\n#   \"~-[0-9a-f]{{16}}\\.\" \"{FOR_EVER}\";\n# }}\n# map $uri $pneumoscope_policy {{\n#   default \"{}\";\n#   \"~/{}$\" \"{}\";\n# }}\n# `application/wasm wasm;` belongs into mime.types where it is missing.",
            embed::policy(&[]),
            embed::FILE,
            embed::policy(origins)
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
        for text in [headers_file(&[], &[]), apache(&[]), nginx(&[])] {
            for (name, value) in HEADERS {
                assert!(text.contains(name) && text.contains(value), "{name}");
            }
        }
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        let paths = ["a-0123456789abcdef.js".into(), "index.html".into()];
        let text = headers_file(&paths, &[]);
        assert!(text.contains(&format!(
            "/a-0123456789abcdef.js\n  Cache-Control: {FOR_EVER}"
        )));
        assert!(text.contains("/index.html\n  Cache-Control: no-cache"));
    }

    #[test]
    fn sites_that_are_listed_may_frame_one_page_alone() {
        let origins = ["https://a.example".parse().unwrap()];
        let paths = ["embed.html".into(), "index.html".into()];
        let netlify = headers_file(&paths, &origins);
        let rule = |path: &str| {
            let start = netlify.find(&format!("/{path}\n")).unwrap();
            let end = netlify[start..]
                .find("\n/")
                .map_or(netlify.len(), |end| start + end);
            netlify[start..end].to_owned()
        };
        assert!(rule("embed.html").contains("frame-ancestors https://a.example"));
        assert!(rule("index.html").contains("frame-ancestors 'none'"));
        assert!(!rule("*").contains("frame-ancestors"));
        for text in [netlify, apache(&origins), nginx(&origins)] {
            assert_eq!(text.matches("https://a.example").count(), 1, "{text}");
        }
    }
}
