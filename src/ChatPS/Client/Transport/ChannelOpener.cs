using System;
using System.IO;
using System.Net.Sockets;
using ChatPS.Net;
using ChatPS.Text;

namespace ChatPS.Client;

/// <summary>From a connected socket to a channel that bytes can be exchanged over: plain at once, encrypted after the handshake.</summary>
internal sealed class ChannelOpener(ConnectOptions options)
{
    /// <summary>The fingerprint of the server's certificate; null where the channel is plain.</summary>
    public string? Fingerprint { get; private set; }

    private string Server => $"'{TerminalText.MakeSafe(options.ComputerName)}', port {options.Port}";

    /// <summary>Nothing of the login has been sent when it returns. On any failure the socket is closed.</summary>
    /// <exception cref="ChatException">
    /// <see cref="ChatFailure.CertificateRefused"/>, <see cref="ChatFailure.Timeout"/>, or <see cref="ChatFailure.ServerUnreachable"/> where
    /// there is no TLS, or none that both sides know.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SocketChannel Open(Socket socket, in CallOptions call)
    {
        if (!options.IsEncrypted)
            return new PlainChannel(socket);
        var check = new CertificateCheck(options.ComputerName, options.CertificatePins, options.SkipsCertificateCheck);
        var channel = new TlsChannel(socket, () => TlsEngine.Client(options.ComputerName, check.Accept), plainAnswer: []);
        try
        {
            Handshake(channel, check, call);
            Fingerprint = check.Fingerprint;
            return channel;
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    private void Handshake(TlsChannel channel, CertificateCheck check, in CallOptions call)
    {
        Deadline deadline = Deadline.After(call.Timeout, options.Network.Clock);
        SocketError error = channel.Begin();
        while (!channel.IsReady)
        {
            ThrowIfRefused(channel, check, error);
            call.Token.ThrowIfCancellationRequested();
            if (deadline.HasPassed)
                throw new ChatException(ChatFailure.Timeout, $"{Server} did not answer the TLS handshake within {call.Timeout.TotalSeconds:0.###} s: perhaps the server does not use TLS.");
            call.Progress?.Invoke();
            channel.Socket.Poll(deadline.MillisecondsAtMost(ClientLimits.SliceMilliseconds) * 1000, SelectMode.SelectRead);
            error = channel.Continue();
        }

        ThrowIfRefused(channel, check, SocketError.Success);
    }

    private void ThrowIfRefused(TlsChannel channel, CertificateCheck check, SocketError error)
    {
        if (check.Refusal is { } why)
            throw new ChatException(ChatFailure.CertificateRefused, $"The certificate of {Server} was refused: {why}. {Advice(check)}");
        if (channel.Failure is NotTlsException)
            throw new ChatException(ChatFailure.ServerUnreachable, $"{Server} does not use TLS: connect without -UseSsl, if the password and all messages may be read on the way.");
        if (channel.Failure is { } failure)
            throw new ChatException(ChatFailure.ServerUnreachable, $"No encrypted connection to {Server}: {TerminalText.MakeSafe(failure.Message)}", failure);
        if (channel.HasEnded)
            throw new ChatException(ChatFailure.ServerUnreachable, $"No encrypted connection to {Server}: it closed the connection in the handshake. Perhaps it does not use TLS.", new EndOfStreamException());
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            throw new ChatException(ChatFailure.ServerUnreachable, $"No encrypted connection to {Server}: {new SocketException((int)error).Message}", new SocketException((int)error));
    }

    private static string Advice(CertificateCheck check) => check.Fingerprint is null
        ? "Ask who runs the server."
        : $"Its SHA-256 fingerprint is {check.Fingerprint}. If who runs the server tells you the same, connect with -CertificateThumbprint.";
}
