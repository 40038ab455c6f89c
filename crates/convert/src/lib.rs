//! What a file is, by its content and never by its name ([`sniff`]), and the formats that become another one
//! before they are read: DOC, RTF and ODT become DOCX by LibreOffice ([`Soffice`]), a workbook becomes a
//! document ([`xlsx`]).
//!
//! ```
//! use kehoach_convert::{Content, sniff};
//!
//! assert_eq!(sniff(b"{\\rtf1 K\\u7871?}"), Content::Rtf);
//! assert_eq!(sniff("KẾ HOẠCH".as_bytes()), Content::Text);
//! ```
//!
//! Decisions: LibreOffice is no part of this program and need not be there; whoever calls [`Soffice::to_docx`]
//! must not be under a limit of memory that was meant for readers, because a child inherits it. What a plan is,
//! is not known here.

mod directory;
mod sniff;
mod soffice;
pub mod xlsx;

pub use sniff::{Content, convertible, sniff};
pub use soffice::{ConvertError, Soffice};
