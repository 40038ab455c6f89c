//! The rules, one in each file; its doc comment is its manual.

mod attribute_mismatch;
mod citation_after_document;
mod citation_conflict;
mod copied_cell;
mod deadline_outside_period;
mod duplicate_ordinal;
mod duplicate_row;
mod duplicate_work;
mod empty_row;
mod garbled_text;
mod legacy_charset;
mod level_mismatch;
mod malformed_deadline;
mod malformed_target;
mod merged_rows;
mod misplaced_cell;
mod missing_cell;
mod missing_glyphs;
mod missing_number;
mod missing_ordinal;
mod near_duplicate_row;
mod ocr_doubt;
mod ordinal_gap;
mod ordinal_order;
mod ordinal_style;
mod page_furniture;
mod parent_ambiguous;
mod parent_not_found;
mod parent_number_mismatch;
mod repaired_text;
mod repeated_content;
mod repeated_header;
mod row_split;
mod section_gap;
mod suspect_word;
mod target_contradicts_name;
mod target_weaker_than_parent;
mod truncated_cell;
mod unassigned_text;
mod uncertain_row;

use crate::rule::Entry;

/// All rules, in the order of the contract.
pub static RULES: &[Entry] = &[
    missing_number::ENTRY,
    parent_number_mismatch::ENTRY,
    parent_not_found::ENTRY,
    parent_ambiguous::ENTRY,
    citation_after_document::ENTRY,
    citation_conflict::ENTRY,
    attribute_mismatch::ENTRY,
    duplicate_ordinal::ENTRY,
    ordinal_gap::ENTRY,
    ordinal_order::ENTRY,
    missing_ordinal::ENTRY,
    ordinal_style::ENTRY,
    missing_cell::ENTRY,
    misplaced_cell::ENTRY,
    merged_rows::ENTRY,
    truncated_cell::ENTRY,
    duplicate_row::ENTRY,
    near_duplicate_row::ENTRY,
    duplicate_work::ENTRY,
    copied_cell::ENTRY,
    empty_row::ENTRY,
    malformed_target::ENTRY,
    malformed_deadline::ENTRY,
    target_contradicts_name::ENTRY,
    target_weaker_than_parent::ENTRY,
    deadline_outside_period::ENTRY,
    suspect_word::ENTRY,
    level_mismatch::ENTRY,
    section_gap::ENTRY,
    uncertain_row::ENTRY,
    garbled_text::ENTRY,
    missing_glyphs::ENTRY,
    ocr_doubt::ENTRY,
    unassigned_text::ENTRY,
    row_split::ENTRY,
    repeated_header::ENTRY,
    repeated_content::ENTRY,
    page_furniture::ENTRY,
    repaired_text::ENTRY,
    legacy_charset::ENTRY,
];
