//! Splits Rust source into words and signs, without comments, literals and tests.

/// A token, as far as paths need telling them apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A keyword or name.
    Word(String),
    /// `::`.
    Path,
    /// Any other character.
    Sign(char),
}

/// The tokens of a source.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = ignored(rest);
        if skipped > 0 {
            rest = &rest[skipped..];
        } else if let Some(after) = rest.strip_prefix("::") {
            tokens.push(Token::Path);
            rest = after;
        } else if first.is_alphanumeric() || first == '_' {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Sign(first));
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    tokens
}

/// The length of the comment or literal at the start, in bytes; 0 when there is none.
fn ignored(text: &str) -> usize {
    let to_end = |end: Option<usize>| end.unwrap_or(text.len());
    if text.starts_with("//") {
        return to_end(text.find('\n'));
    }
    if text.starts_with("/*") {
        return to_end(text.find("*/").map(|end| end + 2));
    }
    if text.starts_with("r\"") || text.starts_with("r#") {
        let hashes = text[1..].bytes().take_while(|byte| *byte == b'#').count();
        let close = format!("\"{}", "#".repeat(hashes));
        let open = 2 + hashes;
        if text.as_bytes().get(1 + hashes) == Some(&b'"') {
            return to_end(
                text[open..]
                    .find(&close)
                    .map(|end| open + end + close.len()),
            );
        }
    }
    if text.starts_with('"') {
        return to_end(closing(text, '"'));
    }
    // A character, unlike a lifetime, is closed again at once.
    if text.starts_with("'\\") || (text.starts_with('\'') && text.chars().nth(2) == Some('\'')) {
        let first = text[1..].chars().next().map_or(0, char::len_utf8);
        let is_escaped = text.starts_with("'\\");
        return to_end(if is_escaped {
            closing(text, '\'')
        } else {
            Some(first + 2)
        });
    }
    0
}

/// The end of a literal that begins with the sign that also closes it, in bytes.
fn closing(text: &str, sign: char) -> Option<usize> {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if character == sign {
            return Some(index + 1);
        }
    }
    None
}

/// The tokens without items that are compiled for tests alone.
pub(crate) fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let word = |text: &str| Token::Word(text.to_owned());
    let marker = [
        Token::Sign('#'),
        Token::Sign('['),
        word("cfg"),
        Token::Sign('('),
        word("test"),
        Token::Sign(')'),
        Token::Sign(']'),
    ];
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        if rest.starts_with(&marker) {
            rest = &rest[marker.len()..];
            rest = &rest[item(rest)..];
        } else {
            kept.push(first.clone());
            rest = after;
        }
    }
    kept
}

/// How many tokens the first item has: up to its `;` or closing brace.
fn item(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Sign('{') => depth += 1,
            Token::Sign('}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            Token::Sign(';') if depth == 0 => return index + 1,
            _ => {}
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let words = without_tests(&tokens(text)).into_iter();
        words
            .filter_map(|token| match token {
                Token::Word(word) => Some(word),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn comments_and_literals_are_left_out() {
        let text = r##"a /* b */ "c \" c" r#"d " d"# 'e' '\'' 'é' &'f g // h
            i"##;
        assert_eq!(words(text), ["a", "f", "g", "i"]);
    }

    #[test]
    fn test_items_are_left_out_wherever_they_stand() {
        let text = "a #[cfg(test)] mod tests; b #[cfg(test)] mod c { fn d() { e } } f \
            #[cfg(test)] #[rustfmt::skip] fn g() {} h";
        assert_eq!(words(text), ["a", "b", "f", "h"]);
    }
}
