"""The defects that a build with -Dseeded_defects=true has, and how each of them is looked for.

A name stands in the sources at the place that goes wrong: `base::defect_strikes("NAME")`.
"""

import collections

# `failure` is what `troupe trace bisect --fails-when` is told; {clean} is a build without defects. `orders`: it shows only
# when messages overtake each other inside, so orders of delivery are tried.
Defect = collections.namedtuple("Defect", "name breaks failure orders", defaults=("answers differ from {clean}", False))

NO_ANSWER = "no answer"
DIAGNOSTICS = "wrong diagnostics"

CATALOGUE = [
    # Text
    Defect("column-of-astral", "a character beyond U+FFFF counts one UTF-16 unit"),
    Defect("column-in-bytes", "a character of three bytes counts three UTF-16 units"),
    Defect("line-after-lone-cr", "a CR without LF ends no line"),
    Defect("line-twice-after-crlf", "CR LF ends two lines"),
    Defect("position-past-end", "a position behind the last line is the beginning"),
    Defect("edit-backwards", "a change whose range ends before it starts is lost"),
    Defect("edit-past-end", "a change behind the last line is lost"),
    Defect("edit-deletes-one-less", "a deletion leaves its last byte"),
    Defect("edit-across-lines", "replacing across lines deletes nothing"),
    Defect("edit-loses-newline", "an inserted text loses the line end that it ends with"),
    Defect("edit-loses-astral", "an inserted character beyond U+FFFF is lost"),
    Defect("edit-after-whole-text", "a change behind one of the whole text applies to the old text"),
    Defect("edit-second-lost", "of several changes in one message the first is applied"),
    # The database
    Defect("open-shows-disk", "a document is opened with the text of the disk"),
    Defect("edit-of-old-version-lost", "a change whose version goes back is lost"),
    Defect("edit-of-same-size-lost", "the engine is not told of a text as long as the one before"),
    Defect("version-off-by-one", "every fifth version is told as the one after"),
    Defect("close-lost", "didClose is lost while other documents are open"),
    Defect("close-keeps-text", "after didClose the text stays that of the buffer"),
    Defect("disk-change-lost", "a file that changed on the disk keeps its text"),
    Defect("disk-removal-lost", "a file that is gone and not open stays"),
    Defect("answers-half-loaded", "a request does not wait until the workspace is loaded", orders=True),
    # The workspace
    Defect("configuration-change-lost", "a changed configuration does not load other files"),
    # The protocol
    Defect("invalid-unanswered", "an invalid request is not answered"),
    Defect("unknown-unanswered", "an unknown request is not answered", NO_ANSWER),
    Defect("answer-with-other-id", "references are answered with the next id", NO_ANSWER),
    Defect("error-as-null", "a refused rename is answered with null"),
    Defect("publication-long-lost", "many diagnostics are published as none"),
    Defect("cancellation-lost", "$/cancelRequest is ignored", orders=True),
    Defect("cancelled-unanswered", "a cancelled request is not answered", NO_ANSWER, orders=True),
    Defect("answer-lost-among-many", "a result that comes while others are awaited is lost", NO_ANSWER, orders=True),
    # Workers
    Defect("cancels-next-job", "a job that is not there yet is cancelled in place of another", orders=True),
    Defect("newest-job-first", "the newest job runs first", orders=True),
    # Diagnostics
    Defect("others-not-checked", "an edit of one document does not check the others", DIAGNOSTICS),
    Defect("configuration-unchecked", "configuration files that are not open are not checked"),
    Defect("diagnostics-not-cleared", "what is shown about a closed document stays"),
    Defect("recheck-lost", "an edit during a check is not checked", orders=True),
    Defect("diagnostics-of-same-size-lost", "other diagnostics of the same length are not published", DIAGNOSTICS),
    Defect("diagnostics-mended-lost", "that there are none any more is not published", DIAGNOSTICS),
    Defect("diagnostics-of-old-version", "diagnostics are published for the version before"),
    Defect("diagnostic-warning-as-error", "warnings are errors"),
    Defect("diagnostic-related-lost", "related places are missing"),
    # Answers
    Defect("hover-range-short", "the range of a hover behind the third line ends one too early"),
    Defect("hover-second-block-lost", "a hover has one block only"),
    Defect("completion-last-lost", "the last of many items behind the second line is missing"),
    Defect("completion-rank-unpadded", "ranks of completion items have fewer digits"),
    Defect("completion-replaces-nothing", "a completion does not replace what is typed"),
    Defect("completion-deprecation-lost", "a deprecated item is not marked"),
    Defect("symbol-selection-wide", "the name of a symbol is all of it"),
    Defect("symbol-last-child-lost", "the fourth and last child of a symbol is missing"),
    Defect("folding-one-short", "a long folding range ends one line too early"),
    Defect("token-length-in-bytes", "a token that is not ASCII is as long as its bytes"),
    Defect("token-second-line-lost", "a token of several lines ends with the first"),
    Defect("reference-elsewhere-lost", "the last reference in another file is missing"),
    Defect("highlight-write-as-read", "a definition is highlighted as a use"),
    Defect("definition-target-narrow", "a definition is its name only"),
    Defect("definition-origin-lost", "it is not told where a definition was asked from"),
    Defect("rename-placeholder-lost", "the old name is not offered"),
    Defect("rename-last-edit-lost", "the last of several edits in a file is missing"),
    Defect("selection-chain-short", "a selection grows three times at most"),
    Defect("signature-first-parameter", "the first parameter is always the active one"),
    Defect("link-to-itself", "a link leads to its own document"),
    Defect("format-last-edit-lost", "the last edit of formatting is missing"),
    Defect("symbol-container-lost", "a symbol of the workspace is not told the container of"),
    Defect("lens-second-lost", "of two lenses above one word the second is missing"),
    # The engine
    Defect("engine-stale-read", "a result holds although a text that it was made of has changed"),
    Defect("engine-changed-result-ignored", "a result holds although another one that it was made of has changed"),
    Defect("engine-durable-change-untold", "a change of a file on the disk does not reach what was made of it"),
]
