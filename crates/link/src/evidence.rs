//! How well a record fits a citation: each field that both have speaks for it or against it, in points, and says so.
//!
//! The points are orders of magnitude, roughly: how much likelier the field looks so if the record is meant than if it
//! is not. A number fits one plan in a thousand of its symbol, a day one in a few hundred; a mistyped number or day is
//! seen in two or three of a hundred citations.

use kehoach_model::Discrepancy;

use crate::body;
use crate::date::{self, Date};
use crate::facts::{Cite, Identity};
use crate::number::{Nearness, Number};

/// What is known of the document that a citation is compared with.
#[derive(Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) identity: &'a Identity,
    /// The number under which others cite it, where its own is blank.
    pub(crate) learned: Option<&'a Number>,
    /// Share of the citing document's rows that it has too, with the same name; 0 to 1.
    pub(crate) rows: &'a dyn Fn() -> f64,
}

/// The document that cites.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Citing<'a> {
    pub(crate) identity: &'a Identity,
}

/// What speaks for a candidate.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) points: f64,
    pub(crate) said: Vec<String>,
    pub(crate) discrepancies: Vec<Discrepancy>,
    /// Whether, beside the points, it is pinned down by enough fields that a careful person would not doubt it.
    pub(crate) settled: bool,
}

/// Points of a candidate whose number, day, issuer and title are those of the citation, and of which a few rows are the
/// child's too: its score is the share of them, at most 1.
const MOST: f64 = 17.0;
/// Titles that are about the same thing.
const SAME_TITLE: f64 = 0.75;
/// Rows of a child that a parent has too: a plan on the same theme of another year shares fewer.
const SAME_ROWS: f64 = 0.25;

impl Evidence {
    /// 0 to 1.
    pub(crate) fn score(&self) -> f64 {
        ((self.points / MOST).clamp(0.0, 1.0) * 100.0).round() / 100.0
    }

    fn add(&mut self, points: f64, said: impl Into<String>) {
        self.points += points;
        self.said.push(said.into());
    }
}

/// Compares; `None` where the record cannot be meant.
pub(crate) fn weigh(cite: &Cite, citing: Citing<'_>, target: Target<'_>) -> Option<Evidence> {
    let identity = target.identity;
    // Most candidates of a commune's number are other communes'.
    let issuer = issuers(cite, citing.identity, identity)?;
    let mut evidence = Evidence::default();
    let number = number(&mut evidence, cite, target)?;
    let date = date(&mut evidence, cite, identity);
    say_issuer(&mut evidence, issuer, cite, citing.identity, identity);
    if cite.kind.as_ref().zip(identity.kind.as_ref()).is_some_and(|(one, other)| one != other) {
        evidence.add(-1.0, "kind: differs");
    }
    let title = title(&mut evidence, cite, identity);
    let rows = (target.rows)();
    if rows >= SAME_ROWS {
        evidence.add(4.0, format!("rows: {:.0} % the same", rows * 100.0));
    } else if rows >= SAME_ROWS / 3.0 {
        evidence.add(2.0, format!("rows: {:.0} % the same", rows * 100.0));
    }
    let later = identity.date.zip(citing.identity.date).is_some_and(|(found, own)| found.is_after(own));
    if later {
        // A slip of one of both dates, where all else fits.
        evidence.add(-1.5, "date: after the citing document");
    }
    let content = title == Some(true) || rows >= SAME_ROWS;
    let some_rows = rows >= SAME_ROWS / 3.0;
    // Rows in common tell whose plan it is where "UBND tỉnh" does not.
    let is_issuer = issuer == body::Agreement::Same || issuer == body::Agreement::Open && rows >= SAME_ROWS;
    let against = title == Some(false);
    evidence.settled = match number {
        // The number and the day of an issuer are one document, whatever is said of its title.
        Nearness::Equal => match date {
            Some(date::Agreement::Same) => issuer == body::Agreement::Same || content || some_rows,
            Some(date::Agreement::Compatible) | None => {
                !against
                    && !later
                    && (content || issuer == body::Agreement::Same && is_one_year(identity, citing.identity))
            }
            Some(_) => content && is_issuer,
        },
        // Another number is another document, unless all else says that it is not.
        _ => {
            content
                && !against
                && is_issuer
                && matches!(date, Some(date::Agreement::Same | date::Agreement::Compatible))
        }
    };
    Some(evidence)
}

