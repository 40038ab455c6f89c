//! What a file is, by its content, and the formats that become another one before they are read.
