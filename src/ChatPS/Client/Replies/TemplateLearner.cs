using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// Makes sure of a form of speech: it is learned when two echoes agree. Those must be of two texts where what stands before our name
/// could be the name of somebody who repeats ours. The connection's lock guards it.
/// </summary>
internal sealed class TemplateLearner
{
    private SpeechTemplate? _candidate;
    private string? _candidateText;

    /// <summary>The form that two echoes agreed on; null until then.</summary>
    public SpeechTemplate? Agreed { get; private set; }

    /// <summary>Judges, and remembers, the form in which a text seems to have come back.</summary>
    /// <returns>True when it is that of a text before.</returns>
    public bool Agrees(SpeechTemplate template, string text)
    {
        bool agrees = template.Equals(_candidate) && (text != _candidateText || !template.CouldHoldName);
        if (agrees)
            Agreed = template;

        // Of two frames with the same words of ours, the one with less around them is the echo, and the other repeats it.
        if (!agrees && (text != _candidateText || template.Length < _candidate!.Length))
            (_candidate, _candidateText) = (template, text);
        return agrees;
    }
}
