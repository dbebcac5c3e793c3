using System.Management.Automation;
using System.Net;
using System.Reflection;
using ChatPS.Commands;
using ChatPS.Server;

namespace ChatPS.Tests.Commands;

public sealed class StartChatServerParameterTests
{
    // Three make one certificate: EncryptionTests holds what comes of them.
    private static readonly string[] s_encrypting = [nameof(StartChatServerCommand.UseSsl), nameof(StartChatServerCommand.Certificate), nameof(StartChatServerCommand.CertificatePassword)];

    // And three the server's faults.
    private static readonly string[] s_faulting = [nameof(StartChatServerCommand.Fault), nameof(StartChatServerCommand.FaultAfter), nameof(StartChatServerCommand.FaultDelaySec)];

    /// <summary>Of every parameter there is or will be: a value of its type, set alone, changes the option that has its name, and no other.</summary>
    [Fact]
    public void Every_parameter_reaches_its_own_option()
    {
        PropertyInfo[] parameters = [.. typeof(StartChatServerCommand).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.IsDefined(typeof(ParameterAttribute)) && !s_encrypting.Contains(property.Name) && !s_faulting.Contains(property.Name))];
        Assert.InRange(parameters.Length, 8, 100);
        foreach (PropertyInfo parameter in parameters)
        {
            object given = Sample(parameter.PropertyType);
            using var command = new StartChatServerCommand();
            parameter.SetValue(command, given);
            Assert.Equal([OptionOf(parameter.Name)], Changed(command.Options()));
            Assert.Equal(AsOption(given), Comparable(typeof(ServerOptions).GetProperty(OptionOf(parameter.Name))!.GetValue(command.Options())));
        }
    }

    [Fact]
    public void The_parameters_of_a_fault_reach_it_together_and_none_without_a_fault()
    {
        using var command = new StartChatServerCommand { Fault = ChatServerFault.Delay, FaultAfter = 7, FaultDelaySec = 1.5 };
        Assert.Equal(new FaultOptions(ChatServerFault.Delay, 7, TimeSpan.FromSeconds(1.5)), command.Options().Faults);
        command.Fault = ChatServerFault.None;
        Assert.Null(command.Options().Faults);
    }

    // What is set, not what follows from it.
    private static string[] Changed(ServerOptions options)
    {
        using var untouched = new StartChatServerCommand();
        ServerOptions standard = untouched.Options();
        return [.. typeof(ServerOptions).GetProperties().Where(option => option.CanWrite && option.PropertyType.BaseType != typeof(MulticastDelegate))
            .Where(option => !Equals(Comparable(option.GetValue(options)), Comparable(option.GetValue(standard)))).Select(option => option.Name)];
    }

    private static string OptionOf(string parameter) => parameter switch
    {
        "Credential" => nameof(ServerOptions.Logins),
        "LoginTimeoutSec" => nameof(ServerOptions.LoginTimeout),
        _ => parameter,
    };

    private static object Sample(Type type)
    {
        object[] samples = [7, 1.5, "text", new SwitchParameter(true), IPAddress.IPv6Loopback, new[] { ConnectedRunspace.Credential("be", "pw1") }];
        return samples.Single((Nullable.GetUnderlyingType(type) ?? type).IsInstanceOfType);
    }

    private static object AsOption(object given) => given switch
    {
        double seconds => TimeSpan.FromSeconds(seconds),
        SwitchParameter on => (bool)on,
        PSCredential[] => "be pw1",
        _ => given,
    };

    private static object? Comparable(object? option) => option is IReadOnlyList<ChatLogin> logins
        ? string.Join(',', logins.Select(login => login.HasPassword(new ArraySegment<byte>("pw1"u8.ToArray())) ? $"{login.UserName} pw1" : "another"))
        : option;
}
