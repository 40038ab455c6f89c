//! Library face.
