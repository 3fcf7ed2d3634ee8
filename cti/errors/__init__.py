"""Every failure this program foresees.

CtiError
├── InvalidInput               the request makes no sense, whatever the data
│   ├── UnreadableCaseload
│   ├── UnreadablePlan
│   ├── UnreadablePolicy
│   ├── UnreadableScenario
│   ├── UnreadableAnchor
│   ├── UnknownProgramme
│   ├── UnknownPolicy
│   ├── NotInForce
│   ├── UnknownName
│   ├── SharedName
│   ├── NobodyCalled
│   ├── InvalidSettings
│   ├── BreaksARule
│   ├── IdTaken
│   ├── KeyUsed
│   ├── BadKey
│   ├── TooLarge
│   ├── UnknownCursor
│   ├── MiswrittenParameter
│   ├── UnknownParameter
│   ├── UnreadableBackup
│   ├── WeakPassword
│   └── EmailTaken
├── NotSignedIn                who they are is not proven
│   ├── SignInNeeded
│   ├── LinkSpent
│   ├── SignOnFailed
│   ├── NotKnownHere
│   └── CodeNeeded
├── TooManyTries               they have to wait before they try again
├── NotAllowed                 somebody else may do it, or nobody
│   ├── ReasonNeeded
│   └── LastAdministrator
├── NotThere                   what is asked about is not kept, or not for this reader
├── ChangedMeanwhile           somebody else was quicker
│   └── StalePlan
├── VersionNeeded              which version was seen must be said
├── NotNow                     something else must be done first, or it is too late
│   ├── NotEmpty
│   ├── NoLetters
│   └── NoSignOn
├── CannotOpen                 the store cannot be used
│   └── OtherShape
└── CannotWrite                the answer has nowhere to go

A caller catches a family; a test names a leaf. Anything outside this tree is a bug and
is left to surface. The command line turns a family into an exit status, in one place.
"""

from cti.errors.accounts import (
    CodeNeeded,
    EmailTaken,
    LastAdministrator,
    LinkSpent,
    NotAllowed,
    NotKnownHere,
    NotSignedIn,
    ReasonNeeded,
    SignInNeeded,
    SignOnFailed,
    TooManyTries,
    WeakPassword,
)
from cti.errors.base import (
    CtiError,
    Finding,
    InvalidInput,
)
from cti.errors.keeping import (
    BreaksARule,
    CannotOpen,
    ChangedMeanwhile,
    IdTaken,
    NoLetters,
    NoSignOn,
    NotEmpty,
    NotNow,
    NotThere,
    OtherShape,
    StalePlan,
    UnreadableBackup,
)
from cti.errors.reading import (
    CannotWrite,
    InvalidSettings,
    NobodyCalled,
    NotInForce,
    SharedName,
    UnknownName,
    UnknownPolicy,
    UnknownProgramme,
    UnreadableAnchor,
    UnreadableCaseload,
    UnreadablePlan,
    UnreadablePolicy,
    UnreadableScenario,
)
from cti.errors.requests import (
    BadKey,
    KeyUsed,
    MiswrittenParameter,
    TooLarge,
    UnknownCursor,
    UnknownParameter,
    VersionNeeded,
)

__all__ = [
    "BadKey",
    "BreaksARule",
    "CannotOpen",
    "CannotWrite",
    "ChangedMeanwhile",
    "CodeNeeded",
    "CtiError",
    "EmailTaken",
    "Finding",
    "IdTaken",
    "InvalidInput",
    "InvalidSettings",
    "KeyUsed",
    "LastAdministrator",
    "LinkSpent",
    "MiswrittenParameter",
    "NoLetters",
    "NoSignOn",
    "NobodyCalled",
    "NotAllowed",
    "NotEmpty",
    "NotInForce",
    "NotKnownHere",
    "NotNow",
    "NotSignedIn",
    "NotThere",
    "OtherShape",
    "ReasonNeeded",
    "SharedName",
    "SignInNeeded",
    "SignOnFailed",
    "StalePlan",
    "TooLarge",
    "TooManyTries",
    "UnknownCursor",
    "UnknownName",
    "UnknownParameter",
    "UnknownPolicy",
    "UnknownProgramme",
    "UnreadableAnchor",
    "UnreadableBackup",
    "UnreadableCaseload",
    "UnreadablePlan",
    "UnreadablePolicy",
    "UnreadableScenario",
    "VersionNeeded",
    "WeakPassword",
]
