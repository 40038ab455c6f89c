//! What linking and checking need of each record: found once and kept in the store.

use std::sync::atomic::AtomicBool;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::derive::ids::{Renamed, rename};
use crate::derive::walk::Walk;
use crate::store::{Row, Store};
use crate::{IngestError, answer};

/// What both crates know of a record.
pub(super) struct Facts {
    pub(super) link: kehoach_link::Facts,
    pub(super) check: kehoach_check::Facts,
}

impl Facts {
    fn of(plan: &kehoach_model::Plan) -> Self {
        Self { link: kehoach_link::Facts::of(plan), check: kehoach_check::Facts::of(plan) }
    }

    /// The bytes of both, those of linking behind their length.
    fn to_bytes(&self) -> Vec<u8> {
        let link = self.link.to_bytes();
        let mut bytes = (link.len() as u32).to_le_bytes().to_vec();
        bytes.extend(link);
        bytes.extend(self.check.to_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let (link, check) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        Some(Self {
            link: kehoach_link::Facts::from_bytes(link)?,
            check: kehoach_check::Facts::from_bytes(check)?,
        })
    }
}

/// A record by what is known of it.
pub(super) struct Known<'a> {
    pub(super) path: &'a str,
    pub(super) sha256: &'a str,
    pub(super) part: usize,
    pub(super) id: String,
    pub(super) facts: Facts,
}

/// All records that the output files will hold, in the order of their paths.
pub(super) fn each(
    store: &Store,
    renamed: &Renamed,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Known<'_>),
) -> Result<(), IngestError> {
    let mut walk = Walk::default();
    loop {
        let page = walk.next(store, stop)?;
        if page.is_empty() {
            return Ok(());
        }
        for (row, found) in facts(store, page)? {
            let (path, sha256) = (row.line.path.as_str(), row.line.sha256.as_deref().unwrap_or_default());
            for (part, (facts, mut id)) in found.into_iter().zip(row.line.ids).enumerate() {
                rename(renamed, sha256, &mut id);
                tell(Known { path, sha256, part, id, facts });
            }
        }
    }
}

/// The facts of the records of some inputs; those that are not known yet are found and kept.
fn facts(store: &Store, page: Vec<Row>) -> Result<Vec<(Row, Vec<Facts>)>, IngestError> {
    let mut known: Vec<(Row, Vec<Facts>, Vec<Vec<u8>>)> = Vec::with_capacity(page.len());
    for row in page.into_iter().filter(|row| row.leads && !row.line.ids.is_empty()) {
        let Some(sha256) = row.line.sha256.as_deref() else { continue };
        let kept: Option<Vec<Facts>> =
            store.facts(sha256)?.iter().map(|bytes| Facts::from_bytes(bytes)).collect();
        let kept = kept.filter(|kept| kept.len() == row.line.ids.len());
        let packed = if kept.is_none() { store.records(sha256)? } else { Vec::new() };
        known.push((row, kept.unwrap_or_default(), packed));
    }
    let find = |(row, kept, packed): (Row, Vec<Facts>, Vec<Vec<u8>>)| {
        if packed.is_empty() {
            return Ok((row, kept, Vec::new()));
        }
        let found = packed.iter().map(|packed| answer::unpack(packed).map(|plan| Facts::of(&plan)));
        let found = found.collect::<Result<Vec<Facts>, _>>().map_err(serde_json::Error::io)?;
        let bytes = found.iter().map(Facts::to_bytes).collect();
        Ok((row, found, bytes))
    };
    let found = known.into_par_iter().map(find).collect::<Result<Vec<_>, IngestError>>()?;
    store.begin()?;
    for (row, _, bytes) in found.iter().filter(|(_, _, bytes)| !bytes.is_empty()) {
        store.put_facts(row.line.sha256.as_deref().unwrap_or_default(), bytes)?;
    }
    store.commit()?;
    Ok(found.into_iter().map(|(row, facts, _)| (row, facts)).collect())
}
