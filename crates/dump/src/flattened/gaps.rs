//! What the gaps between words say: each extractor has its own habit of ending lines inside cells, at the ends of cells
//! and at those of rows, and keeps it through a table.

use super::Reading;
use super::text::Text;
use super::words::{GAP_CLASSES, WITHIN_LINE};

/// What ends at a gap between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing: the cell goes on.
    Inside,
    Cell,
    Row,
    Group,
}

pub(super) const ROLES: usize = 4;

/// Costs of the classes of gaps for each role, counted in the reading so far.
pub(super) fn roles(text: &Text<'_>, readings: &[Reading]) -> [[f32; GAP_CLASSES]; ROLES] {
    /// Weight of what is known before: so many gaps.
    const KNOWN: f32 = 6.0;
    // Shares of gaps within a line; the others are line ends.
    const WITHIN: [f32; ROLES] = [0.75, 0.15, 0.01, 0.01];
    let mut counts = [[0.0_f32; GAP_CLASSES]; ROLES];
    let mut role = vec![Role::Inside; text.len()];
    for row in readings {
        let mut mark = |at: usize, what: Role| {
            if let Some(role) = role.get_mut(at) {
                *role = what;
            }
        };
        for piece in row.cells.iter().flatten().chain(&row.title) {
            mark(piece.start, Role::Cell);
        }
        // What follows the label is neither inside nor an end.
        mark(row.start, if row.title_above { Role::Group } else { Role::Row });
    }
    let labels: Vec<usize> = readings.iter().filter(|row| row.labelled).map(|row| row.start + 1).collect();
    let mut line_ends = [0.0_f32; GAP_CLASSES];
    for (at, word) in text.words.iter().enumerate() {
        let class = usize::from(word.gap);
        if class != usize::from(WITHIN_LINE)
            && let Some(count) = line_ends.get_mut(class)
        {
            *count += 1.0;
        }
        if labels.binary_search(&at).is_ok() || text.page_start(at) {
            continue;
        }
        let role = if readings.is_empty() { None } else { role.get(at).copied() };
        if let Some(count) =
            role.and_then(|role| counts.get_mut(role as usize)).and_then(|counts| counts.get_mut(class))
        {
            *count += 1.0;
        }
    }
    let all: f32 = line_ends.iter().sum::<f32>().max(1.0);
    let mut costs = [[0.0; GAP_CLASSES]; ROLES];
    for (role, (counts, costs)) in counts.iter().zip(&mut costs).enumerate() {
        let sum: f32 = counts.iter().sum::<f32>() + KNOWN;
        let within = WITHIN.get(role).copied().unwrap_or(0.5);
        for (class, (count, cost)) in counts.iter().zip(costs.iter_mut()).enumerate() {
            let line_ends = line_ends.get(class).copied().unwrap_or(0.0);
            let known = if class == 0 { within } else { (1.0 - within) * (line_ends + 0.5) / (all + 9.0) };
            *cost = -f32::ln((count + KNOWN * known) / sum);
        }
    }
    costs
}
