use crate::rule::rule;

rule! {
    /// Letters of the file are not what they should be.
    ///
    /// ## What it finds
    /// - Bytes, entities or signs that are none of the file's encoding; each is shown as U+FFFD (�).
    /// - Unicode text that was converted from VNI once too often ("thơng" for "thông"): certain words are
    ///   turned back, the others cannot be told.
    /// - A PDF whose text layer is garbage. As an error: the page is not read. As info: its tables of
    ///   characters are broken, and the page is read by the embedded fonts.
    /// - Pages on which a second reader finds other letters, and as info those that it cannot read (only
    ///   with the feature `witness`).
    ///
    /// ## Why it matters
    /// The text on screen looks right and the text in the file is not; whatever is copied, searched or
    /// imported from it is wrong.
    ///
    /// ## Fires
    /// ```text
    /// ӪY BAN NHÂN DÂN 7ӌNH …          (what the page shows: ỦY BAN NHÂN DÂN TỈNH …)
    /// ```
    ///
    /// ## Silent
    /// A PDF that Word saved with its fonts. Old encodings that are known are decoded (`legacy-charset`).
    ///
    /// ## What to do
    /// Ask the issuer for the Word file, or print the PDF again with its fonts; else run OCR over it
    /// (`ocrmypdf -l vie`).
    GarbledText, Warning
}
