//! How the inputs of a store stand, for people.

use kehoach_model::Outcome;
use rusqlite::{Row, params};

use super::{Store, of_word};
use crate::IngestError;
use crate::summary::{Counts, Reason, Slow};

/// Every input with its outcome, archives left out.
const ENDS: &str = "
    SELECT i.path, coalesce(i.outcome, c.outcome) AS outcome, coalesce(i.reason, c.reason) AS reason
    FROM inputs i LEFT JOIN contents c ON c.sha256 = i.sha256
    WHERE coalesce(i.outcome, c.outcome) IS NOT NULL";

impl Store {
    /// Inputs by outcome, and the rows of their records.
    pub(crate) fn counts(&self) -> Result<Counts, IngestError> {
        let mut counts = Counts::default();
        let sql = format!("SELECT outcome, count(*) FROM ({ENDS}) GROUP BY outcome");
        let work = |counts: &mut Counts| {
            let mut rows = self.db.prepare(&sql)?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                if let Some(outcome) = of_word::<Outcome>(row.get(0)?) {
                    counts.add(outcome, row.get(1)?);
                }
            }
            let sums = "SELECT coalesce(sum(json_array_length(ids)), 0), coalesce(sum(indicators), 0),
                               coalesce(sum(tasks), 0) FROM contents";
            (counts.plans, counts.indicators, counts.tasks) =
                self.db.query_row(sums, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(())
        };
        self.tell(work(&mut counts))?;
        counts.raise(self.told()?.raised);
        Ok(counts)
    }

    /// The reasons of an outcome, the most frequent first, each with a few of its inputs.
    pub(crate) fn reasons(&self, outcome: &str, examples: usize) -> Result<Vec<Reason>, IngestError> {
        let sql = format!(
            "SELECT coalesce(reason, ''), count(*) FROM ({ENDS}) WHERE outcome = ?1
             GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {}",
            Reason::SHOWN
        );
        let paths = format!(
            "SELECT path FROM ({ENDS}) WHERE outcome = ?1 AND coalesce(reason, '') = ?2 ORDER BY path LIMIT ?3"
        );
        let work = || {
            let mut rows = self.db.prepare(&sql)?;
            let read =
                |row: &Row<'_>| Ok(Reason { reason: row.get(0)?, inputs: row.get(1)?, examples: Vec::new() });
            let mut reasons = rows.query_map([outcome], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
            let mut paths = self.db.prepare(&paths)?;
            for reason in &mut reasons {
                let rows = paths.query_map(params![outcome, reason.reason, examples], |row| row.get(0))?;
                reason.examples = rows.collect::<rusqlite::Result<_>>()?;
            }
            Ok(reasons)
        };
        self.tell(work())
    }

    /// The contents that this run took longest over.
    pub(crate) fn slowest(&self, most: usize) -> Result<Vec<Slow>, IngestError> {
        let sql = "SELECT min(i.path), c.ms FROM contents c JOIN inputs i ON i.sha256 = c.sha256
                   WHERE c.run = ?1 GROUP BY c.sha256 ORDER BY c.ms DESC, 1 LIMIT ?2";
        let read = |row: &Row<'_>| Ok(Slow { path: row.get(0)?, ms: row.get(1)? });
        let rows = self.db.prepare(sql);
        self.tell(rows.and_then(|mut rows| rows.query_map(params![self.run, most], read)?.collect()))
    }
}
