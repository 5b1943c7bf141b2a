//! What must hold for any bytes; tests and fuzz targets ask for it alike.
//!
//! Depends on the readers of this folder. Never decides what is good HTTP.

use super::{Chunked, Head, head_end, request_framing, response_framing};

/// Any bytes are read without panic, places point into them, and chunks are the same however the
/// bytes arrive.
///
/// # Errors
/// What did not hold.
pub fn http1(bytes: &[u8]) -> Result<(), String> {
    let end = head_end(bytes).unwrap_or(bytes.len());
    let (head, body) = bytes.split_at(end);
    if let Ok(head_read) = Head::parse(head) {
        let places = head_read.fields.iter().map(|f| f.place.clone());
        for place in places.chain(head_read.request_line().ok().map(|l| l.place)) {
            if head.get(place.clone()).is_none() {
                return Err(format!("{place:?} is outside of the head"));
            }
        }
        let status = head_read.status().unwrap_or(200);
        let _ = request_framing(&head_read);
        let _ = response_framing(&head_read, "GET", status);
    }
    let whole = content(body, body.len().max(1));
    let bytewise = content(body, 1);
    if whole == bytewise { Ok(()) } else { Err(format!("{whole:?} is not {bytewise:?}")) }
}

/// The content of chunks that arrive in pieces of this size, and where they end; none if they are
/// malformed.
fn content(body: &[u8], size: usize) -> Option<(Vec<u8>, usize)> {
    let (mut chunked, mut content, mut taken) = (Chunked::default(), Vec::new(), 0_usize);
    for piece in body.chunks(size) {
        let fed = chunked.feed(piece, |c| content.extend_from_slice(c)).ok()?;
        taken = taken.saturating_add(fed);
    }
    Some((content, taken))
}
