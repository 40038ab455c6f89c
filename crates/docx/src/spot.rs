//! Where an element stands: kept as a chain of parents, written out as a path only where somebody asks.

use std::fmt::Write as _;
use std::rc::Rc;

use kehoach_model::Place;

/// Levels of a path that are written: what is deeper stands in a table in a table in a table …
const MOST_LEVELS: usize = 24;

/// An element by its position among its like, or a part.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    parent: Option<Rc<Spot>>,
    name: Name,
}

#[derive(Debug, Clone)]
enum Name {
    /// A part beside the main one: "word/header1.xml".
    Part(Rc<str>),
    /// An element and its position, counted from 1.
    Element(&'static str, usize),
}

/// A spot and the position of the block that it stands in.
#[derive(Debug, Clone)]
pub(crate) struct At {
    pub(crate) block: u32,
    /// `None`: the body itself.
    pub(crate) spot: Option<Rc<Spot>>,
}

impl Spot {
    pub(crate) fn part(name: &str) -> Rc<Self> {
        /// Every place repeats it.
        const LONGEST: usize = 100;
        let name: String = name.chars().take(LONGEST).collect();
        Rc::new(Self { parent: None, name: Name::Part(name.into()) })
    }

    pub(crate) fn child(parent: Option<&Rc<Self>>, name: &'static str, position: usize) -> Rc<Self> {
        Rc::new(Self { parent: parent.cloned(), name: Name::Element(name, position) })
    }
}

impl At {
    /// The place as the contract writes it.
    pub(crate) fn place(&self) -> Place {
        let mut chain = Vec::with_capacity(8);
        let mut spot = self.spot.as_deref();
        while let Some(open) = spot {
            chain.push(&open.name);
            spot = open.parent.as_deref();
        }
        let mut path = String::with_capacity(chain.len() * 12);
        for name in chain.into_iter().rev().take(MOST_LEVELS) {
            if !path.is_empty() {
                path.push('/');
            }
            match name {
                Name::Part(name) => path.push_str(name),
                Name::Element(name, position) => {
                    path.push_str(name);
                    let _ = write!(path, "[{position}]");
                }
            }
        }
        Place::Block { block: self.block, path }
    }
}
