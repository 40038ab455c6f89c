//! Findings that people have judged: `kehoach-suppressions.toml`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use kehoach_export::{Document, Source};
use kehoach_model::{Finding, Rule};
use serde::Deserialize;
use toml::Spanned;

use super::record::Record;
use crate::cli::rule_names;
use crate::lang::Lang;
use crate::settings::{self, KehoachToml};
use crate::show::printable;
use crate::tell;

/// Where they stand unless something else is said, beside `kehoach.toml`.
const NAME: &str = "kehoach-suppressions.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    suppress: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    plan: Option<String>,
    row: Option<String>,
    row_key: Option<String>,
    reason: String,
}

/// All suppressions, and what became of them.
pub(super) struct Suppressions {
    file: PathBuf,
    all: Vec<Suppression>,
}

struct Suppression {
    rule: Rule,
    entry: Entry,
    line: usize,
    /// Whether its plan was among those checked.
    is_met: bool,
    is_used: bool,
}

impl Suppressions {
    /// Those of the file that is named, else of the settings, else beside them, if there is one.
    pub(super) fn load(named: Option<&Path>, settings: &KehoachToml, lang: Lang) -> Result<Self> {
        let folder = settings.folder();
        let set = settings.check.suppressions.as_ref();
        let beside = || folder.map(|folder| folder.join(NAME)).filter(|file| file.is_file());
        let file = named.map(Path::to_owned).or_else(|| Some(folder?.join(set?))).or_else(beside);
        match file {
            Some(file) => Self::parse(&settings::read(&file)?, file, lang),
            None => Ok(Self { file: PathBuf::new(), all: Vec::new() }),
        }
    }

    fn parse(text: &str, file: PathBuf, lang: Lang) -> Result<Self> {
        let written: Written = settings::parse(text, &file)?;
        let all = written.suppress.into_iter().map(|entry| {
            let line = settings::line_of(text, entry.span().start);
            suppression(entry.into_inner(), line, lang)
                .with_context(|| format!("{}, line {line}", file.display()))
        });
        let all = all.collect::<Result<_>>()?;
        Ok(Self { file, all })
    }

    /// A document is checked.
    pub(super) fn meet(&mut self, document: &Document) {
        for suppression in &mut self.all {
            suppression.is_met |= suppression.is_for(document);
        }
    }

    /// Whether there is any for the rule.
    pub(super) fn concern(&self, rule: Rule) -> bool {
        self.all.iter().any(|suppression| suppression.rule == rule)
    }

    /// Why a finding is suppressed, if it is.
    pub(super) fn reason(&mut self, record: &Record<'_>, finding: &Finding) -> Result<Option<String>> {
        let mut reason = None;
        // All that fit are used, so that none of them is told as useless.
        for suppression in self.all.iter_mut().filter(|suppression| suppression.rule == finding.rule) {
            if suppression.is_for(record.head()) && suppression.fits(record, finding)? {
                suppression.is_used = true;
                reason = reason.or_else(|| Some(suppression.entry.reason.clone()));
            }
        }
        Ok(reason)
    }

    /// Tells those that suppressed nothing though their rule and their plan were there.
    pub(super) fn tell_unused(&self, is_chosen: impl Fn(Rule) -> bool, lang: Lang) {
        let unused = self.all.iter().filter(|one| one.is_met && !one.is_used && is_chosen(one.rule));
        for suppression in unused {
            let (file, line) = (self.file.display(), suppression.line);
            let what = printable(&suppression.told());
            tell(&match lang {
                Lang::Vi => format!("{file}, dòng {line}: {what}: không còn gì để bỏ qua; hãy xóa mục này"),
                Lang::En => format!("{file}, line {line}: {what}: suppresses nothing any more; take it out"),
            });
        }
    }
}

fn suppression(entry: Entry, line: usize, lang: Lang) -> Result<Suppression> {
    let rule = rule_names::entry(&entry.rule, lang)?.rule;
    if entry.reason.trim().is_empty() {
        bail!(lang.pick("thiếu lý do (reason)", "the reason is blank").to_owned());
    }
    if entry.row.is_some() && entry.row_key.is_some() {
        bail!(lang.pick("chỉ dùng row hoặc row_key", "give row or row_key, not both").to_owned());
    }
    if entry.row.is_some() && entry.plan.is_none() {
        bail!(
            lang.pick(
                "row cần có plan: hàng cùng tên có trong mọi kế hoạch",
                "row needs its plan: every plan has a row of that name"
            )
            .to_owned()
        );
    }
    Ok(Suppression { rule, entry, line, is_met: false, is_used: false })
}

