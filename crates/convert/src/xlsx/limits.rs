//! How much of a workbook is read, and what stops a read.

/// Caps on one workbook. Absolute, not ratios: the XML of a long table really packs a hundred times smaller.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Entries of the ZIP directory.
    pub entries: usize,
    /// Bytes of one unpacked part.
    pub part_bytes: u64,
    /// Bytes of all parts, unpacked.
    pub total_bytes: u64,
    /// Sheets.
    pub sheets: usize,
    /// Styles of cells. Excel has no more.
    pub styles: usize,
    /// Filled cells of all sheets.
    pub cells: usize,
    /// Bytes that all cells show. Many cells can refer to one long string.
    pub text: usize,
    /// Slots of all tables, filled or not: rows times columns.
    pub slots: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 128 << 20,
            entries: 4096,
            part_bytes: 64 << 20,
            total_bytes: 256 << 20,
            sheets: 1000,
            styles: 65_536,
            cells: 500_000,
            text: 64 << 20,
            slots: 1_000_000,
        }
    }
}

/// Why nothing of a workbook can be shown, in words that say who can act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is over the cap.
    #[error("{0} bytes: a workbook over {1} bytes is not read; split it")]
    TooLarge(usize, usize),
    /// The directory has too many entries.
    #[error("the workbook has more than {0} parts: it is none of a plan; save it as XLSX again")]
    TooManyEntries(usize),
    /// A part, or all of them, unpacks to too much.
    #[error("the workbook unpacks to more than {0} MiB: split it")]
    Unpacked(u64),
    /// Too many sheets.
    #[error("the workbook has more than {0} sheets: split it")]
    TooManySheets(usize),
    /// Too many styles.
    #[error("the workbook has more than {0} cell styles: copy its sheets into a new workbook")]
    TooManyStyles(usize),
    /// Too many filled cells.
    #[error("the workbook has more than {0} filled cells: split it")]
    TooManyCells(usize),
    /// Too much text.
    #[error("the cells of the workbook show more than {0} MiB of text: split it")]
    TooMuchText(usize),
    /// One table is too wide and long.
    #[error(
        "sheet \"{sheet}\" spreads over {rows} rows and {columns} columns: remove what stands far from its table"
    )]
    TooWide {
        /// The sheet.
        sheet: String,
        /// Rows with text.
        rows: usize,
        /// Columns with text.
        columns: usize,
    },
    /// All tables together are.
    #[error("the tables of the workbook have more than {0} cells, filled or not: split it")]
    TooManySlots(usize),
    /// A sheet is of a kind that is not known.
    #[error(
        "sheet \"{sheet}\" is a \"{kind}\", which is not read: remove it and save the workbook as XLSX again"
    )]
    Sheet {
        /// The sheet.
        sheet: String,
        /// The last word of the type that the package has for it.
        kind: String,
    },
    /// The container is broken.
    #[error("the workbook is damaged ({0}): fetch it again, or open it in Excel and save it as XLSX")]
    Damaged(String),
}

/// What is left of the caps that all sheets share.
#[derive(Debug)]
pub(super) struct Left<'a> {
    limits: &'a Limits,
    cells: usize,
    text: usize,
    slots: usize,
}

impl<'a> Left<'a> {
    pub(super) fn of(limits: &'a Limits) -> Self {
        Self { limits, cells: limits.cells, text: limits.text, slots: limits.slots }
    }

    /// Whether a text of so many bytes can still be made.
    pub(super) fn has_room(&self, bytes: usize) -> Result<(), ReadError> {
        if bytes > self.text { Err(ReadError::TooMuchText(self.limits.text >> 20)) } else { Ok(()) }
    }

    /// Takes a filled cell of so many bytes.
    pub(super) fn take_cell(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.has_room(bytes)?;
        self.text -= bytes;
        self.cells = self.cells.checked_sub(1).ok_or(ReadError::TooManyCells(self.limits.cells))?;
        Ok(())
    }

    /// Takes the slots of a table.
    pub(super) fn take_table(&mut self, sheet: &str, rows: usize, columns: usize) -> Result<(), ReadError> {
        let slots = rows.saturating_mul(columns);
        if slots > self.limits.slots {
            return Err(ReadError::TooWide { sheet: sheet.to_owned(), rows, columns });
        }
        self.slots = self.slots.checked_sub(slots).ok_or(ReadError::TooManySlots(self.limits.slots))?;
        Ok(())
    }
}
