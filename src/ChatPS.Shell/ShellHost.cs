using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace ChatPS.Shell;

/// <summary>The host that the engine talks to. Nested prompts are not offered: nothing in a chat needs one.</summary>
internal sealed class ShellHost(PSHostUserInterface ui) : PSHost
{
    /// <summary>The code given to <c>exit</c>, once it was run.</summary>
    public int? ExitRequest { get; private set; }

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "ChatPS.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version();

    public override PSHostUserInterface UI => ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitRequest = exitCode;

    public override void EnterNestedPrompt() => throw new PSNotSupportedException("This prompt has no nested prompts.");

    public override void ExitNestedPrompt() => throw new PSNotSupportedException("This prompt has no nested prompts.");

    /// <summary>Nothing to do: a program that is started shares the terminal, and .NET sets it right for it.</summary>
    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
