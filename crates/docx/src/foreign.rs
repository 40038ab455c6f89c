//! Chunks of other formats inside a package (`w:altChunk`): their text, line by line. A chunk's tables are read
//! as text; it is the rare work of programs that put documents together.

use crate::package::decoded;

/// The lines of a chunk; `None` where it is of a format that has no text to be seen.
pub(crate) fn lines(bytes: Vec<u8>) -> Option<Vec<String>> {
    if bytes.starts_with(b"{\\rtf")
        || bytes.starts_with(b"PK")
        || bytes.starts_with(b"MIME-Version")
        || bytes.contains(&0) && !bytes.starts_with(b"\xff\xfe")
    {
        return None;
    }
    let text = decoded(bytes).text;
    let is_markup = text.trim_start().starts_with('<');
    let lines = if is_markup { of_markup(&text) } else { text.lines().map(str::to_owned).collect() };
    Some(lines.into_iter().filter(|line| !line.trim().is_empty()).collect())
}

/// Text between tags; tags of blocks end a line, what a page does not show is left out.
fn of_markup(text: &str) -> Vec<String> {
    const BLOCKS: &[&str] =
        &["p", "div", "br", "tr", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "body"];
    const UNSEEN: &[&str] = &["script", "style", "head", "title"];
    let mut lines = vec![String::new()];
    // Same length as the text: only ASCII changes.
    let folded = text.to_ascii_lowercase();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        if let Some(line) = lines.last_mut() {
            line.push_str(&before.replace(['\n', '\r'], " "));
        }
        let is_comment = tag.starts_with("<!--");
        let end = if is_comment { tag.find("-->").map(|at| at + 3) } else { tag.find('>').map(|at| at + 1) };
        // A "<" that opens no tag is text.
        let Some(end) = end else { break };
        let name = tag.get(1..end).unwrap_or_default().trim_start_matches('/');
        let name =
            name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        if BLOCKS.contains(&name.as_str()) {
            lines.push(String::new());
        }
        rest = tag.get(end..).unwrap_or_default();
        if UNSEEN.contains(&name.as_str()) && !tag.starts_with("</") {
            let closing = format!("</{name}");
            let behind = folded.get(text.len() - rest.len()..).unwrap_or_default();
            let at = behind.find(&closing).unwrap_or(rest.len());
            rest = rest.get(at..).unwrap_or_default();
        }
    }
    if let Some(line) = lines.last_mut() {
        line.push_str(&rest.replace(['\n', '\r'], " "));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_text() {
        let page = b"<html><head><title>x</title></head><body><p>M\xe1\xbb\x99t <b>hai</b></p><!-- c --><p>ba</p></body></html>";
        assert_eq!(lines(page.to_vec()).unwrap(), ["Một hai", "ba"]);
        assert_eq!(lines(b"a\n\nb".to_vec()).unwrap(), ["a", "b"]);
        assert_eq!(lines(b"{\\rtf1".to_vec()), None);
    }
}
