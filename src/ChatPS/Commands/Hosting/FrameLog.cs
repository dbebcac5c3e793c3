using System.Collections.ObjectModel;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>Lines for the debug stream until they can be written there: the last ones, since an interactive session writes none before it is left.</summary>
internal sealed class FrameLog : Collection<string>
{
    /// <inheritdoc/>
    protected override void InsertItem(int index, string item)
    {
        if (Count == ClientLimits.TracedFrames)
        {
            RemoveAt(0);
            index--;
        }

        base.InsertItem(index, item);
    }
}
