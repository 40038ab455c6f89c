use kehoach_model::Field;

use crate::report::Report;
use crate::rule::rule;
use crate::scope::Scope;
use crate::series::{self, Turn};

rule! {
    /// The numbers of the TT column run backwards.
    ///
    /// ## What it finds
    /// A row whose number is lower than that of the row above, or one number that plainly stands in the
    /// place of another ("53" between 83 and 85). A table that begins again at 1 under a new group is no
    /// fault; one that begins again without a new group is told.
    ///
    /// ## Why it matters
    /// Rows were pasted in from another plan with their numbers, or moved without renumbering. The order of
    /// import is then not the order of numbers, and a reader looks for the row in the wrong place.
    ///
    /// ## Fires
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 83 | Số hóa hồ sơ đất đai | Phòng Kinh tế |
    /// | 84 | Cấp chữ ký số | Văn phòng HĐND-UBND |
    /// | 53 | Truyền thông về dịch vụ công | Phòng VH-XH |
    /// | 54 | Tập huấn kỹ năng số | Phòng VH-XH |
    ///
    /// ## Silent
    /// | TT | Nhiệm vụ | Chủ trì |
    /// |---|---|---|
    /// | 83 | Số hóa hồ sơ đất đai | Phòng Kinh tế |
    /// | IV | Xã hội số | |
    /// | 1 | Truyền thông về dịch vụ công | Phòng VH-XH |
    ///
    /// ## What to do
    /// Renumber the row, or move it to where its number belongs. Check whether the same number stands
    /// elsewhere too.
    OrdinalOrder, Warning, check
}

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for rows in scope.tables.iter().filter(|rows| !rows.is_prose()) {
        for entry in series::of(rows) {
            let Some(ordinal) = &entry.ordinal else { continue };
            let own = ordinal.bare();
            let making = match &entry.turn {
                Turn::Onward => continue,
                Turn::Back { before } => {
                    let before = ordinal.with(*before);
                    report
                        .say("back", &[("ordinal", own.as_str().into()), ("before", before.as_str().into())])
                }
                Turn::Again => report.say("again", &[("ordinal", own.as_str().into())]),
                Turn::Odd { meant } => {
                    let meant = ordinal.with(*meant);
                    let values = [("ordinal", own.as_str().into()), ("meant", meant.as_str().into())];
                    report.say("odd", &values).fix("ordinal", entry.line.row.ordinal.as_deref(), Some(&meant))
                }
            };
            making.field(Field::Ordinal).row(entry.line.row);
        }
    }
}
