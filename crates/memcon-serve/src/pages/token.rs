//! Where a reader gives the token that writing needs.

use maud::{Markup, html};

use super::layout::{Room, page};

/// The form; `wrong` after a token that was not the right one.
pub(crate) fn form(secret: &str, wrong: bool) -> Markup {
    page(
        "Token",
        Room::Inner,
        "",
        None,
        &html! {
            h1 { "Token" }
            p.lead { "Others can reach this server, so corrections need the token that was told when it started." }
            @if wrong { p.not-coded role="alert" { "That is not the token." } }
            form method="post" action="/token" {
                input type="hidden" name="secret" value=(secret);
                div.field { label for="token" { "Token" } input #token type="password" name="token" required autocomplete="current-password"; }
                p { button type="submit" { "Give it" } }
            }
        },
    )
}
