using System.Globalization;
using System.Text;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>
/// Every attack beside four healthy users, and the table of it in docs/RELIABILITY.md. With <c>CHATPS_WRITE_TABLE=1</c> the table is
/// written anew; else it must have these rows.
/// </summary>
[Collection(Alone.Name)]
public sealed class AttackTableTests
{
    private const string Begin = "<!-- table: attacks -->\n";
    private const string End = "<!-- end of attacks -->";
    private const string Heading =
        "| attack | tries | p99 alone | beside it on another server | beside it on theirs | times | healthy users closed |\n|---|---|---|---|---|---|---|\n";

    private static string Page { get; } = Path.Combine(ModuleHost.Root, "docs", "RELIABILITY.md");

    [Fact]
    public void No_attack_closes_a_healthy_user()
    {
        var table = new StringBuilder(Heading);
        foreach (Attack attack in Attack.All)
            table.Append(Row(attack));
        string page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.InRange(begin, Begin.Length, end);
        if (Environment.GetEnvironmentVariable("CHATPS_WRITE_TABLE") == "1")
            File.WriteAllText(Page, page[..begin] + table + page[end..]);
        else
            Assert.Equal(Names(table.ToString()), Names(page[begin..end]));
    }

    // Each healthy user hears each number next, or this fails: so none was closed. What the attack takes from the machine, and not from
    // the server, is seen where it attacks another one.
    private static string Row(Attack attack)
    {
        int rounds = LongRun.Pick(100, 2000);
        using TestServer test = Start(attack);
        using TestServer other = Start(attack);
        using var healthy = new HealthyClients(test);
        using RawClient named = other.LogIn("healthy0");
        double alone = healthy.P99(rounds, []);
        double elsewhere = Beside(attack, other, () => healthy.P99(rounds, []), out _);
        double here = Beside(attack, test, () => healthy.P99AmongOthers(rounds), out long tries);
        Assert.True(tries > 0, attack.Name);
        double times = here / elsewhere;
        string why = times > 3 && attack.Reason.Length > 0 ? $": {attack.Reason}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"| {attack.Name} | {tries:N0} | {alone:0.00} ms | {elsewhere:0.00} ms | {here:0.00} ms | {times:0.0}{why} | none |\n");
    }

    private static TestServer Start(Attack attack) =>
        new(logins: attack.Name == "guessed passwords" ? [.. Enumerable.Range(0, HealthyClients.Count).Select(i => $"healthy{i} pw")] : null);

    private static double Beside(Attack attack, TestServer target, Func<double> measure, out long tries)
    {
        using var over = new CancellationTokenSource();
        int port = target.Server.Port;
        Task<long> attacking = Task.Factory.StartNew(() => attack.Run(port, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return measure();
        }
        finally
        {
            over.Cancel();
            tries = attacking.GetAwaiter().GetResult();
        }
    }

    private static string[] Names(string table) => [.. table.Split('\n').Where(row => row.StartsWith("| ", StringComparison.Ordinal)).Select(row => row.Split('|')[1].Trim())];
}
