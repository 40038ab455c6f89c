//! Which findings a person wants to see.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use kehoach_check::RULES;
use kehoach_model::{Rule, Severity};

use super::CheckArgs;
use crate::cli::rule_names::rules;
use crate::lang::Lang;
use crate::settings::KehoachToml;

/// Which findings a person wants to see.
pub(super) struct Choice {
    rules: BTreeSet<Rule>,
    /// What weighs less is counted only.
    pub(super) least: Severity,
}

impl Choice {
    /// What the command line says, else the settings, else all rules from warning upwards.
    pub(super) fn of(args: &CheckArgs, settings: &KehoachToml, lang: Lang) -> Result<Self> {
        let named = |own: &[String], set: &[String]| {
            if !own.is_empty() {
                return rules(own, lang);
            }
            // Only the file of settings can be wrong here.
            let file = settings.file.as_deref().unwrap_or_else(|| "kehoach.toml".as_ref());
            rules(set, lang).with_context(|| file.display().to_string())
        };
        let select = named(&args.select, &settings.check.select)?;
        let ignore = named(&args.ignore, &settings.check.ignore)?;
        let mut rules: BTreeSet<Rule> = if select.is_empty() {
            RULES.iter().map(|entry| entry.rule).collect()
        } else {
            select.into_iter().collect()
        };
        rules.retain(|rule| !ignore.contains(rule));
        let least = args.min_severity.map(super::SeverityName::severity);
        Ok(Self { rules, least: least.or(settings.check.min_severity).unwrap_or(Severity::Warning) })
    }

    pub(super) fn has(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }
}
