//! Which lines of a file are in which encoding.

use std::io::{self, Write};

use kehoach_viet::{Encoding, Stretch, composed, restore};

use super::Form;
use crate::lang::Lang;

/// Prints one line for each run of lines in one encoding, and what all others are.
pub(super) fn print(out: &mut impl Write, raw: &str, form: Form, lang: Lang) -> io::Result<()> {
    let form = match form {
        Form::Utf8 => "UTF-8",
        Form::Utf16 => "UTF-16",
        Form::Bytes => lang.pick(
            "không phải UTF-8 (xem từng byte theo windows-1252)",
            "no UTF-8 (bytes seen as windows-1252)",
        ),
    };
    let lines = raw.lines().count();
    writeln!(out, "{form}, {lines} {}", lang.pick("dòng", if lines == 1 { "line" } else { "lines" }))?;
    let stretches = restore(raw).stretches;
    let mut at = 0;
    while let Some(first) = stretches.get(at) {
        let run = stretches.get(at..).unwrap_or_default();
        let run = run.chunk_by(|one, next| one.encoding == next.encoding && next.line <= one.line + 1).next();
        let run: &[Stretch] = run.unwrap_or_default();
        at += run.len().max(1);
        let last = run.last().unwrap_or(first);
        let (words, syllables) =
            run.iter().fold((0, 0), |(words, syllables), s| (words + s.words, syllables + s.syllables));
        let place = if first.line == last.line {
            format!("{} {}", lang.pick("dòng", "line"), first.line)
        } else {
            format!("{} {}-{}", lang.pick("dòng", "lines"), first.line, last.line)
        };
        write!(out, "{place:20} {}", name(first.encoding, lang))?;
        if let Some(share) = (syllables * 100).checked_div(words) {
            write!(
                out,
                "  ({words} {}, {share} % {})",
                lang.pick("từ có dấu", "marked words"),
                lang.pick("đúng âm tiết", "syllables")
            )?;
        }
        writeln!(out)?;
    }
    let told = |line: u32| stretches.binary_search_by_key(&line, |stretch| stretch.line).is_ok();
    if raw.lines().zip(1..).all(|(text, line)| text.trim().is_empty() || told(line)) && !stretches.is_empty()
    {
        return Ok(());
    }
    let others = if stretches.is_empty() {
        lang.pick("tất cả", "all of it")
    } else {
        lang.pick("các dòng khác", "all other lines")
    };
    let state = if raw.is_ascii() {
        "ASCII"
    } else if composed(raw) == raw {
        "Unicode"
    } else {
        lang.pick("Unicode, dấu rời", "Unicode with loose marks")
    };
    writeln!(out, "{others:20} {state}")
}

fn name(encoding: Encoding, lang: Lang) -> &'static str {
    match encoding {
        Encoding::Legacy(charset) => charset.name(),
        Encoding::Mojibake => lang.pick("UTF-8 bị đọc sai bảng mã", "UTF-8 read as another encoding"),
        Encoding::DoubleConversion => {
            lang.pick("Unicode bị chuyển mã VNI thêm một lần", "Unicode converted from VNI once too often")
        }
    }
}
