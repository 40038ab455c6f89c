//! Elements of a part, found without a parser: enough to count them and to look at their attributes, before the
//! library makes something of each.

use memchr::{memchr, memmem};

/// The opening tags of a part, in order: the name without its prefix, and what stands behind it.
pub(super) fn tags(part: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = part;
    std::iter::from_fn(move || {
        loop {
            let tag = rest.get(memchr(b'<', rest)? + 1..)?;
            let end = end(tag)?;
            rest = tag.get(end..)?;
            if matches!(tag.first(), Some(b'!' | b'?' | b'/')) {
                continue;
            }
            let tag = tag.get(..end)?;
            let is_over = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'/';
            let (name, behind) = tag.split_at(tag.iter().position(is_over).unwrap_or(end));
            return Some((name.rsplit(|byte| *byte == b':').next()?, behind));
        }
    })
}

/// Where a tag ends that begins behind its "<".
fn end(tag: &[u8]) -> Option<usize> {
    let long: [(&[u8], &[u8]); 3] = [(b"!--", b"-->"), (b"![CDATA[", b"]]>"), (b"?", b"?>")];
    if let Some((_, end)) = long.iter().find(|(start, _)| tag.starts_with(start)) {
        return memmem::find(tag, end);
    }
    let mut quote = None;
    tag.iter().position(|byte| {
        match quote {
            Some(open) if open == *byte => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
            _ => {}
        }
        quote.is_none() && *byte == b'>'
    })
}

/// The attributes of a tag, as they are written.
pub(super) fn attributes(behind: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = behind;
    std::iter::from_fn(move || {
        let (key, value) = rest.split_at(memchr(b'=', rest)?);
        let value = value.get(1..)?.trim_ascii_start();
        let (quote, value) = value.split_first()?;
        let (value, behind) = value.split_at(memchr(*quote, value)?);
        rest = behind.get(1..)?;
        Some((key.trim_ascii(), value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_their_attributes() {
        let part = b"<?xml a='<b>'?><!-- <x:b/> --><x:a k='>' x:id = \"1\"><b/></x:a><![CDATA[<b>]]><b c";
        let names: Vec<&[u8]> = tags(part).map(|(name, _)| name).collect();
        assert_eq!(names, [&b"a"[..], b"b"]);
        let (_, behind) = tags(part).next().unwrap();
        let found: Vec<_> = attributes(behind).collect();
        assert_eq!(found, [(&b"k"[..], &b">"[..]), (b"x:id", b"1")]);
    }

    #[test]
    fn what_is_broken_ends_it() {
        for part in ["<", "<a", "<a b='", "<!--", "a>", "<a b=>", "<a =''>", "<>"] {
            let _ = tags(part.as_bytes()).map(|(_, behind)| attributes(behind).count()).sum::<usize>();
        }
    }
}
