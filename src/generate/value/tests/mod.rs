//! Values of small schemas, one for each construct of draft 2020-12.

mod constructs;
mod drawn;
mod routes;
mod support;
