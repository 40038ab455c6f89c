//! Plans to findings: what is doubtful in a plan, in its rows, and among the plans of a corpus.
//!
//! It judges values, never formats: whether a plan was a PDF is not known here. It corrects nothing; where it knows what
//! would put a thing right, the finding has a `fix`. It finds no link and no parent row; that is `link`, whose answers it
//! weighs.
//!
//! Flow: [`Facts::of`] each record → [`Corpus`]; [`Family`] from the lineage of all children; then [`check`] for each
//! record. Everything is a function of the *set* of records, whatever their order.
//!
//! Decisions: a rule is one file in `rules/`, its doc comment is its manual ([`RULES`], `kehoach explain`); the words of all
//! messages stand in one catalogue, `data/messages.toml`, in both languages; a rule abstains where a healthy plan could
//! look the same, since one false alarm costs more trust than a missed slip; a finding is told once, where a person would
//! look for it.

mod catalogue;
mod corpus;
mod family;
mod fold;
mod misspelt;
mod neighbours;
mod ordinal;
mod report;
mod rule;
mod rules;
mod scope;
mod series;
mod settings;
mod spellings;
mod twice;
mod words;

use kehoach_model::{Finding, Plan};

pub use catalogue::title;
pub use corpus::{Corpus, FACTS_VERSION, Facts};
pub use family::Family;
pub use rule::{Entry, FoundBy};
pub use rules::RULES;
pub use scope::Scope;
pub use settings::{DeadlineOutsidePeriod, MissingCell, NearDuplicateRow, Settings, SuspectWord};

use report::Report;

/// Version of what the rules find: output files that were made under another one are made again.
pub const RULES_VERSION: u32 = 1;

/// What the rules find in a record whose links are filled in, in the order of the rules, then of the document. What the
/// record says already is not told again.
#[must_use]
pub fn check(plan: &Plan, corpus: &Corpus, family: &Family, settings: &Settings) -> Vec<Finding> {
    let scope = Scope::of(plan, corpus, family, settings);
    let mut found = Vec::new();
    for entry in RULES {
        let FoundBy::Check(check) = entry.found_by else { continue };
        let mut report = Report::of(entry);
        check(&scope, &mut report);
        found.extend(report.finish());
    }
    // The recogniser tells some of these too, where it had to decide.
    let known = |finding: &Finding| {
        !finding.rows.is_empty()
            && plan.findings.iter().any(|other| other.rule == finding.rule && other.rows == finding.rows)
    };
    found.retain(|finding| !known(finding));
    found
}

/// A constant pattern of this crate.
fn pattern(source: &str) -> regex::Regex {
    #[expect(clippy::expect_used, reason = "constants of this crate, compiled in tests")]
    regex::Regex::new(source).expect("a constant pattern")
}

/// The entry of a rule by its name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Entry> {
    RULES.iter().find(|entry| entry.name() == name)
}
