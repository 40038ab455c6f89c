//! Fonts of a file, each once, and what a glyph says where the file does not tell.

use std::collections::BTreeMap;

use hayro_interpret::font::{Glyph as Drawn, OutlineFontData};
use hayro_interpret::hayro_cmap::BfString;
use kehoach_document::page::Face;
use kehoach_viet::Font;
use skrifa::{FontRef, MetadataProvider};

use crate::order;

/// Fonts that are told apart; a file of more is no document.
const MOST: usize = 4096;

/// Whose word counts for what a glyph says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Believe {
    /// The file's tables; the embedded font's only where the file says nothing.
    File,
    /// The embedded fonts' own tables.
    Fonts,
    /// The order of the glyphs of Times New Roman.
    Order,
}

/// The fonts met so far. The first one stands for all that are not in the file.
#[derive(Debug)]
pub(crate) struct Faces {
    list: Vec<Face>,
    by_key: BTreeMap<u128, u16>,
    /// Per face: characters by glyph, out of the embedded font's own table.
    inverse: BTreeMap<u16, BTreeMap<u32, char>>,
    believe: Believe,
    /// Glyphs of which the file says nothing and the embedded font does.
    filled: usize,
    /// Per face and glyph: whether it draws anything.
    inked: BTreeMap<(u16, u32), bool>,
}

impl Faces {
    pub(crate) fn new() -> Self {
        let unknown = Face { name: String::new(), bold: false, legacy: None };
        Self {
            list: vec![unknown],
            by_key: BTreeMap::new(),
            inverse: BTreeMap::new(),
            believe: Believe::File,
            filled: 0,
            inked: BTreeMap::new(),
        }
    }

    pub(crate) fn list(&self) -> &[Face] {
        &self.list
    }

    /// Position of the font that a glyph is set in.
    pub(crate) fn of(&mut self, glyph: &Drawn<'_>) -> u16 {
        let Drawn::Outline(glyph) = glyph else { return 0 };
        let Some(data) = glyph.font_data() else { return 0 };
        if let Some(known) = self.by_key.get(&data.cache_key) {
            return *known;
        }
        let Some(position) = u16::try_from(self.list.len()).ok().filter(|_| self.list.len() < MOST) else {
            return 0;
        };
        self.by_key.insert(data.cache_key, position);
        self.list.push(face(&data));
        position
    }

    /// What a glyph says by the embedded font's own table.
    fn recover(&mut self, glyph: &Drawn<'_>, face: u16) -> Option<BfString> {
        let Drawn::Outline(glyph) = glyph else { return None };
        let inverse = self.inverse.entry(face).or_insert_with(|| {
            let data = glyph.font_data().filter(|_| face != 0);
            data.map(|data| inverse((*data.data).as_ref())).unwrap_or_default()
        });
        inverse.get(&glyph.glyph_id().to_u32()).copied().map(BfString::Char)
    }

    /// Whether a glyph that says it is a blank draws a letter: the file's table is wrong about it.
    fn is_inked(&mut self, glyph: &Drawn<'_>, face: u16) -> bool {
        let Drawn::Outline(glyph) = glyph else { return false };
        let known = self.inked.entry((face, glyph.glyph_id().to_u32()));
        *known.or_insert_with(|| face != 0 && glyph.outline().elements().len() > 1)
    }

    /// What the number of a glyph says.
    fn ordered(&self, glyph: &Drawn<'_>, face: u16) -> Option<BfString> {
        let Drawn::Outline(glyph) = glyph else { return None };
        let face = self.list.get(usize::from(face))?;
        order::character(&face.name, glyph.glyph_id().to_u32()).map(BfString::Char)
    }

    /// What a glyph says.
    pub(crate) fn text(&mut self, glyph: &Drawn<'_>, face: u16) -> Option<BfString> {
        match self.believe {
            Believe::File => {
                let said = glyph.as_unicode().filter(|said| !is_blank(said) || !self.is_inked(glyph, face));
                if said.is_some() {
                    return said;
                }
                let found = self.recover(glyph, face);
                self.filled += usize::from(found.is_some());
                found
            }
            Believe::Fonts => self.recover(glyph, face).or_else(|| glyph.as_unicode()),
            Believe::Order => self.ordered(glyph, face).or_else(|| glyph.as_unicode()),
        }
    }

    /// How many glyphs the embedded fonts told since it was asked last.
    pub(crate) fn take_filled(&mut self) -> usize {
        std::mem::take(&mut self.filled)
    }

    pub(crate) fn believe(&mut self, whom: Believe) {
        self.believe = whom;
    }
}

/// Whether the font is in the file.
pub(crate) fn is_embedded(face: u16) -> bool {
    face != 0
}

fn is_blank(said: &BfString) -> bool {
    match said {
        BfString::Char(c) => c.is_whitespace() || c.is_control(),
        BfString::String(text) => text.chars().all(|c| c.is_whitespace() || c.is_control()),
    }
}

fn face(data: &OutlineFontData) -> Face {
    /// Weight from which a font is bold.
    const BOLD: u32 = 600;
    let name = data.postscript_name.as_deref().unwrap_or_default();
    let name = match name.split_once('+') {
        Some((subset, name)) if subset.len() == 6 => name,
        _ => name,
    };
    let bold = data.weight.is_some_and(|weight| weight >= BOLD) || name.contains("Bold");
    Face { name: name.to_owned(), bold, legacy: Font::of(name) }
}

/// Characters by glyph out of a font's table; nothing where it is broken. Of several characters the one that plans
/// use wins: a letter before its look-alikes, which stand higher.
fn inverse(data: &[u8]) -> BTreeMap<u32, char> {
    let mut found = BTreeMap::new();
    let Ok(font) = FontRef::new(data) else { return found };
    for (code, glyph) in font.charmap().mappings() {
        // Symbol fonts put their codes into the private area: those say nothing.
        let letter =
            char::from_u32(code).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c) && !c.is_control());
        if let Some(letter) = letter {
            let slot = found.entry(glyph.to_u32()).or_insert(letter);
            *slot = (*slot).min(letter);
        }
    }
    found
}
