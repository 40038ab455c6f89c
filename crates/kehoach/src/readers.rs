//! What the batch engine runs.

use std::time::Duration;

use kehoach_batch::{Original, Parser, Prepared, Refusal, Retry, Watch};
use kehoach_convert::{ConvertError, Soffice};
use kehoach_model::Plan;

use crate::error::SOFFICE;
use crate::{Content, Options, ParseError, conversion, parse_watched, sniff};

/// A container's beginning does not always tell what it is, and each reader has a limit of its own below this.
const OTHER_BYTES: u64 = 256 << 20;

/// All readers and the recogniser, as the engine sees them. [`Default`] has no outside programs, as in a worker;
/// an importing process [`find`](Readers::find)s them.
#[derive(Debug, Clone, Default)]
pub struct Readers {
    /// Settings of the parse.
    pub options: Options,
}

impl Readers {
    /// The readers with the outside programs of this machine.
    #[must_use]
    pub fn find() -> Self {
        Self { options: Options { soffice: Soffice::find(), ..Options::default() } }
    }
}

impl Parser for Readers {
    fn version(&self) -> String {
        format!("{}+{}", env!("CARGO_PKG_VERSION"), env!("KEHOACH_READERS"))
    }

    fn byte_limit(&self, head: &[u8]) -> u64 {
        match sniff(head) {
            Content::Text | Content::Empty | Content::Data(_) => self.options.dump.bytes as u64,
            Content::Html => self.options.html.bytes as u64,
            Content::Pdf => self.options.pdf.bytes as u64,
            Content::Docx
            | Content::Xlsx
            | Content::Doc
            | Content::Rtf
            | Content::Odt
            | Content::Encrypted
            | Content::Damaged(_)
            | Content::NotRead(_)
            | Content::SaveAs(..)
            | Content::Packed(_) => OTHER_BYTES,
        }
    }

    fn lacking(&self) -> Vec<String> {
        if self.options.soffice.is_none() { vec![SOFFICE.to_owned()] } else { Vec::new() }
    }

    fn prepare(&self, bytes: &[u8], time: Duration) -> Result<Option<Prepared>, Refusal> {
        conversion::prepare(bytes, &self.options, time).map_err(refusal)
    }

    fn parse(
        &self,
        bytes: &[u8],
        original: Option<&Original>,
        watch: &dyn Watch,
    ) -> Result<Vec<Plan>, Refusal> {
        parse_watched(bytes, "", original, &self.options, watch).map_err(refusal)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn refusal(error: ParseError) -> Refusal {
    let (retry, remedy) = match &error {
        // Only an import has these flags.
        ParseError::Convert(ConvertError::TimedOut(_)) => {
            (Retry::Alone, ", or give it more time with --time-limit and --retry-failed")
        }
        ParseError::Convert(error) if error.is_of_machine() => {
            (Retry::NextImport, "; the next import tries it again")
        }
        _ => (Retry::Never, ""),
    };
    let refusal = Refusal::new(error.outcome(), error.stage(), format!("{error}{remedy}"));
    Refusal { lacks: error.lacks().map(str::to_owned), retry, ..refusal }
}
