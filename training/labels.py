"""Names of every head's labels: the one place where Python knows them. Exported into models/news-en/settings.json."""

TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
QUADS = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
         "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}
MODES = {
    "CONSULT": ["visit", "third-party", "multilateral", "phone"],
    "RETREAT": ["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
    "REQUEST": ["assist", "change", "yield", "meet"],
    "REJECT": ["assist", "change", "yield", "meet"],
    "ACCUSE": ["disapprove", "investigate", "allege"],
    "THREATEN": ["restrict", "arrest", "relations", "expel", "territory", "violence"],
    "PROTEST": ["demo", "riot", "strike", "hunger", "boycott", "obstruct"],
    "SANCTION": ["convict", "discontinue", "expel", "withdraw"],
    "MOBILIZE": ["militia", "police", "troops", "weapons"],
    "COERCE": ["arrest", "censor", "curfew", "cyber", "deport", "martial-law", "misinformation", "restrict", "seize",
               "withhold"],
    "ASSAULT": ["abduct", "aerial", "beat", "destroy", "drone", "explosives", "firearms", "heavy-weapons", "primitive",
                "sexual", "suicide-attack", "targeted", "torture", "unconventional"],
}
# one label for each type with its mode, and one for each type without
TYPE_MODES = [(t, m) for t in TYPES for m in [None] + MODES.get(t, [])]
STATUSES = ["happened", "ongoing", "planned", "requested", "threatened", "denied", "possible"]
ACTORS = ["person", "organization", "state", "group", "pronoun"]

PAIR_TYPES = sorted(set(TYPES) - {"CONCEDE", "RETREAT"} | {"YIELD"})  # PLV's older YIELD covers CONCEDE and RETREAT

# heads of the first pass over words, each a BIO tagger: label 0 is O, 1+2k is B of class k, 2+2k is I of class k
WORD_HEADS = {
    "trigger": TYPES,
    "cue": ["cue"],            # introduces a statement, by the project's coding rules
    "cue_wide": ["cue"],       # the same by PolNeAR's wider reading (beliefs, plans, documents)
    "actor": ACTORS,
    "place": ["place"],
    "time": ["time"],
    "pair_source": ["source"],  # the sentence's one source and target, as CAMEO coders marked them
    "pair_target": ["target"],
}
# heads of the second pass over words, given one marked trigger or cue
EVENT_ROLES = ["source", "target", "place", "time", "attribution"]
CUE_ROLES = ["speaker", "content"]
LINK_WORD_HEADS = EVENT_ROLES + CUE_ROLES
# what a mark number means
MARKS = ["none", "trigger", "cue", "pair_source", "pair_target"]


def width(classes):
    """Number of BIO labels for a list of classes."""
    return 1 + 2 * len(classes)
