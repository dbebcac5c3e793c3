using System.Text;

namespace ChatPS.Shell;

/// <summary>
/// Text in and out as UTF-8, without a BOM. Elsewhere it is so already; Windows begins with the code page of the system, in which
/// much of a chat would be question marks. Dispose restores the encoding of the console, which outlives this program.
/// </summary>
internal sealed class Utf8Console : IDisposable
{
    private readonly Encoding _output = Console.OutputEncoding;

    public Utf8Console()
    {
        if (!OperatingSystem.IsWindows())
            return;
        Encoding utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Try(() => Console.OutputEncoding = utf8);

        // Not for keys: they come as UTF-16, and the old console reads no line in UTF-8.
        if (Console.IsInputRedirected)
            Try(() => Console.InputEncoding = utf8);
    }

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
            Try(() => Console.OutputEncoding = _output);
    }

    /// <summary>Without a console there is no code page to set; what is written then is UTF-8 anyway.</summary>
    private static void Try(Action set)
    {
        try
        {
            set();
        }
        catch (IOException)
        {
        }
    }
}
