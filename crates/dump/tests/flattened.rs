//! Tables whose borders are lost, one habit of extractors or typists each, in `fixtures/dump/flattened/`; beside each, in
//! `snapshots/`, what it must yield.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::fs;
use std::iter::repeat_n;
use std::path::{Path, PathBuf};

use kehoach_document::{Block, Document, Slot};
use kehoach_dump::{Limits, read};
use kehoach_model::Place;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Dumps that are not read as their snapshots want.
const NOT_YET: &[&str] = &[
    "a_cell_over_several_rows",
    "a_column_of_notes_mostly_empty",
    "a_day_on_a_line_of_its_own",
    "a_name_that_goes_on_behind_another",
    "a_page_number_in_a_table_of_two_rows",
    "a_row_split_in_several_cells",
    "a_total_at_the_end",
    "every_cell_of_a_row_split_by_the_page",
    "names_that_end_with_a_kind_of_body",
    "no_cells_out_of_columns_one_after_another",
    "numbers_inside_lines_of_a_name",
    "two_nouns_in_a_head_in_capitals",
];

fn fixtures() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/dump/flattened")
}

/// The tables of a dump, one line a row, what of it is set apart, and what the reader has to say. A `?` stands in front of
/// a row that it doubts.
fn shown(document: &Document) -> String {
    let mut out = String::new();
    let doubted: Vec<&Place> = document
        .warnings
        .iter()
        .filter(|finding| finding.rule.name() == "uncertain-row")
        .flat_map(|finding| &finding.at)
        .collect();
    let mut paragraphs = 0;
    for block in &document.blocks {
        let Block::Table(table) = block else {
            paragraphs += 1;
            continue;
        };
        let _ = writeln!(out, "({} paragraphs)", std::mem::take(&mut paragraphs));
        let inferred = if table.inferred { ", inferred" } else { "" };
        let _ = writeln!(out, "table, head {}{inferred}", table.header_rows);
        for row in &table.rows {
            let mark = if is_doubted(row, &doubted) { '?' } else { ' ' };
            let _ = writeln!(out, "{mark} {}", row.iter().map(slot).collect::<Vec<_>>().join(" | "));
        }
    }
    let _ = writeln!(out, "({paragraphs} paragraphs)");
    for piece in &document.furniture {
        let lines: Vec<&str> = piece.passage.text().raw().lines().map(str::trim).collect();
        let _ = writeln!(out, "{:?}: {}", piece.kind, lines.join(" / "));
    }
    let others = document.warnings.iter().filter(|finding| finding.rule.name() != "uncertain-row");
    for finding in others {
        let at: Vec<String> =
            finding.at.iter().map(lines_of).map(|(first, last)| format!("{first}-{last}")).collect();
        let _ = writeln!(out, "! {}, lines {}", finding.rule.name(), at.join(", "));
    }
    out
}

fn slot(slot: &Slot) -> String {
    slot.as_ref().map_or("·", |cell| cell.normal()).to_owned()
}

fn is_doubted(row: &[Slot], doubted: &[&Place]) -> bool {
    let own = row.iter().flatten().flat_map(|cell| cell.passage.at()).map(|place| lines_of(&place)).min();
    own.is_some_and(|own| doubted.iter().any(|place| lines_of(place).0 == own.0))
}

fn lines_of(place: &Place) -> (u32, u32) {
    match place {
        Place::Lines { lines } => (lines.0, lines.1),
        other => panic!("{other:?}"),
    }
}

/// Compares the dumps that are wanted with their snapshots; each is read twice, to the same end.
fn check(is_wanted: impl Fn(&str) -> bool) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut lost = Vec::new();
    settings.bind(|| {
        for (name, text) in fixtures().into_iter().filter(|(name, _)| is_wanted(name)) {
            let document = read(text.as_bytes(), &Limits::default()).unwrap();
            assert_eq!(document, read(text.as_bytes(), &Limits::default()).unwrap(), "{name}");
            if document.letters != document.letters_placed() {
                lost.push(format!("{name}: {} in, {} placed", document.letters, document.letters_placed()));
            }
            insta::assert_snapshot!(name.as_str(), shown(&document));
        }
    });
    assert!(lost.is_empty(), "letters are lost:\n{}", lost.join("\n"));
}

#[test]
fn every_habit_yields_what_its_snapshot_says() {
    assert!(fixtures().len() > 15);
    check(|name| !NOT_YET.contains(&name));
}

#[test]
#[ignore = "the reader gives something else: see NOT_YET"]
fn habits_that_are_not_read_rightly_yet() {
    check(|name| NOT_YET.contains(&name));
}

/// What holds for every text: it is read, loses no letter, and gives the same again.
#[track_caller]
fn holds(text: &str) {
    let Ok(document) = read(text.as_bytes(), &Limits::default()) else { return };
    assert_eq!(document.letters, document.letters_placed(), "{text}");
    assert_eq!(document, read(text.as_bytes(), &Limits::default()).unwrap(), "{text}");
}

/// The lines of one of the dumps.
fn some_lines() -> impl Strategy<Value = Vec<String>> {
    let lines: Vec<Vec<String>> =
        fixtures().into_iter().map(|(_, text)| text.lines().map(str::to_owned).collect()).collect();
    select(lines)
}

/// Those from the head of its table on.
fn lines_of_a_table() -> impl Strategy<Value = Vec<String>> {
    some_lines().prop_map(|mut lines| {
        let head = lines.iter().position(|line| line.starts_with("TT") || line.starts_with("STT"));
        lines.split_off(head.unwrap_or(0))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_in_any_order(lines in lines_of_a_table().prop_flat_map(|mut lines| {
        let rows = lines.split_off(1);
        (Just(lines), Just(rows).prop_shuffle())
    })) {
        holds(&[lines.0, lines.1].concat().join("\n"));
    }

    #[test]
    fn lines_that_are_left_out_or_stand_twice(
        lines in lines_of_a_table(),
        times in vec(prop_oneof![3 => Just(1_usize), 1 => Just(0), 1 => Just(2)], 400),
    ) {
        let (head, rows) = lines.split_at(1);
        let rows = rows.iter().zip(times).flat_map(|(line, times)| repeat_n(line.as_str(), times));
        holds(&head.iter().map(String::as_str).chain(rows).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn a_dump_that_is_cut_off(lines in some_lines(), from: Index, to: Index) {
        let text = lines.join("\n");
        let place = |at: Index| (0..=at.index(text.len() + 1)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let (from, to) = (place(from), place(to));
        holds(text.get(from.min(to)..from.max(to)).unwrap());
    }

    #[test]
    fn lines_that_end_elsewhere(lines in lines_of_a_table(), widths in vec(1_usize..14, 60)) {
        let (head, rows) = lines.split_at(1);
        let words: Vec<&str> = rows.iter().flat_map(|line| line.split_whitespace()).collect();
        let mut text = head.concat();
        let mut widths = widths.into_iter().cycle();
        let mut left = 0;
        for word in words {
            text.push(if left == 0 { '\n' } else { ' ' });
            left = if left == 0 { widths.next().unwrap_or(1) } else { left } - 1;
            text.push_str(word);
        }
        holds(&text);
    }
}