impl Suppression {
    fn is_for(&self, document: &Document) -> bool {
        let is_it = |plan: &str| {
            plan == document.id
                || Some(plan) == document.work.as_deref()
                || plan == document.source.path
                || is_file(plan, &document.source)
        };
        self.entry.plan.as_deref().is_none_or(is_it)
    }

    fn fits(&self, record: &Record<'_>, finding: &Finding) -> Result<bool> {
        if let Some(row) = &self.entry.row {
            return Ok(finding.rows.contains(row));
        }
        let Some(key) = &self.entry.row_key else { return Ok(true) };
        let document = record.whole()?;
        Ok(finding.rows.iter().filter_map(|row| document.row(row)).any(|row| row.row_key == *key))
    }

    /// "missing-cell in 12-kh-ubnd#t0.r3".
    fn told(&self) -> String {
        let Entry { rule, plan, row, row_key, .. } = &self.entry;
        let row = row.as_ref().or(row_key.as_ref()).map(|row| format!("#{row}")).unwrap_or_default();
        let place = format!("{}{row}", plan.as_deref().unwrap_or_default());
        if place.is_empty() { rule.clone() } else { format!("{rule} ({place})") }
    }
}

/// Whether a path as it is shown, from the working directory, leads to the file of a record, which only knows its place
/// below the PATH given.
fn is_file(path: &str, source: &Source) -> bool {
    path.strip_suffix(&source.path).is_some_and(|folder| folder.ends_with('/'))
        && std::fs::read(path).is_ok_and(|bytes| kehoach::sha256(&bytes) == source.sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Suppressions, String> {
        Suppressions::parse(text, PathBuf::from("s.toml"), Lang::En).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn a_suppression_needs_a_rule_and_a_reason() {
        assert!(parse("").unwrap().all.is_empty());
        let good = "[[suppress]]\nrule = \"missing-cell\"\nreason = \"x\"\n";
        assert_eq!(parse(good).unwrap().all.len(), 1);
        for (text, told) in [
            ("[[suppress]]\nrule = \"missing-cell\"\n", "line 1: missing field `reason`"),
            (
                "[[suppress]]\nrule = \"missing-cel\"\nreason = \"x\"\n",
                "line 1: no rule \"missing-cel\"; perhaps missing-cell",
            ),
            ("\n[[suppress]]\nrule = \"missing-cell\"\nreason = \" \"\n", "line 2: the reason is blank"),
            (
                "[[suppress]]\nrule = \"missing-cell\"\nrow = \"t0.r1\"\nreason = \"x\"\n",
                "row needs its plan",
            ),
            (
                "[[suppress]]\nrule = \"missing-cell\"\nplan = \"a\"\nrow = \"t0.r1\"\nrow_key = \"k\"\nreason = \"x\"\n",
                "not both",
            ),
            ("[[supress]]\n", "unknown field `supress`"),
        ] {
            let error = parse(text).map(|_| ()).unwrap_err();
            assert!(error.starts_with("s.toml, line ") && error.contains(told), "{error}");
        }
    }

    #[test]
    fn a_row_key_holds_in_every_copy() {
        let mut all =
            parse("[[suppress]]\nrule = \"missing-cell\"\nrow_key = \"k1\"\nreason = \"x\"\n").unwrap();
        let line = br#"{"id":"a~1","work":"a","source":{"path":"p","sha256":""},"tasks":[{"row":"t0.r1","row_key":"k1"},{"row":"t0.r2","row_key":"k2"}]}"#;
        let record = Record::of(line).unwrap();
        let finding = |row: &str| {
            Finding::new(Rule::MissingCell, kehoach_model::Severity::Warning, "", "").rows([row.to_owned()])
        };
        assert_eq!(all.reason(&record, &finding("t0.r1")).unwrap().unwrap(), "x");
        assert_eq!(all.reason(&record, &finding("t0.r2")).unwrap(), None);
    }
}
