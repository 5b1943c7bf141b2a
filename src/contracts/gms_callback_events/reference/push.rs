//! Delivering: one POST for each event, one after the other.
//!
//! Depends on hyper. How it is answered makes no difference: nothing is said of sending again.

use std::{sync::Arc, time::Duration};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, body::Bytes};
use hyper_util::rt::TokioIo;
use tokio::time::{sleep, timeout};
use url::Url;

use super::{
    Provider,
    asked::Asked,
    notification::written,
    story::{Plot, story},
    twists::twisted,
    varied::ordered,
};
use crate::{
    contracts::{Carried, gms_callback_events::events::VIRTUAL_IXN_CREATE},
    drive::{Limits, connect},
};

/// How long lies between two events, whatever their stamps say.
const PAUSE: Duration = Duration::from_millis(8);
/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest answer that is read, in bytes.
const LARGEST: usize = 64 * 1024;

/// Tells the story of a callback.
pub(super) async fn tell(asked: Asked, provider: Arc<Provider>) {
    let Some(target) = asked.target.clone() else { return };
    let plot = Plot::of(&asked.number);
    let faults = &provider.faults;
    for beat in twisted(ordered(&provider.varied, story(&asked)), plot, faults) {
        sleep(PAUSE).await;
        let Some(body) = written(&asked, &beat, &provider) else { continue };
        let body = provider.schema_faults.written(&asked.id, Carried::Delivery, body);
        let first = beat.event == VIRTUAL_IXN_CREATE;
        let method = if first && faults.bears("callback-put") { "PUT" } else { "POST" };
        let plain = first && faults.bears("callback-plain-text");
        let kind = match plain {
            true => "text/plain",
            false if provider.varied.has("no-charset") => "application/json",
            false => "application/json;charset=UTF-8",
        };
        // A receiver that is gone hears nothing.
        let _ = timeout(PATIENCE, deliver(&target, method, kind, body)).await;
    }
}

async fn deliver(url: &Url, method: &str, kind: &str, body: String) -> Option<()> {
    let stream = connect(url, &Limits::default()).await.ok()?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    // Not spawned: it ends with the delivery.
    let exchange = async {
        let path = url
            .query()
            .map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("Host", url.authority())
            .header("Content-Type", kind)
            .body(Full::new(Bytes::from(body)))
            .ok()?;
        let response = sender.send_request(request).await.ok()?;
        Limited::new(response.into_body(), LARGEST).collect().await.ok()?;
        Some(())
    };
    tokio::select! {
        done = exchange => done,
        _ = connection => None,
    }
}
