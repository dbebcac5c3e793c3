using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChatPS.Tests.Reliability;

/// <summary>
/// A network of a test's own, on Linux, for root: a namespace at the other end of a pair of virtual cables, which can be made to lose
/// every packet without a word. Without root or iproute2 its constructor fails with what ip said.
/// </summary>
internal sealed class DeadNetwork : IDisposable
{
    public const string There = "10.213.77.2";

    private const string Here = "10.213.77.1";
    private const int NewNetwork = 0x40000000;

    private readonly string _name = "chatps" + Environment.ProcessId;

    public DeadNetwork()
    {
        Ip($"netns add {_name}");
        Ip($"link add {_name}a type veth peer name {_name}b netns {_name}");
        Ip($"addr add {Here}/30 dev {_name}a");
        Ip($"link set {_name}a up");
        Ip($"-n {_name} addr add {There}/30 dev {_name}b");
        Ip($"-n {_name} link set {_name}b up");
    }

    /// <summary>Listens at the far end.</summary>
    public Socket Listen()
    {
        Socket? socket = null;
        Exception? failure = null;

        // A socket belongs to the namespace that its thread is in; the thread ends with it.
        var thread = new Thread(() =>
        {
            try
            {
                using Microsoft.Win32.SafeHandles.SafeFileHandle space = File.OpenHandle("/var/run/netns/" + _name);
                if (SetNs((int)space.DangerousGetHandle(), NewNetwork) != 0)
                    throw new InvalidOperationException("setns failed: " + Marshal.GetLastPInvokeErrorMessage());
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(There), 0));
                socket.Listen();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? socket! : throw failure;
    }

    /// <summary>From now on the far end takes nothing and says nothing, not even that it is gone.</summary>
    public void LoseEverything()
    {
        // The near end must go on believing that there is somebody on the cable.
        string far = Ip($"-n {_name} -br link show {_name}b").Split((char[])[' '], StringSplitOptions.RemoveEmptyEntries)[2];
        Ip($"neigh replace {There} lladdr {far} dev {_name}a nud permanent");
        Ip($"-n {_name} addr flush dev {_name}b");
    }

    public void Dispose()
    {
        Ip($"link del {_name}a");
        Ip($"netns del {_name}");
    }

    private static string Ip(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"The half-open link needs root and iproute2. ip {arguments}: {errors}");
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNs(int descriptor, int kind);
}
