//! Where an element of a Word file or a page stands: kept as a chain of parents, written out as a path only where
//! somebody asks.

use std::fmt::Write as _;
use std::rc::Rc;

use kehoach_model::Place;

/// Levels of a path that are written, the innermost ones: what is deeper stands in a table in a table in a table …
const MOST_LEVELS: usize = 16;

/// An element by its position among its like, or a part.
#[derive(Debug, Clone)]
pub struct Spot {
    parent: Option<Rc<Spot>>,
    name: Name,
}

#[derive(Debug, Clone)]
enum Name {
    /// What stands at its own name: a part beside the main one ("word/header1.xml"), an element with an id ("div#body").
    Named(Rc<str>),
    /// An element and its position, counted from 1.
    Element(&'static str, u32),
}

/// A spot and the position of the block that it stands in.
#[derive(Debug, Clone)]
pub struct At {
    /// Position of the block in the body, counted from 0.
    pub block: u32,
    /// `None`: the body itself.
    pub spot: Option<Rc<Spot>>,
}

impl Spot {
    /// A spot that is found by its name alone.
    #[must_use]
    pub fn named(name: &str) -> Rc<Self> {
        /// Every place repeats it.
        const LONGEST: usize = 100;
        let name: String = name.chars().take(LONGEST).collect();
        Rc::new(Self { parent: None, name: Name::Named(name.into()) })
    }

    /// The element that is the `position`th of its name inside `parent`, counted from 1.
    #[must_use]
    pub fn child(parent: Option<&Rc<Self>>, name: &'static str, position: usize) -> Rc<Self> {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        Rc::new(Self { parent: parent.cloned(), name: Name::Element(name, position) })
    }
}

impl At {
    /// The place as the contract writes it.
    #[must_use]
    pub fn place(&self) -> Place {
        let mut chain = Vec::with_capacity(8);
        let mut spot = self.spot.as_deref();
        while let Some(open) = spot {
            chain.push(&open.name);
            spot = open.parent.as_deref();
        }
        let cut = chain.len().saturating_sub(MOST_LEVELS);
        let mut path = String::with_capacity((chain.len() - cut) * 12);
        if cut > 0 {
            path.push('…');
        }
        for name in chain.into_iter().rev().skip(cut) {
            if !path.is_empty() {
                path.push('/');
            }
            match name {
                Name::Named(name) => path.push_str(name),
                Name::Element(name, position) => {
                    path.push_str(name);
                    let _ = write!(path, "[{position}]");
                }
            }
        }
        Place::Block { block: self.block, path }
    }
}
