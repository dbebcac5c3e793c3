using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ChatPS.Net;

/// <summary>
/// What an SslStream takes for the network, in memory: what is fed is read, and what is written waits in <see cref="Outgoing"/>.
/// A read that finds nothing completes within the next <see cref="Feed"/>, on the thread that feeds. For one thread.
/// </summary>
internal sealed class WireStream : Stream
{
    private readonly ByteQueue _incoming = new();
    private TaskCompletionSource<int>? _reader;
    private ArraySegment<byte> _wanted;
    private bool _hasEnded;

    /// <summary>What is to be sent.</summary>
    public ByteQueue Outgoing { get; } = new();

    /// <summary>A read waits for bytes: nothing goes on until there are more.</summary>
    public bool IsStarved => _reader is not null;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Bytes have arrived.</summary>
    public void Feed(byte[] bytes, int offset, int count)
    {
        _incoming.Add(bytes, offset, count);
        CompleteRead();
    }

    /// <summary>No more will arrive.</summary>
    public void End()
    {
        _hasEnded = true;
        CompleteRead();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (count == 0 || _incoming.Count > 0 || _hasEnded)
            return Task.FromResult(_incoming.Take(buffer, offset, count));
        _wanted = new ArraySegment<byte>(buffer, offset, count);
        _reader = new TaskCompletionSource<int>();
        return _reader.Task;
    }

    // .NET Framework's SslStream calls this pair.
    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state)
    {
        var result = new TaskCompletionSource<int>(state);
        ReadAsync(buffer, offset, count, CancellationToken.None).ContinueWith(
            read =>
            {
                result.SetResult(read.Result);
                callback?.Invoke(result.Task);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return result.Task;
    }

    public override int EndRead(IAsyncResult asyncResult) => ((Task<int>)asyncResult).GetAwaiter().GetResult();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state)
    {
        Write(buffer, offset, count);
        var result = new TaskCompletionSource<int>(state);
        result.SetResult(0);
        callback?.Invoke(result.Task);
        return result.Task;
    }

    public override void EndWrite(IAsyncResult asyncResult)
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => Outgoing.Add(buffer, offset, count);

    /// <summary>A read that waits would wait for ever: the thread that feeds is the one that reads.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            End();
        base.Dispose(disposing);
    }

    private void CompleteRead()
    {
        if (_reader is not { } reader || (_incoming.Count == 0 && !_hasEnded))
            return;
        _reader = null;
        reader.SetResult(_incoming.Take(_wanted.Array!, _wanted.Offset, _wanted.Count));
    }
}
