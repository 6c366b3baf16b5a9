//! `embed.html`: the page for frames on other sites, which the host must list by origin.

use std::str::FromStr;

use crate::headers::CONTENT_SECURITY_POLICY;

/// The file's name.
pub const FILE: &str = "embed.html";

/// Where the list is inserted.
const HEAD_END: &str = "</head>";

/// The part of the policy that keeps all frames out.
const NO_FRAMES: &str = "frame-ancestors 'none'";

/// The origin of a site that may embed the page, such as `https://viewer.example`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl FromStr for Origin {
    type Err = String;

    /// An origin over https; over http only on the same computer.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is not an origin: give scheme, host and perhaps port, as in https://viewer.example"
            )
        };
        let (scheme, rest) = text.split_once("://").ok_or_else(wrong)?;
        let (host, port) = rest.split_once(':').unwrap_or((rest, "443"));
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let is_host = !host.is_empty() && host.bytes().all(|it| letters(it) || b".-".contains(&it));
        if !is_host || port.parse::<u16>().is_err() {
            return Err(wrong());
        }
        match scheme {
            "https" => Ok(Self(text.to_owned())),
            "http" if ["localhost", "127.0.0.1"].contains(&host) => Ok(Self(text.to_owned())),
            "http" => Err(format!("`{text}` can be changed on the way: use https")),
            _ => Err(wrong()),
        }
    }
}

/// The page for frames on these sites; without any it says that embedding is off.
///
/// `None` when the page has no head.
pub fn page(index: &str, origins: &[Origin]) -> Option<String> {
    let (before, after) = index.split_once(HEAD_END)?;
    let list = list(origins);
    Some(format!(
        "{before}<meta name=\"embed-origins\" content=\"{list}\">{HEAD_END}{after}"
    ))
}

/// The policy of that page.
pub fn policy(origins: &[Origin]) -> String {
    if origins.is_empty() {
        return CONTENT_SECURITY_POLICY.to_owned();
    }
    let frames = format!("frame-ancestors {}", list(origins));
    CONTENT_SECURITY_POLICY.replace(NO_FRAMES, &frames)
}

fn list(origins: &[Origin]) -> String {
    let origins: Vec<&str> = origins.iter().map(|Origin(text)| text.as_str()).collect();
    origins.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_origin_is_one() {
        for right in [
            "https://viewer.example",
            "https://pacs.example:8443",
            "http://127.0.0.1:8081",
            "http://localhost",
        ] {
            assert!(right.parse::<Origin>().is_ok(), "{right}");
        }
        for wrong in [
            "*",
            "viewer.example",
            "https://viewer.example/",
            "https://viewer.example/app",
            "http://viewer.example",
            "https://*.example",
            "https://a.example b.example",
            "https://a.example; script-src *",
            "https://a.example\"",
            "https://a.example:port",
            "https://",
            "file://a",
        ] {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_page_names_the_sites_and_so_does_its_policy() {
        let origins = ["https://a.example", "https://b.example:8443"];
        let origins = origins.map(|text| text.parse().unwrap());
        let page = page("<html><head></head></html>", &origins).unwrap();
        assert!(page.contains("content=\"https://a.example https://b.example:8443\"></head>"));
        let policy = policy(&origins);
        assert!(policy.ends_with("frame-ancestors https://a.example https://b.example:8443"));
    }

    #[test]
    fn without_a_site_no_frame_is_allowed() {
        assert_eq!(policy(&[]), CONTENT_SECURITY_POLICY);
        assert!(CONTENT_SECURITY_POLICY.contains(NO_FRAMES));
    }
}
