using System.Management.Automation;
using System.Reflection;

namespace ChatPS.Tests.Architecture;

/// <summary>What the assembly shows to the world: cmdlets, and the objects that scripts hold. The rest may change at any time.</summary>
public sealed class PublicTypeTests
{
    private static readonly Type[] s_exported = typeof(ChatSession).Assembly.GetExportedTypes();

    [Fact]
    public void Of_the_commands_only_cmdlets_are_public()
    {
        Type[] commands = [.. s_exported.Where(type => type.Namespace == "ChatPS.Commands")];
        Assert.NotEmpty(commands);
        Assert.All(commands, type => Assert.True(type.IsSubclassOf(typeof(PSCmdlet)), type.Name));
    }

    [Fact]
    public void Every_other_public_type_is_in_the_root_namespace() =>
        Assert.All(s_exported.Where(type => type.Namespace != "ChatPS.Commands"), type => Assert.Equal("ChatPS", type.Namespace));

    // Activator.CreateInstance(Type), which both editions use for a completer, wants a public constructor, but no public type.
    [Fact]
    public void A_completer_can_be_created_by_the_engine()
    {
        Type[] completers = [.. typeof(ChatSession).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IArgumentCompleter)) && !type.IsAbstract)];
        Assert.NotEmpty(completers);
        Assert.All(completers, type => Assert.NotNull(type.GetConstructor(BindingFlags.Public | BindingFlags.Instance, [])));
    }
}
