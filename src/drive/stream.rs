//! A byte stream to a URL's host: TCP, or TLS over it.

use std::{sync::Arc, time::Duration};

use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;
use url::Url;

use super::limits::Limits;
use crate::transcript::Failure;

/// What can be read and written, whatever lies beneath.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Connects to the host of an `http`, `https`, `ws` or `wss` URL.
///
/// # Errors
/// How it failed, and in words.
pub async fn connect(url: &Url, limits: &Limits) -> Result<Box<dyn Stream>, (Failure, String)> {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let port = url.port_or_known_default().unwrap_or(80);
    let limit = Duration::from_secs_f64(limits.connect);
    let place = format!("{host}:{port}");
    let stream = timeout(limit, TcpStream::connect((host.as_str(), port)))
        .await
        .map_err(|_| (Failure::Timeout, format!("{place}: no connection within {limit:?}")))?
        .map_err(|e| (Failure::Refused, format!("{place}: {e}")))?;
    // Held connects and pings are small writes that must leave at once.
    stream.set_nodelay(true).map_err(|e| (Failure::Reset, format!("{place}: {e}")))?;
    if !matches!(url.scheme(), "https" | "wss") {
        return Ok(Box::new(stream));
    }
    let config = tls_config().map_err(|e| (Failure::Tls, e))?;
    let name =
        ServerName::try_from(host).map_err(|e| (Failure::Tls, format!("{place}: {e}")))?.to_owned();
    let connecting = TlsConnector::from(Arc::new(config)).connect(name, stream);
    let stream = timeout(limit, connecting)
        .await
        .map_err(|_| (Failure::Timeout, format!("{place}: no TLS within {limit:?}")))?
        .map_err(|e| (Failure::Tls, format!("{place}: {e}")))?;
    Ok(Box::new(stream))
}

/// TLS with the roots of the machine.
fn tls_config() -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // A root that rustls cannot read is one that it would not trust either.
        let _ = roots.add(certificate);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| e.to_string())?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
