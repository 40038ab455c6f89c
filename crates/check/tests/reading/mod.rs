//! A file of cases.

use kehoach_check::Settings;
use kehoach_model::{Format, Source, TextOrigin};
use kehoach_viet::key;

/// Documents and what a rule must say of them.
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) settings: Settings,
    /// Name and text.
    pub(crate) documents: Vec<(String, String)>,
    /// Name, ordinals, part of the message.
    pub(crate) expected: Vec<(String, String, String)>,
}

/// The cases of a file.
pub(crate) fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            assert!(title.starts_with("fires: ") || title.starts_with("silent: "), "{title}");
            cases.push(Case {
                title: title.to_owned(),
                settings: Settings::default(),
                documents: Vec::new(),
                expected: Vec::new(),
            });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(name) = line.strip_prefix("### ") {
            case.documents.push((name.trim().to_owned(), String::new()));
        } else if let Some(expected) = line.strip_prefix("=> ") {
            if expected.trim() != "nothing" {
                let mut parts = expected.splitn(3, '|').map(|part| part.trim().to_owned());
                let mut part = || parts.next().unwrap_or_default();
                case.expected.push((part(), part(), part()));
            }
        } else if let Some(settings) = line.strip_prefix("settings: ") {
            case.settings = toml::from_str(settings).unwrap();
        } else if let Some((_, text)) = case.documents.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    for case in &cases {
        assert!(!case.documents.is_empty(), "{}: no document", case.title);
        assert_eq!(case.expected.is_empty(), case.title.starts_with("silent"), "{}", case.title);
    }
    cases
}

/// The file that a document would come from.
pub(crate) fn source(name: &str, text: &str) -> Source {
    Source {
        path: name.to_owned(),
        same_bytes: Vec::new(),
        part: None,
        format: Format::Text,
        sha256: key::hash(&[name, text]).repeat(4),
        bytes: text.len() as u64,
        pages: None,
        text: TextOrigin::Dump,
        tools: Vec::new(),
    }
}
