//! Mentions that stand for the same actor, while the article is being read.

use crate::knowledge::Entity;
use crate::mention::{ActorKind, ActorMention, Form};
use crate::resolve::Role;
use crate::text::Span;

/// One actor in the making.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub kind: ActorKind,
    /// Fullest form so far.
    pub name: String,
    /// What it is in the knowledge base.
    pub known: Option<Entity>,
    pub known_as: Option<String>,
    pub country: Option<String>,
    pub sectors: Vec<String>,
    pub roles: Vec<Role>,
    pub mentions: Vec<(Span, Form)>,
    /// Sentence of each mention, in the same order.
    pub sentences: Vec<usize>,
    /// `m` or `f`, when a name, title or noun tells.
    pub gender: Option<char>,
    pub plural: bool,
    /// Where it is first named, when it is.
    pub named: Option<usize>,
    pub reason: String,
}

impl Cluster {
    pub(super) fn new(kind: ActorKind, name: &str, reason: String) -> Cluster {
        Cluster {
            kind,
            name: name.to_owned(),
            known: None,
            known_as: None,
            country: None,
            sectors: Vec::new(),
            roles: Vec::new(),
            mentions: Vec::new(),
            sentences: Vec::new(),
            gender: None,
            plural: false,
            named: None,
            reason,
        }
    }

    pub(super) fn mention(&mut self, mention: &ActorMention) {
        if mention.form == Form::Name {
            self.named = self.named.or(Some(mention.span.start));
        }
        self.mentions.push((mention.span, mention.form));
        self.sentences.push(mention.sentence);
    }

    pub(super) fn add_sectors(&mut self, sectors: &[String]) {
        for sector in sectors {
            if !self.sectors.contains(sector) {
                self.sectors.push(sector.clone());
            }
        }
    }

    /// Adds a role unless the same words already stand there.
    pub(super) fn add_role(&mut self, role: Role) {
        if !self.roles.iter().any(|known| known.title == role.title) {
            self.roles.push(role);
        }
    }

    /// Words of the name in lower case.
    pub(super) fn words(&self) -> Vec<String> {
        self.name.to_lowercase().split_whitespace().map(str::to_owned).collect()
    }
}

/// All actors of an article.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    pub all: Vec<Cluster>,
}

impl Clusters {
    pub(super) fn add(&mut self, cluster: Cluster) -> usize {
        self.all.push(cluster);
        self.all.len() - 1
    }

    pub(super) fn known(&self, entity: Entity) -> Option<usize> {
        self.all.iter().position(|cluster| cluster.known == Some(entity))
    }

    /// The latest cluster that `fits`.
    pub(super) fn latest(&self, fits: impl Fn(&Cluster) -> bool) -> Option<usize> {
        self.all.iter().rposition(fits)
    }
}
