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
    /// Its words in lower case.
    pub words: Vec<String>,
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
    /// Role noun by which it is described, when it has no name.
    pub noun: Option<String>,
    /// Whose: "Turkey's foreign ministry".
    pub owner: Option<usize>,
    /// Where it is first named, when it is.
    pub named: Option<usize>,
    /// It acts or speaks somewhere, as far as the words around its mentions tell.
    pub acts: bool,
    /// Its name is that of a place.
    pub place: bool,
    /// Its words say that it is of no one country.
    pub foreign: bool,
    /// Only the sentence that says who it is names it: "Ana Sousa is a writer".
    pub presented: bool,
    pub reason: String,
}

impl Cluster {
    pub(super) fn new(kind: ActorKind, name: &str, reason: String) -> Cluster {
        Cluster {
            kind,
            name: name.to_owned(),
            words: lower_words(name),
            known: None,
            known_as: None,
            country: None,
            sectors: Vec::new(),
            roles: Vec::new(),
            mentions: Vec::new(),
            sentences: Vec::new(),
            gender: None,
            plural: false,
            noun: None,
            owner: None,
            named: None,
            acts: false,
            place: false,
            foreign: false,
            presented: false,
            reason,
        }
    }

    pub(super) fn rename(&mut self, name: &str) {
        self.name = name.to_owned();
        self.words = lower_words(name);
    }

    pub(super) fn mention(&mut self, mention: &ActorMention) {
        if mention.form == Form::Name {
            self.named = Some(self.named.map_or(mention.span.start, |first| first.min(mention.span.start)));
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

    /// How far before `at` it was mentioned last; none when only after.
    pub(super) fn distance(&self, at: usize) -> Option<usize> {
        let before = self.mentions.iter().map(|mention| mention.0.start).filter(|&start| start < at);
        before.max().map(|start| at - start)
    }
}

/// Words of a name in lower case, a leading article left out.
pub(super) fn lower_words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).split_whitespace().map(str::to_owned).collect()
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

    /// Of the clusters that fit, the one mentioned nearest before `at`, else the first.
    pub(super) fn nearest(&self, at: usize, fits: impl Fn(&Cluster) -> bool) -> Option<usize> {
        let fitting = || (0..self.all.len()).filter(|&id| fits(&self.all[id]));
        let before = fitting().filter_map(|id| Some((self.all[id].distance(at)?, id))).min();
        before.map(|(_, id)| id).or_else(|| fitting().next())
    }

    /// The same among those mentioned before `at`.
    pub(super) fn nearest_before(&self, at: usize, fits: impl Fn(&Cluster) -> bool) -> Option<usize> {
        let fitting = (0..self.all.len()).filter(|&id| fits(&self.all[id]));
        fitting.filter_map(|id| Some((self.all[id].distance(at)?, id))).min().map(|(_, id)| id)
    }
}
