//! Pages drawn, one after the other: the page itself, then what stands in its annotations.

use std::sync::Arc;

use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use hayro_syntax::Pdf;
use hayro_syntax::page::Page;

use crate::device::Collector;
use crate::faces::Faces;
use crate::raw::{Finished, Raw};

/// A file being drawn.
pub(crate) struct Drawing<'p> {
    pdf: &'p Pdf,
    cache: InterpreterCache<'p>,
}

impl<'p> Drawing<'p> {
    pub(crate) fn new(pdf: &'p Pdf) -> Self {
        Self { pdf, cache: InterpreterCache::new() }
    }

    /// Draws a page, counted from 1.
    pub(crate) fn page(&self, page: &Page<'p>, number: u32, faces: &mut Faces) -> Finished {
        let (width, height) = page.render_dimensions();
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut collector = Collector {
            raw: Raw::new(width, height),
            faces,
            stamped: false,
            clips: Vec::new(),
            groups: Vec::new(),
        };
        for content in [RenderContent::PAGE, RenderContent::ANNOTATIONS] {
            let settings = InterpreterSettings {
                render_content: content,
                warning_sink: Arc::new(|_| {}),
                ..InterpreterSettings::default()
            };
            let mut context = Context::new(transform, frame, &self.cache, self.pdf.xref(), settings);
            collector.stamped = content == RenderContent::ANNOTATIONS;
            collector.clips.clear();
            collector.groups.clear();
            interpret_page(page, &mut context, &mut collector);
        }
        collector.raw.finish(number)
    }
}
