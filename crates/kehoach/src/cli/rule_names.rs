//! Rules by the names that people type.

use anyhow::{Result, bail};
use kehoach_check::{Entry, RULES};
use kehoach_export::RuleText;
use kehoach_model::Rule;

use crate::lang::Lang;
use crate::show::printable;

/// Likeness, 0 to 1, from which a name may be meant.
const ALIKE: f64 = 0.75;
/// Names that are offered.
const OFFERED: usize = 3;

/// The rule of that name.
pub(super) fn entry(name: &str, lang: Lang) -> Result<&'static Entry> {
    if let Some(entry) = kehoach_check::rule(name.trim()) {
        return Ok(entry);
    }
    let near = nearest(name.trim());
    let name = printable(name.trim());
    let offer = if near.is_empty() {
        lang.pick("xem danh sách: kehoach rules", "`kehoach rules` lists them").to_owned()
    } else {
        format!("{} {}", lang.pick("có phải là:", "perhaps"), near.join(", "))
    };
    match lang {
        Lang::Vi => bail!("không có quy tắc “{name}”; {offer}"),
        Lang::En => bail!("no rule \"{name}\"; {offer}"),
    }
}

/// The rules of a list of names; a name may hold several, parted by commas.
pub(super) fn rules(names: &[String], lang: Lang) -> Result<Vec<Rule>> {
    let names = names.iter().flat_map(|names| names.split(',')).filter(|name| !name.trim().is_empty());
    names.map(|name| Ok(entry(name, lang)?.rule)).collect()
}

/// Names that are much alike, or hold the word, the nearest first.
fn nearest(name: &str) -> Vec<String> {
    let likeness = |known: &str| {
        let holds = if name.len() > 2 && known.contains(name) { 1.0 } else { 0.0 };
        strsim::normalized_damerau_levenshtein(name, known).max(holds)
    };
    let known = RULES.iter().map(Entry::name).map(|known| (likeness(&known), known));
    let mut near: Vec<(f64, String)> = known.filter(|(alike, _)| *alike >= ALIKE).collect();
    near.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.cmp(y)));
    near.into_iter().take(OFFERED).map(|(_, name)| name).collect()
}

/// What reports say of the rules.
pub(super) fn texts() -> Vec<RuleText> {
    let text = |entry: &Entry| RuleText {
        rule: entry.rule,
        severity: entry.severity,
        title: kehoach_check::title(entry.rule),
        summary: entry.summary().to_owned(),
        manual: entry.manual(),
    };
    RULES.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_understood() {
        assert_eq!(nearest("missing-cel"), ["missing-cell"]);
        assert_eq!(nearest("mising_cell"), ["missing-cell"]);
        assert!(nearest("ordinal").contains(&"duplicate-ordinal".to_owned()));
        assert!(nearest("zzz").is_empty());
    }

    #[test]
    fn names_may_stand_together() {
        let names = ["missing-cell, ordinal-gap".to_owned(), "empty-row".to_owned(), String::new()];
        assert_eq!(rules(&names, Lang::En).unwrap(), [Rule::MissingCell, Rule::OrdinalGap, Rule::EmptyRow]);
    }
}
