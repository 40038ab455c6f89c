//! What kind of element a name is.

/// Kinds of elements, by what the reader does with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Formatting: its tags go, its text and what it says of the look stay.
    Inline,
    /// Its text is no part of the page and may hold what looks like tags.
    Raw(Raw),
    /// It goes with all that is in it.
    Unseen,
    /// It stands alone and shows no text.
    Void,
    /// All others: blocks, tables, lists.
    Kept,
}

/// How a tokenizer must read the text of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Raw {
    Script,
    Text,
    /// Text with escapes: a title, a form's field.
    Escaped,
}

/// The kind of an element by its name in small letters.
pub(crate) fn class(name: &str) -> Class {
    match name {
        "a" | "abbr" | "acronym" | "applet" | "b" | "bdi" | "bdo" | "big" | "blink" | "cite" | "code"
        | "data" | "del" | "dfn" | "em" | "font" | "i" | "ins" | "kbd" | "label" | "mark" | "marquee"
        | "nobr" | "object" | "output" | "q" | "rb" | "rp" | "rt" | "rtc" | "ruby" | "s" | "samp"
        | "small" | "span" | "strike" | "strong" | "sub" | "sup" | "time" | "tt" | "u" | "var" => {
            Class::Inline
        }
        "script" => Class::Raw(Raw::Script),
        "style" | "iframe" | "noembed" | "noframes" => Class::Raw(Raw::Text),
        "textarea" | "title" => Class::Raw(Raw::Escaped),
        "audio" | "canvas" | "datalist" | "math" | "noscript" | "select" | "svg" | "template" | "video" => {
            Class::Unseen
        }
        "area" | "base" | "basefont" | "bgsound" | "col" | "colgroup" | "embed" | "frame" | "frameset"
        | "image" | "img" | "input" | "link" | "meta" | "param" | "plaintext" | "source" | "track"
        | "wbr" | "option" | "optgroup" => Class::Void,
        // "o:p", "st1:place", "v:shape": Word's own.
        name if name.contains(':') => Class::Inline,
        _ => Class::Kept,
    }
}
