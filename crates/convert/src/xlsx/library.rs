//! Calls into the library that reads the cells.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::XlsxError;

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is in the library that reads the cells. A panic there is caught and told as a fault of the
/// file, so that a panic hook need not tell it.
#[must_use]
pub fn in_library() -> bool {
    INSIDE.get()
}

/// Why the library did not give what it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) why: String,
    /// Nothing comes behind it: the container or its XML is broken.
    pub(super) ends: bool,
}

/// Asks the library. It adds and cuts without looking in places: what it gives up on must not end this process.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Fault> {
    INSIDE.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(false);
    match done {
        Ok(done) => done.map_err(|error| Fault::of(&error)),
        Err(_) => Err(Fault { why: "its parts contradict each other".to_owned(), ends: true }),
    }
}

impl Fault {
    fn of(error: &XlsxError) -> Self {
        let ends = matches!(
            error,
            XlsxError::Io(_)
                | XlsxError::Zip(_)
                | XlsxError::Xml(_)
                | XlsxError::XmlEof(_)
                | XlsxError::Encoding(_)
                | XlsxError::FileNotFound(_)
                | XlsxError::WorksheetNotFound(_)
                | XlsxError::NotAWorksheet(_)
        );
        Self { why: short(&error.to_string(), LONGEST).to_owned(), ends }
    }
}

/// The library repeats what stands in the file, however long, bytes.
const LONGEST: usize = 200;

/// The beginning of a text, at most so many bytes.
pub(super) fn short(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_library_is_a_fault_of_the_file() {
        let fault = guarded::<()>(|| {
            assert!(in_library());
            Err(XlsxError::CellTAttribute("é".repeat(1000)))
        });
        assert!(fault.as_ref().is_err_and(|fault| !fault.ends && fault.why.len() <= LONGEST), "{fault:?}");
        assert!(guarded::<()>(|| panic!("the library")).is_err_and(|fault| fault.ends));
        assert!(!in_library());
    }
}
