//! Lines that sites print around a document, whatever the document is.

use kehoach_viet::key;

/// Keys of lines that sites put around a document.
const SITE_LINES: &[&str] = &[
    "dang xuat",
    "dang nhap",
    "dang ky",
    "trang chu",
    "facebook",
    "email",
    "in",
    "tai ve",
    "tai xuong",
    "chia se",
    "bai lien quan",
    "hoi dap phap luat",
    "ban an lien quan",
    "van ban lien quan",
    "xem them",
    "tien ich",
    "luoc do",
    "zalo",
    "twitter",
    "sao chep",
    "bao loi",
];
/// Beginnings of such lines.
const SITE_STARTS: &[&str] = &["vui long dang nhap", "ban chua dang nhap", "copyright", "ban quyen"];
/// Lines that documents have too, and sites behind them.
const TAIL_LINES: &[&str] = &["luu tru", "ghi chu", "y kien", "gop y", "lien he", "thuoc tinh", "noi dung"];
/// Beginnings of such lines.
const TAIL_STARTS: &[&str] = &["viec lam ", "cong thong tin dien tu", "trang thong tin dien tu"];
/// Longer lines are text.
const SITE_LINE: usize = 60;

/// Whether a line is one that sites print around a document: "Đăng nhập", "Bản án liên quan", "Facebook".
#[must_use]
pub fn is_site_line(text: &str) -> bool {
    if text.is_empty() || text.chars().count() > SITE_LINE {
        return false;
    }
    let folded = key::ascii(text);
    SITE_LINES.contains(&folded.as_str()) || SITE_STARTS.iter().any(|start| folded.starts_with(start))
}

/// Whether a line is one that sites print behind a document: also words that stand inside one ("Ghi chú").
#[must_use]
pub fn is_site_tail(text: &str) -> bool {
    if is_site_line(text) {
        return true;
    }
    if text.chars().count() > SITE_LINE {
        return false;
    }
    let folded = key::ascii(text);
    TAIL_LINES.contains(&folded.as_str()) || TAIL_STARTS.iter().any(|start| folded.starts_with(start))
}
