use crate::rule::rule;

rule! {
    /// Text in an old Vietnamese encoding is decoded.
    ///
    /// ## What it finds
    /// Lines, cells or a whole page in TCVN3 (ABC), VNI, VPS, VISCII or windows-1258, told by what they say
    /// or by their font (`.VnTime`, `VNI-Times`). They stand in Unicode in the record (repaired).
    ///
    /// ## Why it matters
    /// Nothing is lost. Other programs show such text as "Céng hoµ x· héi", and no search finds it.
    ///
    /// ## Fires
    /// ```text
    /// ñy ban nh©n d©n x· §ång M©y
    /// ```
    ///
    /// ## Silent
    /// ```text
    /// Ủy ban nhân dân xã Đồng Mây
    /// ```
    ///
    /// ## What to do
    /// Nothing has to be done. For further use, convert the source to Unicode.
    LegacyCharset, Info
}