fn number(evidence: &mut Evidence, cite: &Cite, target: Target<'_>) -> Option<Nearness> {
    let identity = target.identity;
    let Some(own) = &identity.number else {
        if identity.symbol.as_ref() != Some(&cite.number.symbol) {
            return None;
        }
        return match target.learned {
            Some(learned) if *learned == cite.number => {
                evidence.add(5.0, "number: others cite it so");
                Some(Nearness::Equal)
            }
            Some(_) => {
                evidence.add(-1.0, "number: others cite it otherwise");
                Some(Nearness::Far)
            }
            None => {
                evidence.add(1.0, "number: blank there, symbol the same");
                Some(Nearness::Far)
            }
        };
    };
    let near = cite.number.nearness(own);
    let found = identity.printed.as_deref().unwrap_or_default();
    match near {
        Nearness::Equal => evidence.add(6.0, "number: the same"),
        Nearness::Far if own.symbol != cite.number.symbol => return None,
        Nearness::OneDigit => evidence.add(1.5, format!("number: one digit differs ({found})")),
        Nearness::Transposed => evidence.add(1.5, format!("number: two digits change places ({found})")),
        Nearness::Length => evidence.add(1.5, format!("number: a digit is missing or too many ({found})")),
        Nearness::Far => evidence.add(-2.0, format!("number: differs ({found})")),
    }
    if near != Nearness::Equal {
        evidence.discrepancies.push(Discrepancy {
            field: "number".to_owned(),
            cited: Some(cite.printed.clone()),
            found: identity.printed.clone(),
        });
    }
    Some(near)
}

fn date(evidence: &mut Evidence, cite: &Cite, identity: &Identity) -> Option<date::Agreement> {
    let (cited, own): (Date, Date) = cite.date.zip(identity.date)?;
    let agreement = cited.agreement(own);
    let found = identity.printed_date.as_deref().unwrap_or_default();
    match agreement {
        date::Agreement::Same => evidence.add(3.5, "date: the same"),
        date::Agreement::Compatible => evidence.add(1.5, format!("date: goes with {found}")),
        date::Agreement::OneField => {
            evidence.add(-1.5, format!("date: day, month or year differs ({found})"));
        }
        date::Agreement::Different => evidence.add(-5.0, format!("date: differs ({found})")),
    }
    if matches!(agreement, date::Agreement::OneField | date::Agreement::Different) {
        evidence.discrepancies.push(Discrepancy {
            field: "date".to_owned(),
            cited: cite.printed_date.clone(),
            found: identity.printed_date.clone(),
        });
    }
    Some(agreement)
}

/// How the issuers go together; `None` where the record is another body's.
fn issuers(cite: &Cite, citing: &Identity, identity: &Identity) -> Option<body::Agreement> {
    let (Some(cited), Some(own)) = (&cite.issuer, &identity.issuer) else {
        return other_province(citing, identity);
    };
    match cited.agreement(own) {
        // Two provinces issue plans of one number and one title on one day.
        body::Agreement::OtherPlace => None,
        // The keys of works hold what each document knows of the province.
        body::Agreement::Open if cite.work.is_some() && cite.work == identity.work => {
            Some(body::Agreement::Same)
        }
        body::Agreement::Open => other_province(citing, identity),
        agreement => Some(agreement),
    }
}

/// A body of another province is not meant where none is named.
fn other_province(citing: &Identity, identity: &Identity) -> Option<body::Agreement> {
    let provinces = citing.province.as_ref().zip(identity.province.as_ref());
    provinces.is_none_or(|(one, other)| one == other).then_some(body::Agreement::Open)
}

fn say_issuer(
    evidence: &mut Evidence,
    agreement: body::Agreement,
    cite: &Cite,
    citing: &Identity,
    identity: &Identity,
) {
    match agreement {
        body::Agreement::Same => evidence.add(2.0, "issuer: the same"),
        body::Agreement::Open if citing.province.is_some() && citing.province == identity.province => {
            evidence.add(1.0, "issuer: of the same province");
        }
        body::Agreement::Open => evidence.add(0.0, "issuer: not known"),
        _ => {
            evidence.add(-3.0, "issuer: another organ");
            evidence.discrepancies.push(Discrepancy {
                field: "issuer".to_owned(),
                cited: cite.printed_issuer.clone(),
                found: identity.printed_issuer.clone(),
            });
        }
    }
}

/// Whether the titles agree; `None` where one is missing or nothing can be told.
fn title(evidence: &mut Evidence, cite: &Cite, identity: &Identity) -> Option<bool> {
    let (cited, own) = cite.title.as_ref().zip(identity.title.as_ref())?;
    let like = cited.likeness(own);
    if like.other_place || like.other_year {
        let what = if like.other_place { "another place" } else { "another year" };
        evidence.add(-4.0, format!("title: names {what}"));
        return Some(false);
    }
    let said = format!("title: {:.0} % the same words", like.words * 100.0);
    if like.words >= SAME_TITLE {
        evidence.add(4.0, said);
        Some(true)
    } else if like.words >= 0.5 {
        evidence.add(1.5, said);
        None
    } else {
        evidence.add(-2.0, said);
        Some(false)
    }
}

/// A number without a day is that of the citing document's year, or of the year before.
fn is_one_year(found: &Identity, citing: &Identity) -> bool {
    let years = found.date.zip(citing.date).map(|(found, own)| own.year.checked_sub(found.year));
    matches!(years, Some(Some(0 | 1)))
}
