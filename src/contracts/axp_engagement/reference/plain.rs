//! The simplest response.

use http_body_util::Full;
use hyper::{Response, StatusCode, body::Bytes};

/// A response without content.
pub(super) fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}
