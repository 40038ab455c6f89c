//! A finding that is to be shown.

use kehoach_model::Finding;

/// A finding that is to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The finding.
    pub finding: Finding,
    /// Why it is suppressed; such a finding is here only where it was asked for.
    pub suppressed: Option<String>,
}

impl From<Finding> for Found {
    fn from(finding: Finding) -> Self {
        Self { finding, suppressed: None }
    }
}
