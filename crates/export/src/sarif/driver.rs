//! The rules, as the tool tells them.

use kehoach_model::Severity;
use serde_sarif::sarif::{
    MultiformatMessageString, ReportingConfiguration, ReportingDescriptor, ToolComponent,
};

use crate::{RuleText, View};

/// The program with all its rules.
pub(super) fn of(view: &View) -> ToolComponent {
    ToolComponent::builder()
        .name("kehoach")
        .version(view.version.clone())
        .rules(view.rules.iter().map(|rule| descriptor(rule, view)).collect::<Vec<_>>())
        .build()
}

fn descriptor(rule: &RuleText, view: &View) -> ReportingDescriptor {
    let title = view.lang.of(&rule.title);
    // GitHub shows rules without help as broken.
    let manual = if rule.manual.is_empty() { &rule.summary } else { &rule.manual };
    let level = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let plain = |text: &str| MultiformatMessageString::builder().text(text).build();
    ReportingDescriptor::builder()
        .id(rule.rule.name())
        .short_description(plain(title))
        .full_description(plain(if rule.summary.is_empty() { title } else { &rule.summary }))
        .help(MultiformatMessageString::builder().text(manual.clone()).markdown(manual.clone()).build())
        .default_configuration(ReportingConfiguration::builder().level(serde_json::json!(level)).build())
        .build()
}
