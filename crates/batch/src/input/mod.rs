//! What an import reads: from the PATHs given to files and members of archives.

pub(crate) mod archive;
mod list;
pub(crate) mod load;
mod name;
mod select;
mod walk;

pub(crate) use name::shown;
pub(crate) use select::Excluded;
pub use select::PatternError;
pub(crate) use walk::{Found, Root, roots, walk};
