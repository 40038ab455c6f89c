//! The styles of a workbook: what its cells refer to by number.

use std::collections::BTreeMap;
use std::rc::Rc;

use calamine::Style;
use kehoach_viet::Font;

use super::format::{Format, code};

/// Number formats and fonts by the number of the style.
#[derive(Debug)]
pub(super) struct Styles {
    styles: Vec<(Rc<Format>, Option<Font>)>,
    general: Format,
}

impl Styles {
    /// A code is parsed once, however many styles have it.
    pub(super) fn of(styles: &[Style]) -> Self {
        let mut known: BTreeMap<&str, Rc<Format>> = BTreeMap::new();
        let styles = styles.iter().map(|style| {
            let code = code(style);
            let format = known.entry(code).or_insert_with(|| Rc::new(Format::of_code(code)));
            (Rc::clone(format), legacy_font(style))
        });
        Self { styles: styles.collect(), general: Format::default() }
    }

    pub(super) fn format(&self, style: usize) -> &Format {
        self.styles.get(style).map_or(&self.general, |(format, _)| format)
    }

    /// The font, where it was made for a legacy charset.
    pub(super) fn font(&self, style: usize) -> Option<Font> {
        self.styles.get(style)?.1
    }
}

fn legacy_font(style: &Style) -> Option<Font> {
    Font::of(style.font.as_ref()?.name.as_deref()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_without_a_format_share_one() {
        let styles = Styles::of(&vec![Style::default(); 3]);
        assert!(std::ptr::eq(styles.format(0), styles.format(2)));
        assert_eq!((styles.format(9), styles.font(9)), (&Format::default(), None));
    }
}
