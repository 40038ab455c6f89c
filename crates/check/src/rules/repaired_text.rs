use crate::rule::rule;

rule! {
    /// Words, numbers or symbols that were broken in the layout are closed up.
    ///
    /// ## What it finds
    /// - A symbol, year or word that a blank or a line end broke: "45/KH- UBND", "203 0".
    /// - UTF-8 that was read as another encoding ("Káº¿ hoáº¡ch").
    /// - Tracked changes of Word, which are read as accepted.
    /// - What a signing program stamped on a PDF's page: number, day, name. It stands where it was put.
    ///
    /// All are mended in the record (repaired), with the words in the message.
    ///
    /// ## Why it matters
    /// Nothing is lost. It is told because the record differs from the letters in the file here. Spelling
    /// is never touched: that is `suspect-word`.
    ///
    /// ## Fires
    /// ```text
    /// Kế hoạch số 45/KH- UBND ngày 20/12/2025
    /// ```
    ///
    /// ## Silent
    /// ```text
    /// Kế hoạch số 45/KH-UBND ngày 20/12/2025
    /// ```
    ///
    /// ## What to do
    /// Nothing has to be done. If tracked changes are named, make sure that this is the final version of
    /// the file.
    RepairedText, Info
}
