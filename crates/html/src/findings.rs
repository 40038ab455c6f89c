//! What the reader has to say about a page.

use kehoach_document::Furniture;
use kehoach_document::FurnitureKind;
use kehoach_model::{Finding, Place, Rule, Severity};

/// Letters of hidden text that a message shows.
const SHOWN: usize = 80;
/// Messages about hidden text; the others are counted.
const MOST: usize = 20;
/// Places that are worth naming.
const PLACES: usize = 20;

/// Text that the page does not show.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    told: Vec<(String, Place)>,
    count: usize,
}

impl Hidden {
    pub(crate) fn add(&mut self, text: &str, at: impl FnOnce() -> Place) {
        self.count += 1;
        if self.told.len() < MOST {
            let shown: String = text.chars().take(SHOWN).collect();
            let more = if shown.len() < text.len() { "…" } else { "" };
            self.told.push((format!("{shown}{more}"), at()));
        }
    }

    pub(crate) fn findings(self) -> Vec<Finding> {
        let more = self.count - self.told.len();
        let told = self.told.into_iter().map(|(text, at)| {
            Finding::new(
                Rule::PageFurniture,
                Severity::Info,
                format!("Chữ ẩn, chữ gạch bỏ hoặc chữ của trang web, đã bỏ: “{text}”."),
                format!(
                    "Hidden or struck text, or a word of the site inside the text, is left out: “{text}”."
                ),
            )
            .at(vec![at])
        });
        let rest = (more > 0).then(|| {
            Finding::new(
                Rule::PageFurniture,
                Severity::Info,
                format!("Còn {more} chỗ khác như vậy đã bỏ."),
                format!("{more} further pieces of such text are left out."),
            )
        });
        told.chain(rest).collect()
    }
}

/// What stands around the document, and copies of parts of it.
pub(crate) fn of_furniture(furniture: &[Furniture]) -> Vec<Finding> {
    let places = |is: fn(FurnitureKind) -> bool| -> Vec<Place> {
        furniture
            .iter()
            .filter(|piece| is(piece.kind))
            .flat_map(|piece| piece.passage.at())
            .take(PLACES)
            .collect()
    };
    let around = places(|kind| kind != FurnitureKind::Duplicate);
    let copies = places(|kind| kind == FurnitureKind::Duplicate);
    let mut findings = Vec::new();
    if !around.is_empty() {
        findings.push(
            Finding::new(
                Rule::PageFurniture,
                Severity::Info,
                "Phần khung của trang web bao quanh văn bản.",
                "A site's own text stands around the document.",
            )
            .at(around)
            .repaired(),
        );
    }
    if !copies.is_empty() {
        findings.push(
            Finding::new(
                Rule::RepeatedContent,
                Severity::Info,
                "Một phần văn bản xuất hiện hai lần (bản xem trước, bản in); giữ một bản.",
                "A part of the document stands twice (a preview, a copy for printing); one is kept.",
            )
            .at(copies)
            .repaired(),
        );
    }
    findings
}

/// The document stood in a part of the page that is not shown at first.
pub(crate) fn was_hidden() -> Finding {
    Finding::new(
        Rule::PageFurniture,
        Severity::Info,
        "Văn bản nằm trong phần trang chưa mở (thẻ ẩn); đã đọc phần đó.",
        "The document stands in a part of the page that is not shown at first (a closed tab); that part is read.",
    )
}
