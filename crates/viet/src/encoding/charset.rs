//! The legacy charsets.

use std::fmt;

/// A charset from before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Charset {
    /// TCVN3, also called ABC: fonts named ".Vn…".
    Tcvn3,
    /// VNI for Windows: fonts named "VNI-…", two bytes for most marked letters.
    VniWindows,
    /// VPS, of the Vietnamese Professionals Society.
    Vps,
    /// VISCII (RFC 1456).
    Viscii,
    /// Windows code page 1258: a tone behind its letter.
    Windows1258,
}

impl Charset {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Tcvn3, Self::VniWindows, Self::Vps, Self::Viscii, Self::Windows1258];

    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3",
            Self::VniWindows => "VNI-Windows",
            Self::Vps => "VPS",
            Self::Viscii => "VISCII",
            Self::Windows1258 => "windows-1258",
        }
    }

    /// The charset in bamboo-core, whose tables agree with ours; not for windows-1258, where it knows only one
    /// of the two ways to write a letter.
    pub(super) fn of_bamboo(self) -> Option<bamboo_core::Charset> {
        Some(match self {
            Self::Tcvn3 => bamboo_core::Charset::Tcvn3,
            Self::VniWindows => bamboo_core::Charset::VniWindows,
            Self::Vps => bamboo_core::Charset::Vps,
            Self::Viscii => bamboo_core::Charset::Viscii,
            Self::Windows1258 => return None,
        })
    }

    /// Whether capitals with a tone may share the code of the small letter, so that only a font tells them apart.
    pub(super) fn folds_capitals(self) -> bool {
        matches!(self, Self::Tcvn3 | Self::Vps | Self::Viscii)
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
