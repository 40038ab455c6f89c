//! What people can set for the rules: `[rules.<name>]` in `kehoach.toml`.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// Settings of all rules that have some.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Of `deadline-outside-period`.
    pub deadline_outside_period: DeadlineOutsidePeriod,
    /// Of `missing-cell`.
    pub missing_cell: MissingCell,
    /// Of `near-duplicate-row`.
    pub near_duplicate_row: NearDuplicateRow,
    /// Of `suspect-word`.
    pub suspect_word: SuspectWord,
}

/// Settings of `deadline-outside-period`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeadlineOutsidePeriod {
    /// Days that a deadline may lie outside of the plan's period.
    pub slack_days: u32,
}

/// Settings of `missing-cell`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingCell {
    /// Share of a column's rows that must be filled before an empty one is told, 0 to 1.
    #[serde(deserialize_with = "share")]
    pub filled_share: f64,
}

/// Settings of `near-duplicate-row`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct NearDuplicateRow {
    /// Telling words that two names must have to be compared.
    pub least_words: usize,
}

/// Settings of `suspect-word`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SuspectWord {
    /// Words that are right as they stand: names and terms of the house.
    pub allow: Vec<String>,
}

impl Default for MissingCell {
    fn default() -> Self {
        Self { filled_share: 0.8 }
    }
}

impl Default for NearDuplicateRow {
    fn default() -> Self {
        Self { least_words: 5 }
    }
}

fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let value = f64::deserialize(deserializer)?;
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err(D::Error::custom(format!("{value} is no share: give a number from 0 to 1")))
    }
}
