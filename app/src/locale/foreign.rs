//! Finds the message for a sentence that another crate made in English, as gettext does: by its text.
//!
//! `pneumoscope predict` and the page write the same sentences into their tables, so the crates that both
//! share know English alone. The page translates what it shows.

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, PatternElement};

/// What the keys of such messages begin with.
const PREFIX: &str = "model-";

/// The English text of such a message: literal text with variables in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The message's key.
    pub key: String,
    /// The text before the first variable.
    start: String,
    /// Each variable with the text that follows it.
    variables: Vec<(String, String)>,
}

impl Template {
    /// All templates of the English messages, in their order.
    pub fn all(english: &FluentResource) -> Vec<Self> {
        let messages = english.entries().filter_map(|entry| match entry {
            Entry::Message(message) if message.id.name.starts_with(PREFIX) => Some(message),
            _ => None,
        });
        messages.filter_map(Self::of).collect()
    }

    fn of(message: &Message<&str>) -> Option<Self> {
        let mut template = Self {
            key: message.id.name.to_owned(),
            start: String::new(),
            variables: Vec::new(),
        };
        for element in &message.value.as_ref()?.elements {
            match element {
                PatternElement::TextElement { value } => template.text().push_str(value),
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::VariableReference { id }),
                } => template.variables.push((id.name.to_owned(), String::new())),
                PatternElement::Placeable { .. } => return None,
            }
        }
        Some(template)
    }

    /// The text at the end.
    fn text(&mut self) -> &mut String {
        match self.variables.last_mut() {
            Some((_, text)) => text,
            None => &mut self.start,
        }
    }

    /// The values of the variables, if the sentence has this form.
    pub fn arguments<'text>(&self, sentence: &'text str) -> Option<Vec<(String, &'text str)>> {
        let mut rest = sentence.strip_prefix(self.start.as_str())?;
        let mut arguments = Vec::with_capacity(self.variables.len());
        let last = self.variables.len().checked_sub(1);
        for (index, (name, text)) in self.variables.iter().enumerate() {
            let length = if Some(index) == last {
                rest.strip_suffix(text.as_str())?.len()
            } else {
                rest.find(text.as_str())?
            };
            arguments.push((name.clone(), &rest[..length]));
            rest = &rest[length + text.len()..];
        }
        rest.is_empty().then_some(arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn templates() -> Vec<Template> {
        let text = "model-far = farther than { $percentile } % of the films; nearest: { $sources }\n\
                    model-empty = the file is empty\n\
                    other = { $left } or { $right }\n";
        Template::all(&FluentResource::try_new(text.to_owned()).unwrap())
    }

    fn found(sentence: &str) -> Option<(String, Vec<&str>)> {
        let templates = templates();
        let mut templates = templates.iter();
        templates.find_map(|template| {
            let arguments = template.arguments(sentence)?;
            let values = arguments.into_iter().map(|(_, value)| value).collect();
            Some((template.key.clone(), values))
        })
    }

    #[test]
    fn a_sentence_finds_its_message_and_the_values_in_it() {
        let far = found("farther than 93 % of the films; nearest: nih, rsna");
        assert_eq!(far, Some(("model-far".to_owned(), vec!["93", "nih, rsna"])));
        assert_eq!(
            found("the file is empty"),
            Some(("model-empty".to_owned(), Vec::new()))
        );
    }

    #[test]
    fn other_sentences_and_other_messages_find_nothing() {
        assert_eq!(found("the file is empty."), None);
        assert_eq!(found("this or that"), None);
        assert_eq!(found("farther than 93 % of the films"), None);
    }
}
