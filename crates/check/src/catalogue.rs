//! The words of all messages of this crate, Vietnamese and English side by side in `data/messages.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kehoach_model::{Message, Rule};
use serde::Deserialize;

/// What is said of a rule.
#[derive(Debug, Deserialize)]
struct Worded {
    /// The rule in a few words, for lists.
    title: Both,
    #[serde(default, flatten)]
    messages: BTreeMap<String, Both>,
}

#[derive(Debug, Deserialize)]
struct Both {
    vi: String,
    en: String,
}

static CATALOGUE: LazyLock<BTreeMap<Rule, Worded>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a file of this crate, loaded in a test")]
    toml::from_str(include_str!("../data/messages.toml")).expect("a data file")
});

/// The rule in a few words.
#[must_use]
pub fn title(rule: Rule) -> Message {
    CATALOGUE.get(&rule).map_or_else(
        || Message { vi: rule.name(), en: rule.name() },
        |worded| Message { vi: worded.title.vi.clone(), en: worded.title.en.clone() },
    )
}

/// A value of a message: the same in both languages, or worded in each.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Same(String),
    Worded(Message),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Same(text.to_owned())
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Worded(message)
    }
}

/// A message with its values; a key without words gives the key, which a test of this crate forbids.
pub(crate) fn message(rule: Rule, key: &str, values: &[(&str, Value)]) -> Message {
    let Some(both) = CATALOGUE.get(&rule).and_then(|worded| worded.messages.get(key)) else {
        debug_assert!(false, "{}: no message {key}", rule.name());
        return Message { vi: key.to_owned(), en: key.to_owned() };
    };
    let in_language = |pick: fn(&Message) -> &str| {
        let values = values.iter().map(|(name, value)| match value {
            Value::Same(text) => (*name, text.as_str()),
            Value::Worded(message) => (*name, pick(message)),
        });
        values.collect::<Vec<_>>()
    };
    Message {
        vi: filled(&both.vi, &in_language(|message| &message.vi)),
        en: filled(&both.en, &in_language(|message| &message.en)),
    }
}

/// Messages as one, with semicolons.
pub(crate) fn list(messages: impl Iterator<Item = Message>) -> Message {
    let (vi, en): (Vec<String>, Vec<String>) = messages.map(|message| (message.vi, message.en)).unzip();
    Message { vi: vi.join("; "), en: en.join("; ") }
}

/// "{name}" in a template becomes the value of that name; a value is never searched for names again.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 40);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = behind.split_once('}') else {
            rest = behind;
            continue;
        };
        let value = values.iter().find(|(known, _)| *known == name).map_or(name, |(_, value)| value);
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::RULES;

    fn names(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
    }

    #[test]
    fn both_languages_say_the_same_of_every_rule() {
        for entry in RULES {
            let worded =
                CATALOGUE.get(&entry.rule).unwrap_or_else(|| panic!("{} has no title", entry.name()));
            for (key, both) in &worded.messages {
                assert_eq!(names(&both.vi), names(&both.en), "{}.{key}", entry.name());
            }
        }
        assert_eq!(CATALOGUE.len(), RULES.len(), "no rule is there twice or too many");
    }

    #[test]
    fn a_value_is_no_template() {
        assert_eq!(filled("{a} and {b}", &[("a", "{b}"), ("b", "c")]), "{b} and c");
    }
}
