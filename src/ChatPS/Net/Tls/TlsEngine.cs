using System;
using System.IO;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace ChatPS.Net;

/// <summary>
/// TLS between bytes and bytes, without a socket and without a thread: an SslStream over memory, whose tasks go on inside
/// <see cref="Feed"/>, on the thread that calls it. For one thread at a time.
/// </summary>
internal sealed class TlsEngine : IDisposable
{
    /// <summary>The most that one record holds.</summary>
    public const int RecordBytes = 16 * 1024;

    // SslProtocols.Tls12; what is older has smaller numbers, what is newer larger ones.
    private const SslProtocols Oldest = SslProtocols.Tls12;

    // What is computed elsewhere, if a runtime should do so, is there long before.
    private static readonly TimeSpan s_longestStep = TimeSpan.FromSeconds(5);

    private readonly WireStream _wire = new();
    private readonly SslStream _ssl;
    private readonly Task _handshake;
    private byte[]? _record;
    private Task<int>? _read;
    private bool _wireHasEnded;

    private TlsEngine(RemoteCertificateValidationCallback? check, Func<SslStream, Task> begin)
    {
        _ssl = new SslStream(_wire, leaveInnerStreamOpen: false, check);
        _handshake = Inline(() => begin(_ssl));
        Advance();
    }

    /// <summary>Decrypted bytes that nobody has taken.</summary>
    public ByteQueue Plain { get; } = new();

    /// <summary>Encrypted bytes to be sent.</summary>
    public ByteQueue Outgoing => _wire.Outgoing;

    /// <summary>The handshake is done.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The other side has announced its end, or the wire has.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Why it goes no further; null while it does.</summary>
    public Exception? Failure { get; private set; }

    /// <param name="host">The name that the server is asked for, and its certificate is checked against.</param>
    /// <param name="check">Decides about the server's certificate.</param>
    public static TlsEngine Client(string host, RemoteCertificateValidationCallback check) => new(check, ssl =>
        ssl.AuthenticateAsClientAsync(host, [], SslProtocols.None, checkCertificateRevocation: false));

    /// <param name="certificate">With its private key.</param>
    public static TlsEngine Server(X509Certificate2 certificate) => new(null, ssl =>
        ssl.AuthenticateAsServerAsync(certificate, clientCertificateRequired: false, SslProtocols.None, checkCertificateRevocation: false));

    /// <summary>Encrypted bytes have arrived.</summary>
    public void Feed(byte[] bytes, int offset, int count) => Inline(() =>
    {
        _wire.Feed(bytes, offset, count);
        Advance();
    });

    /// <summary>No more will arrive.</summary>
    public void End() => Inline(() =>
    {
        _wireHasEnded = true;
        _wire.End();
        Advance();
    });

    /// <summary>Encrypts bytes; at most <see cref="RecordBytes"/>, and only when it <see cref="IsReady"/>.</summary>
    public void Write(byte[] bytes, int offset, int count) => Inline(() =>
    {
        Task write = _ssl.WriteAsync(bytes, offset, count);
        if (!Step(write))
            Failure ??= new IOException("The other side renegotiates the encryption, which is not supported.");
        else if (write.IsFaulted)
            Failure ??= Innermost(write.Exception!);
    });

    /// <summary>Announces the end, where the runtime can.</summary>
    public void Shutdown()
    {
        if (IsReady && Failure is null)
            Inline(() => Step(TlsRuntime.Shutdown(_ssl)));
    }

    public void Dispose()
    {
        _wire.Dispose();
        _ssl.Dispose();
    }

    private void Advance()
    {
        if (!Step(_handshake) || HasEnded || Failure is not null)
            return;
        if (_handshake.IsFaulted)
            Fail(_handshake.Exception!);
        else if (!IsReady && _ssl.SslProtocol < Oldest)
            Failure = new AuthenticationException("The other side offers an encryption that is too old: TLS 1.2 is the oldest that is used.");
        else
            ReadRecords();
    }

    private void ReadRecords()
    {
        IsReady = true;
        _record ??= new byte[RecordBytes];
        while (!HasEnded && Failure is null)
        {
            _read ??= _ssl.ReadAsync(_record, 0, _record.Length);
            if (!Step(_read))
                return;
            if (_read.IsFaulted)
                Fail(_read.Exception!);
            else if (_read.Result == 0)
                HasEnded = true;
            else
                Plain.Add(_record, 0, _read.Result);
            _read = null;
        }
    }

    // A connection that was cut is an end like any other: who spoke has said what it had to say.
    private void Fail(AggregateException fault)
    {
        if (_wireHasEnded)
            HasEnded = true;
        else
            Failure = Innermost(fault);
    }

    private static Exception Innermost(AggregateException fault)
    {
        Exception e = fault.GetBaseException();
        return e is AuthenticationException { InnerException: { } inner } ? inner : e;
    }

    // True when the task is done, false when it needs bytes that have not arrived.
    private bool Step(Task task)
    {
        if (!task.IsCompleted && !_wire.IsStarved && !SpinWait.SpinUntil(() => task.IsCompleted || _wire.IsStarved, s_longestStep))
            Failure ??= new TimeoutException("The encryption took too long.");
        return task.IsCompleted;
    }

    // With a context of the caller's, the tasks would go on elsewhere.
    private static void Inline(Action action) => Inline(() =>
    {
        action();
        return true;
    });

    private static T Inline<T>(Func<T> action)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        if (context is null)
            return action();
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
