//! Pages of invented sites with a plan among what such sites put around it. `block` says what has to be
//! shown, `grid` builds the tables; each site writes both in its own hand. Which site a plan stands on, its
//! `Page` says. A `sheet` has no site round it: it is made to be printed.

mod block;
mod grid;
mod legal;
mod markup;
mod province;
mod record;
mod register;
mod sheet;
mod word;

use super::super::{
    family::{Plan, Portal},
    seed::Seed,
};

/// The page of a plan.
pub(super) fn page(plan: &Plan, seed: &mut Seed) -> String {
    let blocks = block::blocks(plan, seed);
    match plan.html.portal {
        Portal::LegalDatabase => legal::page(plan, &blocks),
        Portal::Province => province::page(plan, &blocks, seed),
        Portal::Word => word::page(plan, &blocks),
        Portal::Register => register::page(plan, &blocks),
    }
}

/// The page of a plan that is only there to be printed.
pub(super) fn sheet(plan: &Plan, seed: &mut Seed) -> String {
    sheet::page(plan, &block::blocks(plan, seed))
}

#[cfg(test)]
mod tests;
