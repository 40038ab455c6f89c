//! A TrueType font whose glyphs have widths and no outlines: as much of one as a reader of text looks at.

/// Width of a letter, thousandths of the font size; a blank is half as wide.
pub(crate) const LETTER: usize = 500;

/// A font that holds some characters: glyph 1 is the first of them. `named`: it knows which glyph is which character.
pub(crate) fn font(letters: &[char], named: bool) -> Vec<u8> {
    let glyphs = letters.len() + 1;
    let mut tables: Vec<(&[u8; 4], Vec<u8>)> = Vec::new();
    if named {
        tables.push((b"cmap", cmap(letters)));
    }
    tables.push((b"glyf", vec![0; 4]));
    tables.push((b"head", head()));
    tables.push((b"hhea", words(&[1, 0, 800, 0, 0, 500, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 1])));
    let mut widths = words(&[short(LETTER), 0]);
    widths.resize(widths.len() + 2 * (glyphs - 1), 0);
    tables.push((b"hmtx", widths));
    tables.push((b"loca", vec![0; 2 * (glyphs + 1)]));
    let mut most = words(&[1, 0, short(glyphs)]);
    most.resize(32, 0);
    tables.push((b"maxp", most));

    let count = tables.len();
    let mut out = words(&[1, 0, short(count), 0, 0, 0]);
    let mut at = 12 + 16 * count;
    for (tag, table) in &tables {
        out.extend_from_slice(*tag);
        out.extend_from_slice(&[0; 4]);
        out.extend_from_slice(&long(at));
        out.extend_from_slice(&long(table.len()));
        at += table.len().next_multiple_of(4);
    }
    for (_, mut table) in tables {
        table.resize(table.len().next_multiple_of(4), 0);
        out.append(&mut table);
    }
    out
}

fn head() -> Vec<u8> {
    let mut head = words(&[1, 0, 0, 1, 0, 0, 0x5f0f, 0x3cf5, 0, 1000]);
    head.resize(36, 0);
    head.extend(words(&[0, 0, 500, 800, 0, 8, 2, 0, 0]));
    head
}

/// Format 12, one group a letter.
fn cmap(letters: &[char]) -> Vec<u8> {
    let mut mapped: Vec<(u32, usize)> =
        letters.iter().enumerate().map(|(at, letter)| (*letter as u32, at + 1)).collect();
    mapped.sort_unstable();
    let mut out = words(&[0, 1, 3, 10, 0, 12, 12, 0]);
    for value in [16 + 12 * mapped.len(), 0, mapped.len()] {
        out.extend(long(value));
    }
    for (code, glyph) in mapped {
        for value in [code, code, u32::try_from(glyph).unwrap()] {
            out.extend(value.to_be_bytes());
        }
    }
    out
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

fn short(value: usize) -> u16 {
    u16::try_from(value).unwrap()
}

fn long(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap().to_be_bytes()
}
