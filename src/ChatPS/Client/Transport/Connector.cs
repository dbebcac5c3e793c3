using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>From a host's name to a connected, non-blocking socket; every wait ends at the deadline or the token.</summary>
internal sealed class Connector
{
    private readonly NetworkEnvironment _network;

    public Connector(NetworkEnvironment network) => _network = network;

    /// <summary>Tries every address of the host in the resolver's order, each with its share of the time that is left.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="call">The time limit of all, and the token.</param>
    /// <param name="address">The address that was connected.</param>
    /// <exception cref="ChatException"><see cref="ChatFailure.ServerUnreachable"/>, with the reason of the last address.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Socket Connect(string host, int port, in CallOptions call, out IPAddress address)
    {
        Deadline deadline = Deadline.After(call.Timeout, _network.Clock);
        IPAddress[] addresses = Resolve(host, deadline, call);
        SocketException? reason = null;
        for (int i = 0; i < addresses.Length; i++)
        {
            int share = deadline.MillisecondsAtMost(int.MaxValue) / (addresses.Length - i);
            address = addresses[i];
            try
            {
                return ConnectOne(new IPEndPoint(address, port), Deadline.After(TimeSpan.FromMilliseconds(share), _network.Clock), call);
            }
            catch (SocketException e)
            {
                reason = e;
            }
        }

        throw Unreachable(host, port, reason ?? new SocketException((int)SocketError.HostNotFound));
    }

    private IPAddress[] Resolve(string host, Deadline deadline, in CallOptions call)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
            return [literal];

        try
        {
            // A look-up cannot be cancelled: at the deadline it is left behind.
            Task<IPAddress[]> lookup = _network.Resolve(host);
            _ = lookup.ContinueWith(t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
            while (!lookup.Wait(deadline.MillisecondsAtMost(ClientLimits.SliceMilliseconds), call.Token))
            {
                if (deadline.HasPassed)
                    throw Unreachable(host, null, new SocketException((int)SocketError.TimedOut));
                call.Progress?.Invoke();
            }

            return lookup.Result;
        }
        catch (AggregateException e) when (e.InnerException is SocketException or ArgumentException)
        {
            throw Unreachable(host, null, e.InnerException);
        }
        catch (ArgumentException e)
        {
            throw Unreachable(host, null, e); // .NET Framework looks at the name before there is a task
        }
    }

    private Socket ConnectOne(IPEndPoint address, Deadline deadline, in CallOptions call)
    {
        Socket socket = _network.Dial(address);
        try
        {
            AwaitConnected(socket, deadline, call);
            TcpKeepAlive.Apply(socket, unacknowledgedMs: 0);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void AwaitConnected(Socket socket, Deadline deadline, in CallOptions call)
    {
        // Not both lists for luck: on Windows and macOS a refused connect is seen through the error list alone.
        var writable = new List<Socket>(1);
        var failed = new List<Socket>(1);
        do
        {
            call.Token.ThrowIfCancellationRequested();
            call.Progress?.Invoke();
            writable.Add(socket);
            failed.Add(socket);
            Socket.Select(null, writable, failed, deadline.MillisecondsAtMost(ClientLimits.SliceMilliseconds) * 1000);
            if (writable.Count + failed.Count > 0)
            {
                ThrowIfRefused(socket);
                return;
            }
        }
        while (!deadline.HasPassed);
        throw new SocketException((int)SocketError.TimedOut);
    }

    // A refused connect can look connected; the socket's own error tells.
    private static void ThrowIfRefused(Socket socket)
    {
        int error = (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error != 0)
            throw new SocketException(error);
    }

    private static ChatException Unreachable(string host, int? port, Exception reason) => new(
        ChatFailure.ServerUnreachable,
        $"Cannot reach a chat server at '{Text.TerminalText.MakeSafe(host)}'{(port is null ? "" : ", port " + port)}: {reason.Message}",
        reason);
}
