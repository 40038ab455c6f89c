//! What is said of a rule in reports.

use kehoach_model::{Message, Rule, Severity};

/// What is said of a rule in reports.
#[derive(Debug, Clone)]
pub struct RuleText {
    /// The rule.
    pub rule: Rule,
    /// How much its findings weigh, as a rule.
    pub severity: Severity,
    /// In a few words.
    pub title: Message,
    /// In one sentence, English.
    pub summary: String,
    /// Markdown, English, headings of the second level.
    pub manual: String,
}

impl RuleText {
    /// The first sentence of what the manual says to do.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let (_, section) = self.manual.split_once("## What to do")?;
        let lines = section.lines().skip(1).map(str::trim).skip_while(|line| line.is_empty());
        let paragraph: Vec<&str> =
            lines.take_while(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let paragraph = paragraph.join(" ");
        let end = paragraph.find(". ").map_or(paragraph.len(), |end| end + 1);
        let sentence = paragraph.get(..end)?.trim_end_matches([':', ' ']);
        (!sentence.is_empty()).then(|| sentence.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_the_first_sentence_of_what_to_do() {
        let rule = |manual: &str| RuleText {
            rule: Rule::MissingCell,
            severity: Severity::Warning,
            title: Message { vi: String::new(), en: String::new() },
            summary: String::new(),
            manual: manual.to_owned(),
        };
        let manual = "## What it finds\nA. B.\n\n## What to do\n\nAsk the issuer\nwho answers. Do not guess.\n\n## Settings\n";
        assert_eq!(rule(manual).help().unwrap(), "Ask the issuer who answers.");
        assert_eq!(rule("## What to do\nNothing").help().unwrap(), "Nothing");
        assert_eq!(rule("## What to do\n\n## Settings\nx").help(), None);
        assert_eq!(rule("").help(), None);
    }
}
