//! The `BAYEUX_BROWSER` cookie, by which several clients of one browser are told apart.
//!
//! Depends on hyper's header types. Never trusts a cookie with more than that.

use hyper::HeaderMap;

/// The cookie's name.
pub(super) const COOKIE: &str = "BAYEUX_BROWSER";

/// The browser's id, if the request has one.
pub(super) fn of(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value.to_owned())
        .filter(|value| !value.is_empty() && value.len() <= 128)
}
