//! Text: how the open run shows it, and where it goes.

use kehoach_document::{Line, Typed, letters};
use kehoach_viet::Font;

use super::{Field, Story};
use crate::frame::{Flow, Frame, Kind, Piece};
use crate::styles::RunFont;
use crate::symbols;
use crate::xml::Element;

impl Story<'_, '_, '_> {
    pub(super) fn begin_run(&mut self) {
        self.look_up();
        if let Some(Frame { kind: Kind::Paragraph(paragraph), .. }) = self.frames.last_mut() {
            paragraph.run = paragraph.resolved.as_ref().map(|resolved| resolved.run).unwrap_or_default();
            (paragraph.own, paragraph.run_style) = Default::default();
        }
    }

    /// The run is shown as its own properties say, then its style, then its paragraph.
    pub(super) fn end_run_properties(&mut self) {
        if let Some(Frame { kind: Kind::Paragraph(paragraph), .. }) = self.frames.last_mut() {
            let (own, style) = (std::mem::take(&mut paragraph.own), std::mem::take(&mut paragraph.run_style));
            paragraph.run = own.over(style).over(paragraph.run);
        }
    }

    /// Looks up what the paragraph inherits and counts its number; once, when its properties are known.
    pub(super) fn look_up(&mut self) {
        let Some(Frame { kind: Kind::Paragraph(paragraph), .. }) = self.frames.last_mut() else { return };
        if paragraph.resolved.is_some() {
            return;
        }
        let resolved = self.shared.styles.of_paragraph(paragraph.style.as_deref());
        let numbering = &mut self.shared.numbering;
        let list = paragraph.numbering.id.or(resolved.list).filter(|id| *id != 0);
        if let Some(list) = list.filter(|_| !paragraph.mark_deleted && !paragraph.mark_hidden) {
            let mut styles = resolved.levels.iter();
            let by_style = || styles.find_map(|(style, own)| numbering.level_of_style(list, style).or(*own));
            let level = paragraph.numbering.level.or_else(by_style).unwrap_or(0);
            paragraph.label = numbering.count(list, level);
            if let Some(label) = &paragraph.label {
                self.shared.letters += letters(&label.text);
            }
        }
        paragraph.run = resolved.run;
        paragraph.resolved = Some(resolved);
    }

    pub(super) fn symbol(&mut self, element: &Element<'_>) {
        let font = RunFont::of(&element.attribute("font").unwrap_or_default());
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        let sign = code.and_then(|code| symbols::sign(code, font));
        self.shared.unknown += usize::from(sign.is_none());
        let mut buffer = [0; 4];
        let sign = sign.unwrap_or('\u{fffd}').encode_utf8(&mut buffer);
        self.shared.letters += letters(sign);
        self.say(sign);
    }

    /// Text of an open text element.
    pub(super) fn text(&mut self, text: &str) {
        if self.text.is_none() {
            return;
        }
        self.shared.letters += letters(text);
        // Line ends in XML text are blanks; a line end of the document is an element.
        if text.contains(['\n', '\r']) {
            self.say(&text.replace(['\n', '\r'], " "));
        } else {
            self.say(text);
        }
    }

    /// Adds text to the open paragraph as the open run shows it.
    pub(super) fn say(&mut self, text: &str) {
        if self.instructions > 0 {
            self.swallow(text);
            return;
        }
        if !matches!(self.frames.last(), Some(Frame { kind: Kind::Paragraph(_), .. })) {
            self.stray(text);
            return;
        }
        self.look_up();
        let Some(Frame { kind: Kind::Paragraph(paragraph), .. }) = self.frames.last_mut() else { return };
        if paragraph.run.hidden == Some(true) {
            self.shared.letters -= letters(text);
            paragraph.hidden.push_str(text);
            return;
        }
        let font = paragraph.run.font.unwrap_or(RunFont::Plain);
        let capitals = paragraph.run.capitals == Some(true) && text.contains(char::is_lowercase);
        match font {
            // Capitals of a legacy charset are for the decoder, which knows the letters.
            RunFont::Legacy(font) => {
                let font = Font { capitals: font.capitals || capitals, ..font };
                paragraph.typed.push(text, Some(font));
            }
            RunFont::Symbol | RunFont::Wingdings
                if text.chars().any(|c| matches!(c as u32, 0x21..=0xff | 0xf000..=0xf0ff)) =>
            {
                let shown = symbols::shown(text, font).unwrap_or_else(|| {
                    self.shared.unknown += 1;
                    text.to_owned()
                });
                self.shared.letters = self.shared.letters + letters(&shown) - letters(text);
                paragraph.typed.push(&shown, None);
            }
            _ if capitals => {
                let shown = text.to_uppercase();
                self.shared.letters = self.shared.letters + letters(&shown) - letters(text);
                paragraph.typed.push(&shown, None);
            }
            _ => paragraph.typed.push(text, None),
        }
    }

    /// Text inside the instruction of a field is not shown.
    fn swallow(&mut self, text: &str) {
        /// As much as is worth telling, bytes.
        const MOST: usize = 400;
        let count = letters(text);
        self.shared.letters -= count;
        if let Some(field) = self.fields.last_mut() {
            field.letters += count;
            if field.text.len() < MOST {
                field.text.extend(text.chars().take(MOST));
            }
        }
    }

    /// `w:fldChar`.
    pub(super) fn field(&mut self, element: &Element<'_>) {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") if !self.instructions_shown => {
                self.instructions += 1;
                self.fields.push(Field { in_instruction: true, ..Field::default() });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut().filter(|field| field.in_instruction) {
                    field.in_instruction = false;
                    self.instructions -= 1;
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else { return };
                if field.in_instruction {
                    self.instructions -= 1;
                    // It shows no result: what stood in it is told.
                    if field.letters > 0 {
                        self.shared.hide(&field.text, self.here().place());
                    }
                }
            }
            _ => {}
        }
    }

    /// Text outside any paragraph is damage, but text.
    pub(super) fn stray(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let at = self.here();
        let typed = Typed { raw: text.to_owned(), fonts: Vec::new() };
        self.follow(Piece::Paragraph(Line { typed, label: None, at }));
    }

    /// Puts a piece behind the open paragraph, or into the open flow.
    pub(super) fn follow(&mut self, piece: Piece) {
        self.shared.paragraphs += 1;
        let holder = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Paragraph(paragraph) => Some(&mut paragraph.after),
            Kind::Flow(flow) => Some(&mut flow.pieces),
            _ => None,
        });
        match holder {
            Some(holder) => holder.push(piece),
            None => self.done.push(Flow { pieces: vec![piece], ..Flow::default() }),
        }
    }
}
