using System;
using System.Collections.Generic;
using System.Management.Automation;
using ChatPS.Server;

namespace ChatPS.Commands;

/// <summary>Get-ChatServerLog: what has happened at servers, or with -Wait each event as it happens.</summary>
[Cmdlet(VerbsCommon.Get, "ChatServerLog")]
[OutputType(typeof(ChatServerEvent))]
public sealed class GetChatServerLogCommand : ChatServerCmdlet
{
    private const int SliceMs = 50;

    private readonly List<(ServerLog Log, long Place)> _logs = [];

    /// <summary>Only the newest so many of each server; all that are kept when left out.</summary>
    [Parameter]
    [ValidateRange(0, ServerLimits.LogCapacity)]
    public int? Last { get; set; }

    /// <summary>Waits for further events, until the servers end.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (ChatServer server in GetServers())
            _logs.Add((server.Log, Last is { } last ? Math.Max(0, server.Log.Count - last) : 0));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_logs.Count > 0)
        {
            for (int i = 0; i < _logs.Count; i++)
            {
                (ServerLog log, long place) = _logs[i];
                place = WriteNew(log, place);
                _logs[i] = (log, place);
            }

            if (!Wait)
                return;

            // Several are looked at in turn, and the first of them is waited for.
            _logs.RemoveAll(static one => !one.Log.Wait(one.Place, 0));
            if (_logs.Count > 0)
                _logs[0].Log.Wait(_logs[0].Place, SliceMs);
            ThrowIfStopped();
        }
    }

    private long WriteNew(ServerLog log, long place)
    {
        while (log.Read(ref place) is { Count: > 0 } events)
        {
            foreach (ChatServerEvent happened in events)
            {
                ThrowIfStopped();
                WriteObject(happened);
            }
        }

        return place;
    }
}
