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
        "| attack | tries | p99 alone | p99 beside it | times | healthy users closed |\n|---|---|---|---|---|---|\n";

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

    // Each healthy user hears each number next, or this fails: so none was closed.
    private static string Row(Attack attack)
    {
        int rounds = LongRun.Pick(100, 5000);
        using var test = new TestServer(logins: attack.Name == "guessed passwords" ? [.. Enumerable.Range(0, HealthyClients.Count).Select(i => $"healthy{i} pw")] : null);
        using var healthy = new HealthyClients(test);
        double alone = healthy.P99(rounds, []);
        using var over = new CancellationTokenSource();
        int port = test.Server.Port;
        Task<long> attacking = Task.Factory.StartNew(() => attack.Run(port, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        double among;
        try
        {
            among = attack.Name.Contains("healthy user", StringComparison.Ordinal) || attack.Name.StartsWith("flood", StringComparison.Ordinal)
                ? healthy.P99AmongOthers(rounds)
                : healthy.P99(rounds, []);
        }
        finally
        {
            over.Cancel();
        }

        long tries = attacking.GetAwaiter().GetResult();
        Assert.True(tries > 0, attack.Name);
        double times = among / alone;
        string why = times > 3 && attack.Reason.Length > 0 ? $": {attack.Reason}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"| {attack.Name} | {tries:N0} | {alone:0.00} ms | {among:0.00} ms | {times:0.0}{why} | none |\n");
    }

    private static string[] Names(string table) => [.. table.Split('\n').Where(row => row.StartsWith("| ", StringComparison.Ordinal)).Select(row => row.Split('|')[1].Trim())];
}
