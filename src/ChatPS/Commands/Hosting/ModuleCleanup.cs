using System.Management.Automation;
using ChatPS.Commands;

namespace ChatPS;

/// <summary>On Remove-Module: closes the sessions and stops the servers of the runspace.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <summary>Called by PowerShell in the runspace that removes the module.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceState.Current.CloseAll();
}
