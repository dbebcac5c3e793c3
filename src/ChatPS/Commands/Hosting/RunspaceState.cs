using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ChatPS.Client;
using EngineState = System.Management.Automation.Runspaces.RunspaceState;

namespace ChatPS.Commands;

/// <summary>What belongs to one runspace: its sessions and servers. They end with it, or when the module is removed from it.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> s_states = new();

    private RunspaceState()
    {
    }

    /// <summary>The state of the runspace that runs on this thread.</summary>
    public static RunspaceState Current => s_states.GetValue(Runspace.DefaultRunspace, Create);

    public SessionTable Sessions { get; } = new();

    /// <summary>How the sessions are connected; tests hand in their own.</summary>
    public NetworkEnvironment Network { get; set; } = NetworkEnvironment.System;

    public ServerTable Servers { get; } = new();

    /// <summary>Closes the sessions and stops the servers.</summary>
    public void CloseAll()
    {
        Sessions.CloseAll();
        Servers.StopAll();
    }

    private static RunspaceState Create(Runspace runspace)
    {
        var state = new RunspaceState();
        runspace.StateChanged += (_, e) =>
        {
            if (e.RunspaceStateInfo.State is EngineState.Closed or EngineState.Broken)
                state.CloseAll();
        };
        return state;
    }
}
