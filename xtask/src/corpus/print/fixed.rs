//! What every run of a printer writes anew - when it ran, and checksums over that - gets one value for all runs.
//! Bytes are replaced in place: a PDF's table of references counts them.

/// When all files were printed.
const WHEN: &[u8] = b"20260101000000";
/// Bytes that a value has at most; two checksums are the longest.
const LONGEST: usize = 100;

/// Makes two runs of a printer write the same.
pub(super) fn fix(pdf: &mut [u8]) {
    for key in [b"/CreationDate".as_slice(), b"/ModDate"] {
        stamp(pdf, key, b')', u8::is_ascii_digit, WHEN);
    }
    // With its bracket: an index of identifiers is called "/IDTree".
    stamp(pdf, b"/ID [", b']', u8::is_ascii_hexdigit, b"");
    // LibreOffice's own.
    stamp(pdf, b"/DocChecksum /", b'\n', u8::is_ascii_hexdigit, b"");
}

/// Replaces the digits between every `key` and the `end` after it by those of `with`, then by zeros.
fn stamp(pdf: &mut [u8], key: &[u8], end: u8, is_digit: fn(&u8) -> bool, with: &[u8]) {
    let places = pdf.windows(key.len()).enumerate().filter(|(_, bytes)| *bytes == key);
    let values: Vec<usize> = places.map(|(at, _)| at + key.len()).collect();
    for at in values {
        let value = pdf.iter_mut().skip(at).take(LONGEST).take_while(|byte| **byte != end);
        let digits = value.filter(|byte| is_digit(byte));
        for (digit, with) in digits.zip(with.iter().copied().chain(std::iter::repeat(b'0'))) {
            *digit = with;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fix;

    #[test]
    fn times_and_checksums_are_replaced_in_place_and_nothing_else() {
        let cases = [
            ("/CreationDate(D:20261126230104Z')>> 17", "/CreationDate(D:20260101000000Z')>> 17"),
            ("/ModDate (D:20261126230104+07'00')", "/ModDate (D:20260101000000+00'00')"),
            ("/ID [ <57F4\n<B9E5> ]\n/Size 9", "/ID [ <0000\n<0000> ]\n/Size 9"),
            ("/DocChecksum /A7C6\n>>\n17", "/DocChecksum /0000\n>>\n17"),
            ("/IDTree 12 0 R [ 15 ]", "/IDTree 12 0 R [ 15 ]"),
        ];
        for (printed, wanted) in cases {
            let mut pdf = printed.as_bytes().to_vec();
            fix(&mut pdf);
            assert_eq!(String::from_utf8(pdf).unwrap(), wanted);
        }
    }
}
