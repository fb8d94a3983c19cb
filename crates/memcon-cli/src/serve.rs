//! `memcon serve`: the reading room, a database in the browser.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use crate::exit::{Done, Stop, say};

/// What `memcon serve` takes.
#[derive(Debug, clap::Args)]
pub struct ServeOptions {
    /// A database that `memcon code` wrote.
    #[arg(value_name = "DB")]
    pub store: PathBuf,
    /// The address to listen on. Where other machines can reach it, writing needs a token.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// The port to listen on; 0 takes any that is free.
    #[arg(long, default_value_t = 7300)]
    pub port: u16,
    /// A name that browsers may call this server by, beside its addresses and `localhost`.
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// What a reader must know to make corrections; made and told at the start when others can reach the address
    /// and none is given.
    #[arg(long)]
    pub token: Option<String>,
}

/// Serves until it is interrupted; tells where on stderr.
pub fn run(options: &ServeOptions) -> Result<Done, Stop> {
    let asked = memcon_serve::Options {
        store: options.store.clone(),
        address: SocketAddr::new(options.bind, options.port),
        names: options.hosts.clone(),
        token: options.token.clone(),
    };
    let opened = |address: SocketAddr, token: Option<&str>| {
        say(&format!("reading room at http://{address}/ (Ctrl-C closes it)"));
        if let Some(token) = token {
            say(&format!("to make corrections, give the token {token} at http://{address}/token"));
        }
    };
    memcon_serve::serve(&asked, opened).map_err(|error| Stop::Command(error.to_string()))?;
    Ok(Done::All)
}
