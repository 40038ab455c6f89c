//! The read document: what a file shows, in reading order, whatever its format was.
//!
//! Every reader returns a [`Document`]; nothing after it asks which reader that was. What all readers share
//! stands here too: joining the pages of one table ([`grid`]), telling its head ([`head`]), parting a letterhead in two
//! columns ([`columns`]). What a target
//! or an owner is, is not known here; that is `plan`.
//!
//! Decisions: a passage keeps the raw text and the place of each of its runs, so any stretch of normalised
//! text can be shown where it stands; a cell that spans rows is stored once; letters are counted in the raw
//! text, so that normalising can never hide a loss.

mod attributes;
mod block;
pub mod columns;
mod gather;
pub mod grid;
pub mod head;
pub mod label;
pub mod page;
mod passage;
mod read;
mod repairs;
mod site;
mod spot;
mod typed;
mod wording;

pub use attributes::is_attributes;
pub use block::{Block, Cell, Document, Furniture, FurnitureKind, Note, NoteKind, Paragraph, Slot, Table};
pub use gather::Gathering;
pub use passage::{Passage, Run, letters};
pub use read::{DOCUMENT_SCHEMA, ReadDocument, schemas};
pub use repairs::{legacy_text, repairs};
pub use site::{is_site_line, is_site_tail};
pub use spot::{At, Spot};
pub use typed::{Line, Typed};
pub use wording::{COLUMN_HEADS, Meaning, NameHeads, Wording, Wordings};
