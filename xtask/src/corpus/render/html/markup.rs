//! Text and tags of a page. Nothing is known here of plans.

use super::block::Look;

/// Letters of Latin-1 that editors write by name, as if the page could not hold them.
pub(super) const NAMED: [(char, &str); 32] = [
    ('À', "Agrave"),
    ('Á', "Aacute"),
    ('Â', "Acirc"),
    ('Ã', "Atilde"),
    ('È', "Egrave"),
    ('É', "Eacute"),
    ('Ê', "Ecirc"),
    ('Ì', "Igrave"),
    ('Í', "Iacute"),
    ('Ò', "Ograve"),
    ('Ó', "Oacute"),
    ('Ô', "Ocirc"),
    ('Õ', "Otilde"),
    ('Ù', "Ugrave"),
    ('Ú', "Uacute"),
    ('Ý', "Yacute"),
    ('à', "agrave"),
    ('á', "aacute"),
    ('â', "acirc"),
    ('ã', "atilde"),
    ('è', "egrave"),
    ('é', "eacute"),
    ('ê', "ecirc"),
    ('ì', "igrave"),
    ('í', "iacute"),
    ('ò', "ograve"),
    ('ó', "oacute"),
    ('ô', "ocirc"),
    ('õ', "otilde"),
    ('ù', "ugrave"),
    ('ú', "uacute"),
    ('ý', "yacute"),
];

/// Text as it stands between tags and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            letter => out.push(letter),
        }
    }
    out
}

/// As `escaped`, with every letter that has an old name written by it: "ê" is "&ecirc;", "ế" has none.
pub(super) fn named(text: &str) -> String {
    let mut out = escaped(text).replace('≥', "&ge;");
    for (letter, name) in NAMED {
        out = out.replace(letter, &format!("&{name};"));
    }
    out
}

/// `<name attributes>inner</name>`.
pub(super) fn element(name: &str, attributes: &str, inner: &str) -> String {
    let blank = if attributes.is_empty() { "" } else { " " };
    format!("<{name}{blank}{attributes}>{inner}</{name}>")
}

/// Inner text in the tags of its look.
pub(super) fn dressed(look: Look, [bold, italic]: [&str; 2], inner: &str) -> String {
    match look {
        _ if inner.is_empty() => String::new(),
        Look::Plain => inner.to_owned(),
        Look::Bold => element(bold, "", inner),
        Look::Italic => element(italic, "", inner),
    }
}

/// A list of links that lead nowhere.
pub(super) fn links(attributes: &str, texts: &[&str]) -> String {
    let items = texts.iter().map(|text| element("li", "", &element("a", r##"href="#""##, &escaped(text))));
    element("ul", attributes, &lines(items))
}

/// Pieces of a page, each on lines of its own.
pub(super) fn lines(pieces: impl IntoIterator<Item = String>) -> String {
    pieces.into_iter().fold(String::from("\n"), |out, piece| out + &piece + "\n")
}

#[cfg(test)]
mod tests {
    use super::{Look, dressed, escaped, links, named};

    #[test]
    fn what_would_be_markup_is_escaped() {
        assert_eq!(escaped("> 92%\u{a0}& \"<b>\""), "&gt; 92%&nbsp;&amp; &quot;&lt;b&gt;&quot;");
        assert_eq!(named("Kế hoạch về tỷ lệ ≥ 9"), "Kế hoạch về tỷ lệ &ge; 9");
        assert_eq!(named("trên đà"), "tr&ecirc;n đ&agrave;");
    }

    #[test]
    fn elements_close() {
        assert_eq!(dressed(Look::Bold, ["b", "i"], "x"), "<b>x</b>");
        assert_eq!(dressed(Look::Bold, ["b", "i"], ""), "");
        assert_eq!(links("", &["Trang chủ"]), "<ul>\n<li><a href=\"#\">Trang chủ</a></li>\n</ul>");
    }
}
