//! A webhook receiver: takes what a provider delivers, writes it down, and answers.
//!
//! Depends on hyper and on the recorder. Never reads what is delivered, and never keeps more of it
//! than the limits allow.

use std::{net::SocketAddr, sync::Arc};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, Response, body::Bytes, body::Incoming};
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

use super::{limits::Limits, recorder::CaseTape, serving::serve};
use crate::{
    contract::Party,
    error::{Error, Result},
    transcript::{Body, Kind, Source},
};

/// How many deliveries are taken at once.
const CONNECTIONS: usize = 256;

/// A receiver that is listening; dropping it ends it.
#[derive(Debug)]
pub struct Receiver {
    /// Where it listens.
    pub url: Url,
    task: JoinHandle<()>,
}

/// What every connection shares.
struct Desk {
    tape: CaseTape,
    actor: String,
    base: String,
    body: usize,
    status: u16,
}

impl Receiver {
    /// Listens on `address` (port 0 is any free one) as `actor`, and answers with `status`.
    ///
    /// # Errors
    /// Blames the user for an address that cannot be listened on.
    pub async fn open(
        tape: &CaseTape,
        actor: &str,
        address: SocketAddr,
        limits: &Limits,
        status: u16,
    ) -> Result<Self> {
        let refused = |e: &dyn std::fmt::Display| {
            Error::user(format!("cannot listen on {address}: {e}"))
                .remedy("choose an address of this machine and a port that is free")
        };
        let listener = TcpListener::bind(address).await.map_err(|e| refused(&e))?;
        let address = listener.local_addr().map_err(|e| refused(&e))?;
        let url = Url::parse(&format!("http://{address}/")).map_err(|e| refused(&e))?;
        let desk = Arc::new(Desk {
            tape: tape.clone(),
            actor: actor.to_owned(),
            base: format!("http://{address}"),
            body: limits.body,
            status,
        });
        let take = move |request| {
            let desk = desk.clone();
            async move { take(&desk, request).await }
        };
        let task = tokio::spawn(serve(listener, CONNECTIONS, take));
        Ok(Self { url, task })
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Writes down one delivery and its answer.
async fn take(desk: &Desk, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let link = desk.tape.new_link();
    let (parts, body) = request.into_parts();
    let body = match Limited::new(body, desk.body).collect().await {
        Ok(body) => body.to_bytes(),
        Err(_) => return respond(desk, link, 413),
    };
    let kind = Kind::Request {
        method: parts.method.to_string(),
        url: format!("{}{}", desk.base, parts.uri),
        headers: parts
            .headers
            .iter()
            .map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned()))
            .collect(),
        body: Body::from_bytes(body.to_vec()),
    };
    desk.tape.record(Some(&desk.actor), Some(link), Source::from(Party::Provider), kind);
    respond(desk, link, desk.status)
}

fn respond(desk: &Desk, link: u32, status: u16) -> Response<Full<Bytes>> {
    let kind = Kind::Response { status, headers: Vec::new(), body: Body::Text(String::new()) };
    desk.tape.record(Some(&desk.actor), Some(link), Source::from(Party::Consumer), kind);
    let mut response = Response::new(Full::new(Bytes::new()));
    if let Ok(status) = hyper::StatusCode::from_u16(status) {
        *response.status_mut() = status;
    }
    response
}
