//! What the name of a font says of the charset of its text.

use super::Charset;

/// A font made for one legacy charset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Font {
    /// The charset that its glyphs follow.
    pub charset: Charset,
    /// It shows small letters as capitals (".VnTimeH"): the capitals of TCVN3 live in the font, not in the text.
    pub capitals: bool,
}

impl Font {
    /// The charset of a font by its name, as DOCX and PDF give it (a PDF's subset prefix "ABCDEF+" may stand in
    /// front); `None` for all fonts of today. `.Vn` and `VNI-` were seen in public sources, `VPS` and `VI ` are
    /// recalled.
    ///
    /// ```
    /// use kehoach_viet::{Charset, Font};
    /// assert_eq!(Font::of(".VnTimeH"), Some(Font { charset: Charset::Tcvn3, capitals: true }));
    /// assert_eq!(Font::of("VNI-Times").unwrap().charset, Charset::VniWindows);
    /// assert_eq!(Font::of("Times New Roman"), None);
    /// ```
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let name = name.trim();
        let name = match name.split_once('+') {
            Some((prefix, rest)) if prefix.len() == 6 && prefix.bytes().all(|b| b.is_ascii_uppercase()) => {
                rest
            }
            _ => name,
        };
        let starts =
            |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        let charset = if starts(".Vn") {
            Charset::Tcvn3
        } else if starts("VNI-") {
            Charset::VniWindows
        } else if starts("VPS") {
            Charset::Vps
        } else if starts("VI ") {
            Charset::Viscii
        } else {
            return None;
        };
        // Styles stand behind a comma or hyphen, or behind nothing: ".VnTimeH,Bold", ".VnTimeHBold".
        let family = name.split([',', '-']).next().unwrap_or(name).trim_end();
        let family = family.strip_suffix("Italic").unwrap_or(family);
        let family = family.strip_suffix("Bold").unwrap_or(family);
        Some(Self { charset, capitals: charset == Charset::Tcvn3 && family.ends_with('H') })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fonts() {
        for (name, charset, capitals) in [
            (".VnTime", Charset::Tcvn3, false),
            (".VnArialH", Charset::Tcvn3, true),
            ("BCDEEE+.VnTimeH,Bold", Charset::Tcvn3, true),
            (".vntime", Charset::Tcvn3, false),
            (".VnTimeHBoldItalic", Charset::Tcvn3, true),
            ("VNI-Helve", Charset::VniWindows, false),
            ("VNI-TimesH", Charset::VniWindows, false),
            ("VPS Times", Charset::Vps, false),
        ] {
            assert_eq!(Font::of(name), Some(Font { charset, capitals }), "{name}");
        }
        for name in ["Times New Roman", "Vivaldi", "VIVA", "Arial", "", ".V", "Vn"] {
            assert_eq!(Font::of(name), None, "{name}");
        }
    }
}
