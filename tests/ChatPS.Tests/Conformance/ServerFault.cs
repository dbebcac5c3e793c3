namespace ChatPS.Tests.Conformance;

/// <summary>What <see cref="HomeworkServer"/> does wrong: what those who write one for the first time get wrong.</summary>
public enum ServerFault
{
    None,

    // logins
    NoWelcome, WelcomeBeginsWithNo, LoginNeedsOneRead, RefusesInOtherWords, TakesAnyPassword, TakesNoPassword, IgnoresBareLogin, TakesAnyName,
    TakesAnyPasswordOfSigns, IsSilentBeforeLogin, RelaysBeforeLogin, ListsBeforeLogin, WhispersBeforeLogin, RefusesEverAfter,

    // frames
    NewlineBehindList, TakesOneFrameOfARead, DropsPartOfFrame, DropsRestOfRead, EmptyFrameEnds, OneByteEnds, FearsLongFrames, LengthOfThreeDigits,
    CountsCharacters, DiesOfBadText, FallsSilentOnBadText,

    // messages
    NoEcho, EchoesTwice, OthersHearNothing, OthersHearTwice, LastFirst, ChangesCase, SqueezesSpaces, FindsWhoAnywhere, FindsVerbsAnywhere,
    OnlyFirstIsHeard, IgnoresUnknown, SaysUnknown, RefusalEnds,

    // the list
    ListsOthersOnly, ListsSelfOnly, MsgWhoIsText, MsgWhoIsSaidToo, ListGoesToAll, RemembersWhoLeft, NamesStrangers,

    // whispers
    WhisperIsLost, WhisperTwice, NoReceipt, WhisperOneWord, WhisperToAll, IgnoresWhisperToNobody, SaysWhisperToNobody, IgnoresWhisperToOneself,

    // others
    WaitsForLogin, WaitsForHeader, WaitsForFrame, DiesOfBadHeader, DiesOfReset, DiesOfEndInFrame, NameIsNeverFree,
}
