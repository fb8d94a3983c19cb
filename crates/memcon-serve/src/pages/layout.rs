//! What stands around every page.

use maud::{DOCTYPE, Markup, html};

/// Where in the reading room a page stands; its link in the head is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// What is new.
    Home,
    /// Incidents in a list.
    Incidents,
    /// Incidents on a map.
    Map,
    /// Who deals with whom.
    Network,
    /// What readers corrected.
    Corrections,
    /// Anywhere else.
    Inner,
}

const ROOMS: [(&str, &str, Room); 5] = [
    ("New", "/", Room::Home),
    ("Incidents", "/incidents", Room::Incidents),
    ("Map", "/map", Room::Map),
    ("Network", "/network", Room::Network),
    ("Corrections", "/corrections", Room::Corrections),
];

/// A whole page. `data` is the page's address as JSON.
pub(crate) fn page(title: &str, room: Room, query: &str, data: Option<&str>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (crate::shown::line(title)) " · memcon" }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                @if let Some(data) = data {
                    link rel="alternate" type="application/json" href=(data);
                }
                script src="/script.js" defer {}
            }
            body {
                a.skip href="#main" { "Skip to the page" }
                header.top {
                    a.mark href="/" { "memcon" }
                    nav aria-label="Rooms" {
                        @for (name, address, here) in ROOMS {
                            a href=(address) aria-current=[(room == here).then_some("page")] { (name) }
                        }
                    }
                    (search_form(query))
                }
                main #main tabindex="-1" { (body) }
                footer.foot {
                    p {
                        "Every value rests on words of an article; follow it to read them."
                        @if let Some(data) = data { " " a href=(data) { "This page as JSON" } "." }
                    }
                }
            }
        }
    }
}

fn search_form(query: &str) -> Markup {
    html! {
        form.search role="search" action="/search" {
            label.hidden for="q" { "Search articles, statements, actors and incidents" }
            input #q type="search" name="q" value=(query) placeholder="Search the record" autocomplete="off";
            button type="submit" { "Search" }
        }
    }
}

/// A page that says why there is none.
pub(crate) fn refusal(status: u16, why: &str) -> Markup {
    let title = match status {
        403 => "Not allowed",
        404 => "Not here",
        400 => "Not understood",
        _ => "Something went wrong",
    };
    page(
        title,
        Room::Inner,
        "",
        None,
        &html! {
            h1 { (title) }
            p { (crate::shown::line(why)) }
            p { a href="/" { "Back to what is new" } }
        },
    )
}
