//! What the batch engine runs.

use kehoach_batch::{Parser, Refusal, Watch};
use kehoach_model::Plan;

use crate::{Content, Options, ParseError, parse_watched, sniff};

/// Files that are not text are only told apart; their readers set limits of their own.
const OTHER_BYTES: u64 = 256 << 20;

/// All readers and the recogniser, as the engine sees them.
#[derive(Debug, Clone, Default)]
pub struct Readers {
    /// Settings of the parse.
    pub options: Options,
}

impl Parser for Readers {
    fn version(&self) -> String {
        format!("{}+{}", env!("CARGO_PKG_VERSION"), env!("KEHOACH_READERS"))
    }

    fn byte_limit(&self, head: &[u8]) -> u64 {
        match sniff(head) {
            Content::Text | Content::Empty | Content::Data(_) => self.options.dump.bytes as u64,
            Content::NotRead(_) | Content::Packed(_) => OTHER_BYTES,
        }
    }

    fn parse(&self, bytes: &[u8], watch: &dyn Watch) -> Result<Vec<Plan>, Refusal> {
        parse_watched(bytes, "", &self.options, watch).map_err(refusal)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn refusal(error: ParseError) -> Refusal {
    Refusal { outcome: error.outcome(), stage: error.stage(), reason: error.to_string() }
}
